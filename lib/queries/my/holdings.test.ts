import { expect, test } from "vitest";
import { system } from "../../actor";
import type { Draft, Group } from "../../gdpr/plan-value";
import { day } from "../../gdpr/day";
import { endKey, endOfKind } from "../../gdpr/end-of-kind";
import { holdings } from "./holdings";

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
