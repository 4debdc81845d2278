import { expect, test } from "vitest";
import type { CategoryRecords } from "./category-records";
import { findings } from "./findings";
import type { Exported, PackageInput } from "./input";
import { emptyInput, exporting, group } from "./make.fixture";

const input = (exported: Exported[], searches: PackageInput["searches"] = []): PackageInput =>
  emptyInput({ exported, searches });
const counted = (category: string, source: string, records: number) =>
  ({ category, records, bySource: new Map([[source, records]]), passedOn: new Map() }) as CategoryRecords;

test("of a system that hands nothing out it does not say that nothing is there", () => {
  const unread = { ...exporting("analytics-google", null), source: "google-analytics", count: null };
  const searches = [{ source: "google-analytics", outcome: "searched" as const }];
  const [only] = findings(input([unread], searches), []).searches;
  expect(only?.result).toMatch(/^is searched by a person/);
  const half = { ...exporting("account", null), source: "google-analytics" };
  const [both] = findings(input([half, unread], searches), [counted("account", "google-analytics", 1)]).searches;
  expect(both?.result).toMatch(/^searched: 1 record; the rest is searched by a person/);
  const [none] = findings(input([], searches), []).searches;
  expect(none?.result).toMatch(/^searched: nothing held/);
});

test("a system of which something is still open is not told as searched in vain", () => {
  const searches = [{ source: "google-analytics", outcome: "searched" as const }];
  const open = [{ source: "google-analytics", category: "analytics-google" }];
  const [only] = findings(emptyInput({ searches, open }), []).searches;
  expect(only?.result).toMatch(/^is searched by a person/);
  const [both] = findings(emptyInput({ searches, open }), [counted("account", "google-analytics", 2)]).searches;
  expect(both?.result).toMatch(/^searched: 2 records; the rest is searched by a person/);
});

test("a kind of which some has no date has no last day", () => {
  const ends = (...triggers: (string | null)[]) => {
    const groups = triggers.map((trigger) => group("invoice", trigger));
    const exported = [{ ...exporting("invoice", null), groups }];
    return findings(input(exported), [counted("invoice", "shop", triggers.length)]).found[0]?.ends;
  };
  expect(ends("2024-05-02", "2026-03-05")).toMatchObject([{ from: "2033-01-01", last: "2035-01-01" }]);
  expect(ends("2026-03-05", null)).toMatchObject([{ from: "2035-01-01", last: null }]);
});
