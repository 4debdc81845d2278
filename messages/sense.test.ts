/** Sentences whose sense hangs on what is put into them, or on what stands before them. */
import { expect, test } from "vitest";
import { createTranslator } from "use-intl/core";
import { messagesFor } from "../i18n/messages";

type Say = (key: string, values?: Record<string, string | number>) => string;
const said = (locale: "en" | "de") =>
  createTranslator({ locale, messages: messagesFor(locale, import.meta.dirname) }) as unknown as Say;

/** Why something stays that has no day yet; it stands after "Stays" or "Until when". */
const open = "licence not-asked matter may-matter paused open-order warranty contract held copy".split(" ");

test.each([
  ["en", /^until /],
  ["de", /^bis /],
] as const)("what stays without a day says in %s until when, not when", (locale, begins) => {
  for (const reason of open) expect(said(locale)(`my.lines.until.${reason}`)).toMatch(begins);
});

test.each([
  [4, 3, "As it looks today, 4 records would go, and 3 would stay for a time.", "Nach heutigem Stand würden 4 Einträge gehen, und 3 würden eine Zeit lang bleiben."],
  [1, 1, "As it looks today, 1 record would go, and 1 would stay for a time.", "Nach heutigem Stand würde 1 Eintrag gehen, und 1 würde eine Zeit lang bleiben."],
  [4, 0, "As it looks today, 4 records would go.", "Nach heutigem Stand würden 4 Einträge gehen."],
  [0, 3, "As it looks today, 3 records would stay for a time.", "Nach heutigem Stand würden 3 Einträge eine Zeit lang bleiben."],
  [0, 0, "As it looks today, there is nothing of it to count.", "Nach heutigem Stand gibt es davon nichts zu zählen."],
])("the preview tells of %i that would go and %i that would stay, and of none says nothing", (going, staying, ...sentences) => {
  const numbers = { going, goingNumber: `${going}`, staying, stayingNumber: `${staying}` };
  expect((["en", "de"] as const).map((locale) => said(locale)("my.new.preview.lead", numbers))).toEqual(sentences);
}); // prettier-ignore
