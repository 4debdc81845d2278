import { describe, expect, test } from "vitest";
import { planChanges } from "./plan-change";
import type { Decision } from "./plan-value";

const line = (more: Partial<Decision> = {}): Decision => ({
  source: "shop",
  category: "order",
  action: "erase",
  mode: null,
  ground: "17(1)(a)",
  rule: "main",
  norm: "§§ 195, 199 BGB",
  until: null,
  count: 3,
  list: "aa",
  ...more,
});
const lock = (until: string, more: Partial<Decision> = {}): Decision =>
  line({
    action: "restrict",
    mode: "retention-lock",
    ground: "17(3)(b)",
    norm: "§ 147 AO",
    until,
    list: until,
    ...more,
  });
const kept = line({ action: "keep", ground: "17(3)(e)", norm: "file 12 C 3/26", until: "2028-01-01" });

/** What a change says, in short. */
const told = (before: Decision[], after: Decision[]): string[] =>
  planChanges(before, after).map((change) =>
    change.kind === "different"
      ? `${change.line.category} ${change.before.action}→${change.line.action}: ${change.differs.join(" ")}`
      : `${change.kind} ${change.line.category} ${change.line.action}`,
  );

describe("what changed since the last plan", () => {
  test.each<[string, Decision[], Decision[], string[]]>([
    ["nothing", [line(), lock("2033-01-01")], [lock("2033-01-01"), line()], []],
    ["a category that is new", [line()], [line(), line({ category: "newsletter" })], ["new newsletter erase"]],
    ["a category that is gone", [line(), line({ category: "newsletter" })], [line()], ["gone newsletter erase"]],
    ["the same category in another system", [line()], [line({ source: "helpdesk" })], ["new order erase", "gone order erase"]],
    ["more records", [line()], [line({ count: 4, list: "bb" })], ["order erase→erase: records"]],
    ["as many records, not the same", [line()], [line({ list: "bb" })], ["order erase→erase: records"]],
    ["records that nobody can count any more", [line()], [line({ count: null })], ["order erase→erase: records"]],
    ["another verdict", [line()], [kept], ["order erase→keep: verdict until norm"]],
    ["a pause where there was a lock", [lock("2033-01-01")], [lock("2033-01-01", { mode: "art18" })], ["order restrict→restrict: verdict"]],
    ["another date", [lock("2033-01-01")], [lock("2035-01-01")], ["order restrict→restrict: records until"]],
    ["the same list at another date", [lock("2033-01-01")], [lock("2035-01-01", { list: "2033-01-01" })], ["order restrict→restrict: until"]],
    ["another norm", [line()], [line({ norm: "§ 7 UWG" })], ["order erase→erase: norm"]],
    ["another ground", [line()], [line({ ground: "17(1)(b)" })], ["order erase→erase: norm"]],
    ["a doubt that was settled", [line({ action: "ask", rule: null, norm: null, ground: null, list: null })], [line()], ["order ask→erase: verdict norm"]],
    ["one of two years", [lock("2033-01-01"), lock("2034-01-01")], [lock("2033-01-01"), lock("2035-01-01", { count: 3 })], ["order restrict→restrict: records until"]],
    ["a line that became two", [line({ count: 3 })], [line({ count: 2, list: "bb" }), { ...kept, count: 1, list: "cc" }], ["order erase→erase: records", "new order keep"]],
    ["two lines that became one", [line({ count: 2, list: "bb" }), { ...kept, count: 1, list: "cc" }], [line()], ["order erase→erase: records", "gone order keep"]],
    ["the first plan", [], [line()], ["new order erase"]],
  ])("%s", (_, before, after, expected) => expect(told(before, after)).toEqual(expected)); // prettier-ignore

  test("read backwards, what was new is gone and the rest differs in the same", () => {
    const [before, after] = [
      [line(), lock("2033-01-01")],
      [kept, lock("2033-01-01", { category: "invoice" })],
    ];
    const there = planChanges(before, after);
    const back = planChanges(after, before);
    const kinds = (changes: typeof there) => changes.map(({ kind }) => kind).toSorted();
    expect(kinds(there)).toEqual(["different", "gone", "new"]);
    expect(kinds(back)).toEqual(kinds(there));
  });
});
