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
