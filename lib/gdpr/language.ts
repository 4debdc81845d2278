/**
 * Art. 12(1): "clear and plain language", the person's own where the portal has it. It speaks each language that has a file in
 * `messages/`; which those are is known in `i18n/language.ts`, here stands only what follows from a language's tag (BCP 47).
 */
import * as z from "zod";

/**
 * Two languages come along. "qaa" (ISO 639-2: for local use) stands in the types for each further one, so that nothing
 * compiles which knows of two only.
 */
export type Language = "en" | "de" | "qaa";

/** The same text in each language. */
export type Words = Record<Language, string>;

/** Words as somebody wrote them: English and German, and any further language. What nobody wrote stands in English. */
export type Given<Text> = { en: Text; de: Text; [language: string]: Text | undefined };
export type GivenWords = Given<string>;

export const givenWords = z.object({ en: z.string().min(1), de: z.string().min(1) }).catchall(z.string().min(1));

/** A tag as a file can carry it: fr, pt-BR, zh-Hant. */
export const languageTag = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/;

const locales: Readonly<Record<string, string>> = { en: "en-GB", de: "de-DE" };

/** How dates and numbers are written: English with the day before the month. */
export const localeOf = (language: string): string => locales[language] ?? language;

/** The same for a translator (`use-intl`), which takes any tag though its type knows the portal's languages alone. */
export const translatedAs = (language: Language): Language => localeOf(language) as Language;

const fromTheRight = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]);

/** Where a line of the language begins, by the script that it is written in. */
export const directionOf = (language: string): "ltr" | "rtl" =>
  fromTheRight.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";

/** A language's name within a sentence of another: "German", "allemand". In its own it begins as a line does: "Français". */
export function languageName(language: string, told: string = language): string {
  const name = new Intl.DisplayNames([told], { type: "language" }).of(language) ?? language;
  return told === language ? name.charAt(0).toLocaleUpperCase(told) + name.slice(1) : name;
}
