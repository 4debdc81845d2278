import { expect, test } from "vitest";
import { system } from "../../actor";
import type { Draft, Group } from "../../gdpr/plan-value";
import { day } from "../../gdpr/day";
import { endKey, endOfKind } from "../../gdpr/end-of-kind";
import { policy } from "../../company";
import { namedByRows } from "../../policy/passed-to";
import { holdings } from "./holdings";
import type { Unheard } from "./silent";

const group = (trigger: string | null): Group => ({
  source: "shop",
  category: "invoice",
  rule: null,
  trigger,
  since: null,
  count: 1,
  belongs: "mine",
  doubt: null,
  inUse: null,
  selector: trigger ?? "",
});
const draft = (...triggers: (string | null)[]): Draft => ({
  source: "shop",
  category: "invoice",
  count: triggers.length,
  groups: triggers.map(group),
  action: "export",
  mode: null,
  ground: null,
  rule: null,
  norm: null,
  until: null,
  doubt: null,
});
const today = day("2026-11-27");
const termsOf = (drafts: Draft[]) =>
  holdings(
    { ...system, language: "en" },
    { now: new Date("2026-11-27T12:00:00Z"), drafts, unreachable: [], inPart: [] },
  ).held[0]?.terms ?? [];

test("of a kind with dates the first and the last are told", () => {
  const terms = termsOf([draft("2024-05-02", "2026-03-05")]);
  expect(terms).toMatchObject([{ from: "2033-01-01", last: "2035-01-01" }]);
  expect(endOfKind(terms, today)).toEqual({ last: "2035-01-01", due: "none" });
});

test.each([
  [[draft("2024-05-02", null, "2026-03-05")]],
  [[draft(null, "2024-05-02")]],
  [[draft("2024-05-02"), draft(null)]],
])("as long as some of it has no date no last day is told, in whatever order it was found", (drafts) => {
  const terms = termsOf(drafts);
  expect(terms).toMatchObject([{ from: "2033-01-01", last: null }]);
  expect(endOfKind(terms, today)).toEqual({ last: null, due: "none" });
});

test.each([
  ["2026-11-27", ["2012-05-02"], "all"],
  ["2026-11-27", ["2012-05-02", "2024-05-02"], "some"],
  ["2026-11-27", ["2012-05-02", null], "some"],
  ["2023-01-01", ["2012-05-02"], "all"],
  ["2022-12-31", ["2012-05-02"], "none"],
])("on %s, of records of %j, %s are due", (on, triggers, due) => {
  expect(endOfKind(termsOf([draft(...triggers)]), day(on)).due).toBe(due);
});

test("nothing is due before it was first held", () => {
  const part = draft("2012-05-02");
  const late = { ...part, groups: part.groups.map((one) => ({ ...one, since: "2026-03-06" })) };
  expect(termsOf([late])).toMatchObject([{ from: "2026-03-06", last: "2026-03-06" }]);
});

test("recipients stand with the name of their country", () => {
  const asked = { now: new Date("2026-11-27T12:00:00Z"), drafts: [draft(null)], unreachable: [], inPart: [] };
  const [held] = holdings({ ...system, language: "de" }, asked).held;
  expect(held?.recipients.map(({ country }) => country)).toContain("Deutschland");
});

test.each([
  [["2012-05-02"], "goes-now"],
  [["2012-05-02", "2024-05-02"], "goes-partly-by"],
  [["2012-05-02", null], "goes-partly"],
  [["2024-05-02"], "goes-by"],
  [[null], "no-date"],
])("of records of %j the line says %s", (triggers, key) => {
  expect(endKey(endOfKind(termsOf([draft(...triggers)]), today))).toBe(key);
});

test.each([
  ["consent-record", true],
  ["invoice", false],
])("%s is locked by its rule: %s", (category, locked) => {
  const part = { ...draft("2024-05-02"), category };
  const drafts = [{ ...part, groups: part.groups.map((one) => ({ ...one, category })) }];
  const asked = { now: new Date("2026-11-27T12:00:00Z"), drafts, unreachable: [], inPart: [] };
  expect(holdings({ ...system, language: "en" }, asked).held).toMatchObject([{ category, locked }]);
});

/** Who received invoices, by how much of them; `groups` are what was found of a person. */
function received(groups: Partial<Group>[], unheard: Partial<Unheard> = {}): Record<string, string> {
  const part = draft();
  const drafts = [{ ...part, count: groups.length, groups: groups.map((one) => ({ ...group(null), ...one })) }];
  const asked = { now: new Date("2026-11-27T12:00:00Z"), drafts, unreachable: [], inPart: [], ...unheard };
  const [kind] = holdings({ ...system, language: "en" }, asked).held;
  const names = Object.entries(policy().recipients).map(([id, { name }]) => [name, id]);
  const ids = Object.fromEntries(names) as Record<string, string>;
  return Object.fromEntries(kind?.recipients.map(({ name, received: of }) => [ids[name], of]) ?? []);
}
const invoice = policy().categories.invoice?.recipients ?? [];
const byRows = namedByRows(policy(), "invoice");
const always = Object.fromEntries(invoice.filter((id) => !byRows.has(id)).map((id) => [id, "all"]));

test("whom rows can name is told of where rows name it; everybody else received all", () => {
  expect(Object.keys(always).length).toBeGreaterThan(0);
  expect(byRows).toContain("stripe");
  expect(received([{}, { passedTo: [] }])).toEqual(always);
  expect(received([{ passedTo: ["paypal"] }, { passedTo: ["bank", "paypal"] }, { passedTo: [] }])).toEqual({
    ...always,
    paypal: "named",
    bank: "named",
  });
});

test.each<[string, Partial<Group>]>([
  ["whose owner is in doubt", { belongs: "ask", doubt: "name-differs" }],
  ["that name somebody else", { doubt: "third-persons" }],
  ["of both", { belongs: "ask", doubt: "address-unproved", namesOthers: true }],
])("records %s betray nobody", (_, veiled) => {
  expect(received([{ passedTo: ["bank"] }, { ...veiled, passedTo: ["paypal"] }])).toEqual({ ...always, bank: "named" });
});

test.each<[string, Partial<Unheard>]>([
  ["a table of it", { inPart: [{ source: "shop", categories: ["invoice"] }] }],
  ["its system", { unreachable: ["shop"] }],
])("where %s said nothing, whom nothing seen names may have received some", (_, unheard) => {
  const open = Object.fromEntries([...byRows].map((id) => [id, "at-most-named"]));
  expect(received([{ passedTo: ["bank"] }], unheard)).toEqual({ ...always, ...open, bank: "named" });
});

test("what another kind left open says nothing of this one", () => {
  const another = { inPart: [{ source: "shop", categories: ["order"] }] };
  expect(received([{ passedTo: ["bank"] }], another)).toEqual({ ...always, bank: "named" });
});
