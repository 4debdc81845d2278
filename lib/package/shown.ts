/**
 * A value of a record as a person reads it: dates and instants written out in the policy's time zone, numbers with the
 * language's own decimal sign, what is nested in words. What it was exactly stands in the JSON beside it.
 */
import { localeOf, type Language } from "../gdpr/language";
import type { Say } from "../letters/words";
import { longNumberIn } from "./exact-numbers";
import { readable } from "./field-label";
import type { ZoneDays } from "./zone-days";

/** What is longer is cut on the page, and not searched beyond: a page has to open. */
export const longestValue = 20_000;

const deepest = 6;

export type Writer = {
  /** The text of a value; empty for none. */
  text(value: unknown): string;
  /** What a search reads of a value with this text: behind a date, the date as the file spells it, so that both are found. */
  searched(value: unknown, text: string): string;
};

/** Writes values in one language; the formatters are made once, because each costs more than a thousand uses. */
export function writer(language: Language, days: ZoneDays, say: Say): Writer {
  const fractions = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 20, useGrouping: false });
  const [yes, no] = [say("package.yes"), say("package.no")];

  function written(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return days.text(value) ?? longNumberIn(value) ?? value;
      case "number":
        // A whole number may be one that names something: 100,234 would be another order than 100234.
        return Number.isInteger(value) ? String(value) : fractions.format(value);
      case "boolean":
        return value ? yes : no;
      default:
        return value === null || value === undefined ? "" : nested(value, depth);
    }
  }

  function nested(value: object, depth: number): string {
    if (depth > deepest) return JSON.stringify(value);
    if (Array.isArray(value)) return value.map((one) => written(one, depth + 1)).join("; ");
    const named = Object.entries(value).filter(([, one]) => one !== null && one !== "");
    const text = named.map(([name, one]) => `${readable(name)}: ${written(one, depth + 1)}`).join("; ");
    return depth > 0 ? `(${text})` : text;
  }

  const cut = (text: string) => (text.length > longestValue ? `${text.slice(0, longestValue)} …` : text);
  return {
    text: (value) => cut(written(value, 0)),
    searched: (value, text) =>
      typeof value === "string" && text !== value && days.text(value) !== null
        ? `${text} (${value.slice(0, 10)})`
        : text,
  };
}
