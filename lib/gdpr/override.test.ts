import { describe, expect, test } from "vitest";
import { lineKey } from "./line";
import { dayProblem, isWithheld, type Override } from "./override";
import { groundsOf, turnOf } from "./overridable";
import { draftPlan, groupKey, type PlanInput } from "./plan";
import { categories, finish, group, input } from "./plan.fixture";
import type { Draft, Group } from "./plan-value";

const plan = (groups: Group[], more: Partial<PlanInput> = {}): Draft[] => draftPlan(input("erasure", groups, more));
const ruleOf = ({ category, rule }: Draft) => categories[category]?.rules.find(({ id }) => id === rule);
const turn = (one: Group, more: Partial<PlanInput> = {}) => {
  const [line] = plan([one], more) as [Draft];
  return turnOf("erasure", line, ruleOf(line));
};

describe("Art. 17(1), (3): where a line may be turned", () => {
  const tax = "§ 147(1) no. 4, (3) AO; § 257(1) no. 4, (4) HGB; § 14b(1) UStG";
  test.each<[string, Group, Partial<PlanInput>, object]>([
    ["what goes may stay", group("newsletter"), {}, { to: "keep" }],
    ["what is unlinked may stay", group("product-registration"), {}, { to: "keep" }],
    ["what is shortened may stay", group("server-log", { trigger: "2026-11-23T08:00:00Z" }), {}, { to: "keep" }],
    ["what is locked may stay", group("invoice", { trigger: "2024-06-10" }), {}, { to: "keep" }],
    ["what no duty keeps may go", group("fraud-file", { trigger: "2026-03-01" }), { answers: {} }, { to: "erase" }],
    ["what the law keeps stays, and the norm is named", group("suppression"), {}, { because: "statute", norm: "Art. 21(3) GDPR" }],
    ["a doubt is answered, not overridden", group("order", { belongs: "ask", doubt: "name-differs" }), {}, { because: "in-doubt" }],
    ["what nobody counted is not overridden", group("order", { count: null }), {}, { because: "in-doubt" }],
    ["nothing is there", group("newsletter", { count: 0 }), {}, { because: "nothing-there" }],
    ["a hold is released, not overridden", group("invoice", { trigger: "2014-06-30" }), { holds: [{ kind: "claim", category: null }] }, { because: "held" }],
    ["a pause is lifted, not overridden", group("newsletter"), { art18: ["newsletter"] }, { because: "paused" }],
    ["a contract that runs", group("order", { inUse: "open-order" }), {}, { because: "in-use" }],
    ["what the person did not ask for", group("newsletter"), { choice: { scope: "account", categories: [], keepLicences: null, doNotContact: false } }, { because: "persons-choice" }],
    ["a licence that the person keeps", group("licence", { inUse: "licence" }), {}, { because: "persons-choice" }],
    ["a year that finance has not released", group("invoice", { trigger: "2014-06-30" }), { releasedYears: new Set() }, { because: "statute", norm: "§ 147(3) sentence 5 AO" }],
  ])("%s", (_, one, more, expected) => expect(turn(one, more)).toMatchObject(expected)); // prettier-ignore

  test.each([
    ["2026-11-23", null, "past"],
    ["2026-11-24", null, null],
    ["2032-12-31", "2033-01-01", "too-early"],
    ["2033-01-01", "2033-01-01", null],
    ["2056-11-23", null, null],
    ["2056-11-24", null, "too-late"],
  ])("kept until %s where the line says %s: %s", (until, before, expected) =>
    expect(dayProblem(until, { until: before }, "2026-11-23")).toBe(expected),
  );

  test("the tax norm still names itself on a locked line", () =>
    expect(plan([group("invoice", { trigger: "2024-06-10" })])[0]).toMatchObject({ norm: tax }));
});

describe("the plan with an override", () => {
  const dispute = { ground: "17(3)(e)", norm: "12 C 3/26, AG Mitte", until: "2028-06-30" } as const;
  const keeping = (line: Draft, more: Partial<Override> = {}): Override => ({
    line: lineKey(line),
    ...dispute,
    ...more,
  });
  const groups = [group("newsletter"), group("order", { trigger: "2024-06-10" })];
  const [newsletter, order] = plan(groups) as [Draft, Draft];

  test("says ground, norm and day of the one line, and leaves the other", () => {
    const after = plan(groups, { overrides: [keeping(newsletter)] });
    expect(after).toEqual([{ ...newsletter, ...dispute, action: "keep", overridden: true }, order]);
    expect(finish(after)).not.toEqual(finish(plan(groups)));
    // The format is as it was: what is hashed has no other keys.
    expect(Object.keys(finish(after).decisions[0] ?? {})).toEqual(Object.keys(finish(plan(groups)).decisions[0] ?? {}));
  });

  test("lets go what no duty keeps, as its rule lets records go", () => {
    const file = group("fraud-file", { trigger: "2026-03-01" });
    const [line] = plan([file]) as [Draft];
    const goes: Override = { line: lineKey(line), ground: "17(1)(d)", norm: null, until: null };
    expect(plan([file], { overrides: [goes] })).toMatchObject([{ action: "erase", ground: "17(1)(d)", norm: line.norm, until: null, overridden: true }]); // prettier-ignore
  });

  test.each<[string, Partial<PlanInput>]>([
    ["a hold came", { holds: [{ kind: "claim", category: null }] }],
    ["a pause came", { art18: ["newsletter"] }],
    ["its day has come", { today: "2028-06-30T12:00:00Z" }],
    ["its ground does not fit", { overrides: [keeping(newsletter, { ground: "17(1)(a)" })] }],
    ["it says a word of the plan for a norm", { overrides: [keeping(newsletter, { norm: "art18" })] }],
    ["its norm has no number", { overrides: [keeping(newsletter, { norm: "a dispute" })] }],
    ["it names no norm", { overrides: [keeping(newsletter, { norm: null })] }],
  ])("does not follow it when %s", (_, more) => {
    const given = { overrides: [keeping(newsletter)], ...more };
    expect(plan(groups, given)).toEqual(plan(groups, { ...given, overrides: [] }));
  });

  test("does not follow it about what is in doubt", () => {
    const doubtful = [{ ...groups[0], belongs: "ask", doubt: "name-differs" } as Group];
    expect(plan(doubtful, { overrides: [keeping(newsletter)] })).toEqual(plan(doubtful));
  });

  test("keeps what the kept records point to, and lets nothing go that others need", () => {
    const account = group("account", { neededBy: ["newsletter"] });
    const [kept] = plan([account, group("newsletter")], { overrides: [keeping(newsletter)] });
    expect(kept).toMatchObject({ category: "account", action: "keep", until: "2028-07-01" });
    const file = group("fraud-file", { trigger: "2026-03-01", neededBy: ["invoice"] });
    const both = [file, group("invoice", { trigger: "2024-06-10" })];
    const line = plan(both).find(({ category }) => category === "fraud-file") as Draft;
    const goes: Override = { line: lineKey(line), ground: "17(1)(d)", norm: null, until: null };
    const [bound] = plan(both, { overrides: [goes] });
    expect(bound).toMatchObject({ category: "fraud-file", action: "restrict", norm: expect.stringContaining("AO") });
    expect(bound).not.toHaveProperty("overridden");
  });
});

describe("Art. 12(4), 15(4): a part of a copy is kept back", () => {
  const copy = (groups: Group[], more: Partial<PlanInput> = {}): Draft[] => draftPlan(input("access", groups, more));
  const groups = [group("newsletter"), group("support-ticket")];
  const ticketOf = (lines: Draft[]) => lines.find(({ category }) => category === "support-ticket") as Draft;
  const ticket = ticketOf(copy(groups));
  const back = (more: Partial<Override> = {}): Override => ({
    line: lineKey(ticket),
    ground: "15(4)",
    norm: null,
    until: null,
    ...more,
  });

  test("what would be handed out may stay, on grounds of its own", () => {
    expect(turnOf("access", ticket, categories["support-ticket"]?.rules[0])).toEqual({ to: "keep" });
    expect(groundsOf("access", "keep")).toEqual(["15(4)", "bdsg-29", "bdsg-34"]);
    expect(groundsOf("erasure", "keep")).toEqual(["17(3)(b)", "17(3)(e)"]);
  });

  test("the one line says so and is hashed anew, the others are handed out", () => {
    const after = copy(groups, { overrides: [back({ norm: "§ 203 StGB" })] });
    expect(ticketOf(after)).toMatchObject({ action: "keep", ground: "15(4)", norm: "§ 203 StGB", until: null, overridden: true }); // prettier-ignore
    expect(after.find(({ category }) => category === "newsletter")).toMatchObject({ action: "export" });
    expect(isWithheld(ticketOf(after))).toBe(true);
    expect(finish(after)).not.toEqual(finish(copy(groups)));
    expect(turnOf("access", ticketOf(after), categories["support-ticket"]?.rules[0])).toMatchObject({
      because: "overridden",
    });
  });

  test.each<[string, Partial<Override>]>([
    ["on a ground of Art. 17", { ground: "17(3)(e)" }],
    ["for a norm that is none", { norm: "somebody objected" }],
    ["until a day: a copy is whole or it is not", { until: "2028-01-01" }],
  ])("not %s", (_, more) => expect(copy(groups, { overrides: [back(more)] })).toEqual(copy(groups)));

  test("a doubt about a part is answered, not refused by this", () => {
    const doubtful = [group("support-ticket", { doubt: "third-persons" })];
    expect(copy(doubtful, { overrides: [back()] })).toEqual(copy(doubtful));
    const withheld = ticketOf(copy(doubtful, { answers: { [groupKey(doubtful[0] as Group)]: "withhold" } }));
    expect(turnOf("access", withheld, categories["support-ticket"]?.rules[0])).toMatchObject({ because: "in-doubt" });
  });
});
