/** Art. 15(1)(c), (d): how long and who, in sentences that are right with whatever words the policy has. */
import { expect, test } from "vitest";
import type { Language } from "../gdpr/language";
import type { CategoryRecords } from "./category-records";
import { aboutFinding } from "./about";
import { findingOf } from "./findings";
import { emptyInput, exporting, group } from "./make.fixture";
import { speaker } from "../letters/words";

const of = (language: Language, category: string, trigger: string | null, more: object = {}) => {
  const exported = [{ ...exporting(category, null), groups: [{ ...group(category, trigger), ...more }] }];
  const records = { category, records: 1, bySource: new Map(), passedOn: new Map() } as CategoryRecords;
  return findingOf(records, emptyInput({ language, exported }));
};

test.each<[Language, string, string | null, object, string]>([
  [
    "de",
    "order",
    "2024-05-02",
    {},
    "3 Jahre, gezählt ab Ende des Kalenderjahres. Was die Zeit beginnen lässt: die Übergabe der Ware (§§ 438, 327j, 195, 199 BGB). Von da an vergehen noch 2 Jahre, bevor wir zählen. Danach werden die Daten gelöscht. Für Ihre Datensätze: bis zum 1. Januar 2030.",
  ],
  ["de", "account", null, {}, "Was die Speicherung beendet: die Kontoschließung"],
  ["en", "account", null, {}, "What ends the storing: the closure of the account"],
  [
    "de",
    "server-log",
    null,
    { rule: "full-address" },
    "7 Tage. Was die Zeit beginnen lässt: der Zeitpunkt des Seitenabrufs",
  ],
  ["en", "session", null, {}, "24 hours. What starts the time: the last use"],
])("%s: how long %s is kept", (language, category, trigger, more, said) => {
  expect(of(language, category, trigger, more).periods.join(" ")).toContain(said);
});

test("nothing was due before it was first held", () => {
  const papers = of("de", "delivery-note", "2019-03-05", { since: "2019-03-06" });
  expect(papers.ends).toMatchObject([{ from: "2019-03-06", last: "2019-03-06" }]);
  expect(papers.periods.join(" ")).toContain("fällig seit dem 6. März 2019");
});

test("who receives it stands with the country's name", () => {
  const about = { say: speaker("de"), language: "de" as const, controller: "Klangwerk Audio GmbH" };
  const html = aboutFinding(of("de", "analytics-google", null), about, "");
  expect(html).toContain("Google LLC (Analytics), Vereinigte Staaten:");
  expect(html).not.toMatch(/, [A-Z]{2}:/);
});
