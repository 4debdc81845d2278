/** The words of letters in the person's language: sentences, dates in long form, provisions as that language cites them. */
import { createTranslator } from "use-intl/core";
import { messagesFor, type Messages } from "../../i18n/messages";
import type { Day } from "../gdpr/day";
import { localeOf, translatedAs } from "../gdpr/language";
import { filledText } from "../gdpr/wording";
import type { Language } from "./letter";

type Values = Record<string, string | number>;
export type Say = (key: string, values?: Values) => string;

/**
 * A speaker for one language. `own`: sentences, by their keys, that somebody worded otherwise, with gaps instead of grammar.
 * A missing sentence throws, and so does a gap that nothing fills: no letter leaves with a hole in it.
 */
export function speaker(language: Language, own: Readonly<Record<string, string>> = {}): Say {
  const translate = translator(language, messagesFor(language).letters as Messages);
  return (key, values) => {
    const worded = Object.hasOwn(own, key) ? own[key] : undefined;
    return worded === undefined ? translate(key, values) : filledText(worded, asTexts(language, values));
  };
}

/** The words in which the page of a request tells the lines of an answer; a letter that tells them takes the same. */
export const lineSpeaker = (language: Language): Say =>
  translator(language, (messagesFor(language).my as Messages).lines as Messages);

const translator = (language: Language, messages: Messages): Say =>
  createTranslator({
    locale: translatedAs(language),
    messages,
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  }) as unknown as Say;

const asTexts = (language: Language, values: Values = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([gap, value]) => [
      gap,
      typeof value === "number" ? longNumber(language, value) : value,
    ]),
  );

/** 23 December 2026, 23. Dezember 2026. */
export function longDay(language: Language, d: Day): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${d}T00:00:00Z`),
  );
}

/** 23 Dec 2026, 23.12.2026. */
export function shortDay(language: Language, d: Day): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${d}T00:00:00Z`),
  );
}

/** 23 December 2026 at 10:05, in a time zone. */
export function longInstant(language: Language, at: Date, zone: string): string {
  const style = { dateStyle: "long", timeStyle: "short", timeZone: zone } as const;
  return new Intl.DateTimeFormat(localeOf(language), style).format(at);
}

/** Ireland, Irland: a country by its name, from its code. */
export const countryIn = (language: Language, code: string): string =>
  new Intl.DisplayNames(localeOf(language), { type: "region" }).of(code) ?? code;

const numbers = new Map<Language, Intl.NumberFormat>();

/** A number in the language's own groups; its formatter is made once, because that costs more than a thousand uses. */
export function longNumber(language: Language, n: number): string {
  const known = numbers.get(language) ?? new Intl.NumberFormat(localeOf(language));
  numbers.set(language, known);
  return known.format(n);
}
