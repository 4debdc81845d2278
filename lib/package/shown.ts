/**
 * A value of a record as a person reads it: dates and instants written out in the policy's time zone, numbers with the
 * language's own decimal sign, what is nested in words. What it was exactly stands in the JSON beside it.
 */
import { isDay } from "../gdpr/day";
import { localeOf, type Language } from "../gdpr/language";
import type { Say } from "../letters/words";
import { readable } from "./field-label";
import { longNumberIn } from "./exact-numbers";

/** What is longer is cut on the page, and not searched beyond: a page has to open. */
export const longestValue = 20_000;

const instant = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/;
const deepest = 6;

export type Writer = {
  /** The text of a value; empty for none. */
  text(value: unknown): string;
  /** The same with, behind a date, the date as the file spells it, so that both are found. */
  searched(value: unknown): string;
};

/** Writes values in one language; the formatters are made once, because each costs more than a thousand uses. */
export function writer(language: Language, zone: string, say: Say): Writer {
  const locale = localeOf(language);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone });
  const fractions = new Intl.NumberFormat(locale, { maximumFractionDigits: 20, useGrouping: false });
  const [yes, no] = [say("package.yes"), say("package.no")];

  function dated(value: string): string | null {
    if (value.length < 10 || value.length > 35 || value.charCodeAt(4) !== 45) return null;
    if (isDay(value)) return days.format(new Date(`${value}T00:00:00Z`));
    if (!instant.test(value)) return null;
    const at = instantOf(value);
    return at === null ? null : instants.format(at);
  }

  function written(value: unknown, depth: number): string {
    switch (typeof value) {
      case "string":
        return dated(value) ?? longNumberIn(value) ?? value;
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
    searched(value) {
      const text = cut(written(value, 0));
      return typeof value === "string" && text !== value && dated(value) !== null
        ? `${text} (${value.slice(0, 10)})`
        : text;
    },
  };
}

/** An instant as a database or an interface spells it; null for one that does not exist. */
export function instantOf(value: string): Date | null {
  const offset = /[+-]\d\d$/.test(value) ? ":00" : "";
  const at = new Date(`${value.slice(0, 10)}T${value.slice(11)}${offset}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
