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
  ["deleted", 1, "1 kind of data would be deleted", "1 Art von Daten würde gelöscht"],
  ["deleted", 4, "4 kinds of data would be deleted", "4 Arten von Daten würden gelöscht"],
  ["changed", 1, "1 kind would be shortened or separated from you", "1 Art würde gekürzt oder von Ihnen getrennt"],
  ["changed", 2, "2 kinds would be shortened or separated from you", "2 Arten würden gekürzt oder von Ihnen getrennt"],
  ["stays", 1, "of 1 kind something would stay", "von 1 Art bliebe etwas"],
  ["stays", 7, "of 7 kinds something would stay", "von 7 Arten bliebe etwas"],
])("the preview tells what is %s apart, of %i kinds", (part, count, ...sentences) => {
  const told = (["en", "de"] as const).map((locale) => said(locale)(`my.new.preview.kinds.${part}`, { count }));
  expect(told).toEqual(sentences);
});
