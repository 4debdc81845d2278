/** What went to those who cannot be searched is said from our own records, and nothing that waits for a review. */
import { expect, test } from "vitest";
import type { CategoryRecords } from "./category-records";
import { longDay, speaker } from "../letters/words";
import { day } from "../gdpr/day";
import type { PackageInput } from "./input";
import { exporting, group, policy } from "./make.fixture";
import { sentTo } from "./sent";

const found = (category: string, records: number): CategoryRecords =>
  ({ category, records, bySource: new Map([["shop", records]]) }) as CategoryRecords;
const input = (fields: Partial<PackageInput>): PackageInput =>
  ({ policy, language: "en", searches: [], exported: [], ...fields }) as PackageInput;
const byHand = (...sources: string[]) => sources.map((source) => ({ source, outcome: "by-hand" as const }));

test("each recipient by name, with category, purpose, our own records and since when", () => {
  const exported = [
    { ...exporting("retargeting", null), groups: [{ ...group("retargeting", null), since: "2025-03-01" }] },
  ];
  const about = input({ exported, searches: byHand("criteo") });
  expect(sentTo(about, [found("retargeting", 3)], speaker("en"))).toEqual([
    {
      recipient: "Criteo SA",
      does: "shows our ads on other websites",
      lines: [
        `Advertising profile, for: Showing you ads on other websites. 3 records of ours stand behind it, since ${longDay("en", day("2025-03-01"))}.`,
      ],
    },
  ]);
  const german = sentTo({ ...about, language: "de" }, [found("retargeting", 1)], speaker("de"));
  expect(german[0]?.lines[0]).toContain("Dahinter steht 1 Datensatz von uns seit dem 1. März 2025.");
});

test("where our own table of it is empty, nothing was passed on; a system that was searched speaks for itself", () => {
  expect(sentTo(input({ searches: byHand("criteo") }), [], speaker("en"))).toEqual([]);
  const searched = [{ source: "mapp", outcome: "searched" as const }];
  expect(sentTo(input({ searches: searched }), [], speaker("en"))).toEqual([]);
});

/** The policy of a company whose own database holds nothing of it. */
function direct(): typeof policy {
  const copy = structuredClone(policy);
  if (copy.sources.shop?.kind === "postgres") copy.sources.shop.tables = {};
  return copy;
}

test("what goes there directly is named all the same", () => {
  expect(sentTo(input({ policy: direct(), searches: byHand("mapp") }), [], speaker("en"))).toEqual([
    {
      recipient: "Mapp Digital Germany GmbH (Webtrekk)",
      does: "website statistics",
      lines: [
        "Webtrekk, for: Understanding how the website is used. It goes there directly; we keep no record of our own.",
      ],
    },
  ]);
});

test("what is told of only after a review is not told of here", () => {
  const veiled = direct();
  const mapp = veiled.categories["analytics-webtrekk"];
  if (!mapp) throw new Error("no such category");
  mapp.disclose = "after-review";
  expect(sentTo(input({ policy: veiled, searches: byHand("mapp") }), [], speaker("en"))).toEqual([]);
});
