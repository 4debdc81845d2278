import { expect, test } from "vitest";
import { system } from "../../actor";
import { policy } from "../../company";
import type { Draft, Group } from "../../gdpr/plan-value";
import { group } from "../../gdpr/plan.fixture";
import { holdings } from "./holdings";
import { outlook, type Outlook } from "./preview";
import { silentNames } from "./silent";

const now = new Date("2026-11-27T12:00:00Z");
const who = { ...system, language: "en" as const };
const heard = { now, unreachable: [], inPart: [] };

/** One group as a draft of its own. */
function draft(found: Group, decided: Partial<Draft> = {}): Draft {
  const { source, category, count } = found;
  const nothing = { mode: null, ground: null, rule: null, norm: null, until: null, doubt: null };
  return { source, category, count, groups: [found], action: "erase", ...nothing, ...decided };
}
const byHand = (source: string, category: string) =>
  draft(group(category, { source, count: null }), { action: "ask", doubt: "source-unreachable" });

test("a system is not named for a kind that waits for a review: its name would say that there is a case", () => {
  const drafts = [byHand("credit-agency", "credit-score"), byHand("fraud-partner", "fraud-file")];
  const { label } = policy().sources["credit-agency"] as { label: { en: string } };
  expect(outlook(who, { ...heard, drafts }).byHand).toEqual([label.en]);
  expect(holdings(who, { ...heard, drafts }).byHand.map(({ system: one }) => one)).toEqual([label.en]);
});

test("a system that is silent is named for what may be told only, whole or in part", () => {
  const named = (unheard: Partial<Parameters<typeof silentNames>[0]>) =>
    silentNames({ unreachable: [], inPart: [], ...unheard }, policy(), "en");
  expect(named({ unreachable: ["fraud-partner", "zendesk"] })).toEqual(["Zendesk"]);
  expect(named({ inPart: [{ source: "shop", categories: ["fraud-file"] }] })).toEqual([]);
  expect(named({ inPart: [{ source: "shop", categories: ["fraud-file", "invoice"] }] })).toEqual([
    expect.stringMatching(/^Shop database \([^,]+\)$/),
  ]);
});

test.each<[string, Draft[], Outlook["keeps"], Outlook["running"]]>([
  ["a licence", [draft(group("licence", { inUse: "licence" })), draft(group("account"))], "licences", ["licence"]],
  [
    "an order and a warranty, no licence",
    [
      draft(group("order", { inUse: "open-order" }), { action: "keep", norm: "open-order" }),
      draft(group("product-registration", { inUse: "warranty" }), { action: "keep", norm: "warranty" }),
      draft(group("account")),
    ],
    "account",
    ["warranty", "open-order"],
  ],
  [
    "an order that stays whatever the answer is",
    [
      draft(group("order", { inUse: "open-order" }), { action: "keep", norm: "open-order" }),
      draft(group("account"), { action: "keep", norm: "not-asked" }),
    ],
    null,
    ["open-order"],
  ],
  ["nothing", [draft(group("account")), draft(group("order", { trigger: "2024-01-01" }))], null, []],
])("what they are asked whether to keep: %s", (_, drafts, keeps, running) => {
  expect(outlook(who, { ...heard, drafts })).toMatchObject({ keeps, running });
});

test("whoever gives their account up hears that they cannot sign in any more", () => {
  const account = (decided: Partial<Draft>) => ({ ...heard, drafts: [draft(group("account"), decided)] });
  expect(outlook(who, account({})).accountGoes).toBe(true);
  expect(outlook(who, account({ action: "keep", norm: "licence" })).accountGoes).toBe(false);
  expect(outlook(who, { ...heard, drafts: [draft(group("order"))] }).accountGoes).toBe(false);
});

test("a system that is silent may hold a licence: then it is asked all the same", () => {
  const drafts = [draft(group("account"))];
  expect(outlook(who, { ...heard, drafts, unreachable: ["zendesk"] })).toMatchObject({
    keeps: "licences",
    running: [],
  });
});

test("kinds are told by topic, not as the systems answered", () => {
  const drafts = ["server-log", "newsletter", "order", "account"].map((category) => draft(group(category)));
  const order = ["account", "order", "newsletter", "server-log"];
  expect(outlook(who, { ...heard, drafts }).lines.map(({ category }) => category)).toEqual(order);
  expect(holdings(who, { ...heard, drafts }).held.map(({ category }) => category)).toEqual(order);
});
