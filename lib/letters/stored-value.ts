/**
 * What a stored value says to a reader: an amount as money, a code in words, a country by its name. What says already what it
 * means, like a text or a number, is left to whoever shows it.
 */
import { localeOf, type Language } from "../gdpr/language";
import type { Policy } from "../policy/schema";

export type Field = Policy["fields"][string];

/** The words for a value of a field; null where it has no others than it is stored with. */
export type Sayer = (field: Field, value: unknown) => string | null;

/** Whether the values of a field have words at all: nobody needs to ask for each of a million. */
export const speaks = ({ is, values }: Field): boolean =>
  values !== undefined || is === "cents" || is === "country" || is === "language";

const made = new Map<Language, Sayer>();

/** The one of a language. It is made once: its formatters cost more than a thousand uses. */
export function sayer(language: Language): Sayer {
  const known = made.get(language) ?? newSayer(language);
  made.set(language, known);
  return known;
}

/** Of so many cents every one is a number of its own. */
const cents = /^-?\d{1,15}$/;

function newSayer(language: Language): Sayer {
  const locale = localeOf(language);
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" });
  const regions = namesOf(locale, "region");
  const languages = namesOf(locale, "language");
  return (field, value) => {
    if (value === null || value === undefined || typeof value === "object") return null;
    const code = String(value);
    if (field.values && Object.hasOwn(field.values, code)) return field.values[code]?.[language] ?? null;
    switch (field.is) {
      case "cents":
        return cents.test(code) ? money.format(Number(code) / 100) : null;
      case "country":
        return regions(code);
      case "language":
        return languages(code);
      default:
        return null;
    }
  };
}

/** So many names are remembered: looking one up costs ten times as much, and there are not more countries. */
const mostNames = 1_000;

function namesOf(locale: string, type: "region" | "language"): (code: string) => string | null {
  const names = new Intl.DisplayNames(locale, { type });
  const known = new Map<string, string | null>();
  return (code) => {
    const found = known.get(code);
    if (found !== undefined) return found;
    const name = nameOf(names, code);
    if (known.size < mostNames) known.set(code, name);
    return name;
  };
}

/** What is no code has no name. */
function nameOf(names: Intl.DisplayNames, code: string): string | null {
  try {
    return names.of(code.trim()) ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
