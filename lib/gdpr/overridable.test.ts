/** Art. 16, 18(1), 20(1), (4), 7(3), 21: lines of the other rights, decided otherwise only as the law lets a reviewer. */
import { describe, expect, test } from "vitest";
import { lineKey } from "./line";
import { doesNothing, groundsOf, turnOf, type OverrideGround } from "./overridable";
import type { Override } from "./override";
import { draftPlan, groupKey, type PlanInput } from "./plan";
import { finish, group, input } from "./plan.fixture";
import type { Draft, Group } from "./plan-value";
import type { Right } from "./right";
import type { Pause } from "./wish";

const plan = (right: Right, groups: Group[], more: Partial<PlanInput> = {}) => draftPlan(input(right, groups, more));
const lineOf = (lines: Draft[], category: string) => lines.find((line) => line.category === category) as Draft;
const said = (line: Draft, ground: OverrideGround, norm: string | null = null): Override => ({
  line: lineKey(line),
  ground,
  norm,
  until: null,
});

describe("Art. 20: data to take along", () => {
  const groups = [group("order"), group("newsletter"), group("invoice")];
  const [order, newsletter, invoice] = ["order", "newsletter", "invoice"].map((one) => lineOf(plan("portability", groups), one)) as [Draft, Draft, Draft]; // prettier-ignore

  test.each<[OverrideGround, string | null]>([
    ["20(4)", null],
    ["20(1)", "WP 242 rev.01"],
  ])("a line is kept back on Art. %s, the others go along, and the plan is another one", (ground, norm) => {
    expect(turnOf("portability", order, undefined)).toEqual({ to: "keep" });
    const after = plan("portability", groups, { overrides: [said(order, ground, norm)] });
    expect(lineOf(after, "order")).toMatchObject({ action: "keep", ground, norm, until: null, overridden: true });
    expect(lineOf(after, "newsletter")).toEqual(newsletter);
    expect(finish(after)).not.toEqual(finish(plan("portability", groups)));
    expect(turnOf("portability", lineOf(after, "order"), undefined)).toMatchObject({ because: "overridden" });
  });

  test.each<[string, Override]>([
    ["a ground of the right of access", said(order, "15(4)")],
    ["what must be kept secret (§ 29 BDSG limits Art. 15, not Art. 20)", said(order, "bdsg-29")],
    ["a norm that is none", said(order, "20(4)", "somebody objected")],
    ["a day: it is handed out or it is not", { ...said(order, "20(4)"), until: "2028-01-01" }],
  ])("not on %s", (_, one) =>
    expect(plan("portability", groups, { overrides: [one] })).toEqual(plan("portability", groups)),
  );

  test("what the right does not reach is not handed out by this: it is in the copy", () =>
    expect(turnOf("portability", invoice, undefined)).toMatchObject({ because: "not-covered" }));
});

describe("Art. 16: corrections", () => {
  const groups = [group("address-book"), group("invoice"), group("server-log")];
  const ruled = plan("rectification", groups);
  const [book, invoice, log] = ["address-book", "invoice", "server-log"].map((one) => lineOf(ruled, one)) as [Draft, Draft, Draft]; // prettier-ignore

  test("what would be corrected stays because it is right, or because a norm forbids to overwrite it", () => {
    expect(book).toMatchObject({ action: "correct" });
    for (const [ground, norm] of [["16", null], ["6(1)(c)", "§ 146(4) AO"]] as const) // prettier-ignore
      expect(lineOf(plan("rectification", groups, { overrides: [said(book, ground, norm)] }), "address-book")).toMatchObject({ action: "keep", ground, norm, overridden: true }); // prettier-ignore
  });

  test("what a machine wrote is corrected after all where it is wrong; an issued document never is", () => {
    expect(log).toMatchObject({ action: "keep", norm: "not-correctable" });
    const after = plan("rectification", groups, { overrides: [said(log, "16")] });
    expect(lineOf(after, "server-log")).toMatchObject({
      action: "correct",
      ground: "16",
      norm: null,
      overridden: true,
    });
    expect(turnOf("rectification", invoice, undefined)).toMatchObject({ because: "document" });
    expect(plan("rectification", groups, { overrides: [said(invoice, "16")] })).toEqual(ruled);
  });

  test.each<[string, Override]>([
    ["a legal duty without its norm", said(book, "6(1)(c)")],
    ["the duties and claims of an erasure", said(book, "17(3)(e)", "12 C 3/26")],
    ["a norm beside what is corrected after all", said(log, "16", "§ 146(4) AO")],
  ])("not on %s", (_, one) => expect(plan("rectification", groups, { overrides: [one] })).toEqual(ruled));
});

describe("Art. 18: a pause", () => {
  const groups = [group("newsletter"), group("order"), group("invoice")];
  const chosen: Pause = { ground: "18(1)(a)", categories: ["newsletter", "order"] };
  const ruled = plan("restriction", groups, { pause: chosen });
  const [newsletter, invoice] = [lineOf(ruled, "newsletter"), lineOf(ruled, "invoice")];
  const decided = (one: Override, pause: Pause = chosen) => plan("restriction", groups, { pause, overrides: [one] });

  test("stays in use where none of the four grounds is there", () =>
    expect(lineOf(decided(said(newsletter, "18(1)")), "newsletter")).toMatchObject({ action: "keep", mode: null, ground: "18(1)", overridden: true })); // prettier-ignore

  test("what was not asked for is paused as well, on a ground of Art. 18(1)", () => {
    expect(invoice).toMatchObject({ action: "keep", norm: "not-asked" });
    expect(lineOf(decided(said(invoice, "18(1)(c)")), "invoice")).toMatchObject({ action: "restrict", mode: "art18", ground: "18(1)(c)", norm: null, overridden: true }); // prettier-ignore
  });

  test("somebody else’s records are never paused by it", () => {
    const answers = { [groupKey(groups[2] as Group)]: "not-theirs" as const };
    const theirs = lineOf(plan("restriction", groups, { pause: chosen, answers }), "invoice");
    expect(turnOf("restriction", theirs, undefined)).toMatchObject({ because: "not-theirs" });
  });

  test("of everything no part is left out: what no category names is paused as well", () => {
    const whole: Pause = { ground: "18(1)(a)", categories: null };
    const line = lineOf(plan("restriction", groups, { pause: whole }), "newsletter");
    expect(turnOf("restriction", { ...line, everything: true }, undefined)).toMatchObject({ because: "everything" });
    expect(decided(said(line, "18(1)"), whole)).toEqual(plan("restriction", groups, { pause: whole }));
  });

  test.each<[string, Override]>([
    ["on Art. 18(2), which lets a use go on and leaves the mark", said(newsletter, "17(3)(e)", "12 C 3/26")],
    ["as paused what is paused", said(newsletter, "18(1)(a)")],
    ["in use what is in use", said(invoice, "18(1)")],
  ])("not %s", (_, one) => expect(decided(one)).toEqual(ruled));
});

test.each<[Right, Partial<PlanInput>]>([
  ["withdrawal", { ended: ["newsletter"] }],
  ["objection", { ended: ["newsletter", "customer-ads"] }],
])("Art. 7(3), 21: of %s nothing is decided otherwise", (right, more) => {
  const lines = plan(right, [group("newsletter"), group("order")], more);
  for (const line of lines) expect(turnOf(right, line, undefined)).toMatchObject({ because: "ends" });
  expect(groundsOf(right, "keep")).toEqual([]);
  expect(plan(right, [group("newsletter"), group("order")], { ...more, overrides: lines.map((line) => said(line, "16")) })).toEqual(lines); // prettier-ignore
});

test("Art. 12(4): what would do nothing of what was asked is a refusal of the whole", () => {
  const [line] = plan("portability", [group("order")]) as [Draft];
  const after = plan("portability", [group("order")], { overrides: [said(line, "20(4)")] });
  expect(doesNothing("portability", after)).toBe(true);
  expect(doesNothing("portability", [...after, line])).toBe(false);
  expect(doesNothing("rectification", plan("rectification", [group("invoice")]))).toBe(false);
  expect(doesNothing("erasure", [{ ...line, action: "keep" }])).toBe(false);
});
