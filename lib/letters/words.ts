/** The words of letters in the person's language: sentences, dates in long form, provisions as that language cites them. */
import { createTranslator } from "use-intl/core";
import german from "../../messages/de.json";
import english from "../../messages/en.json";
import type { Day } from "../gdpr/day";
import type { Language } from "./letter";

const messages = { en: english.letters, de: german.letters };
const locales = { en: "en-GB", de: "de-DE" } as const;

type Values = Record<string, string | number>;
export type Say = (key: string, values?: Values) => string;

/** A speaker for one language. A missing sentence throws: no letter leaves with a hole in it. */
export function speaker(language: Language): Say {
  const translate = createTranslator({
    locale: locales[language],
    messages: messages[language] as Record<string, unknown>,
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  }) as unknown as Say;
  return (key, values) => translate(key, values);
}

/** 23 December 2026, 23. Dezember 2026. */
export function longDay(language: Language, d: Day): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${d}T00:00:00Z`),
  );
}

/** 23 December 2026 at 10:05, in a time zone. */
export function longInstant(language: Language, at: Date, zone: string): string {
  const style = { dateStyle: "long", timeStyle: "short", timeZone: zone } as const;
  return new Intl.DateTimeFormat(locales[language], style).format(at);
}

export const longNumber = (language: Language, n: number): string => new Intl.NumberFormat(locales[language]).format(n);
