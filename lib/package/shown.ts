/**
 * A value of a record as a person reads it: dates and instants written out in the policy's time zone, numbers with the
 * language's own decimal sign, amounts as money, codes and what is nested in words. What it was exactly stands in the JSON
 * beside it.
 */
import { localeOf, type Language } from "../gdpr/language";
import { sayer, type Field } from "../letters/stored-value";
import type { Say } from "../letters/words";
import type { Policy } from "../policy/schema";
import { longNumberIn } from "./exact-numbers";
import { readable } from "./field-label";
import type { ZoneDays } from "./zone-days";

/** What is longer is cut on the page, and not searched beyond: a page has to open. */
export const longestValue = 20_000;

const deepest = 6;

export type Writer = {
  /** The text of a value, by what the policy says of its field and of the zone of a time without one; empty for none. */
  text(value: unknown, field?: Field, wallZone?: string): string;
  /** What a search reads of a value with this text: behind a date, the date as the file spells it, so that both are found. */
  searched(value: unknown, text: string): string;
};

type About = { language: Language; days: ZoneDays; say: Say; fields: Policy["fields"] };

/** Writes values in one language; the formatters are made once, because each costs more than a thousand uses. */
export function writer({ language, days, say, fields }: About): Writer {
  const fractions = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 20, useGrouping: false });
  const [yes, no] = [say("package.yes"), say("package.no")];
  const said = sayer(language);
  const named = (name: string): Field | undefined => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const labelled = (name: string): string => named(name)?.label[language] ?? readable(name);

  function written(value: unknown, depth: number, field?: Field): string {
    if (field !== undefined && typeof value !== "object") {
      const words = said(field, longNumberIn(value) ?? value);
      if (words !== null) return words;
    }
    switch (typeof value) {
      case "string":
        return days.text(value) ?? longNumberIn(value) ?? value;
      case "number":
        // A whole number may be one that names something: 100,234 would be another order than 100234.
        return Number.isInteger(value) ? String(value) : fractions.format(value);
      case "boolean":
        return value ? yes : no;
      default:
        return value === null || value === undefined ? "" : nested(value, depth, field);
    }
  }

  /** A value that its field has no other words for, as a time in the zone of its table. */
  const wallText = (value: string, field: Field | undefined, zone: string): string | null =>
    field !== undefined && said(field, value) !== null ? null : days.text(value, zone);

  function nested(value: object, depth: number, field?: Field): string {
    if (depth > deepest) return JSON.stringify(value);
    if (Array.isArray(value)) return depth === 0 && value.some(hasNames) ? listed(value) : all(value, depth, field);
    const text = paired(value, depth) ?? pairs(filled(value), depth);
    return depth > 0 ? `(${text})` : text;
  }

  const all = (values: unknown[], depth: number, field?: Field): string =>
    values.map((one) => written(one, depth + 1, field)).join("; ");

  const pairs = (entries: [string, unknown][], depth: number): string =>
    entries.map(([name, one]) => `${labelled(name)}: ${inner(name, one, depth)}`).join("; ");

  const inner = (name: string, value: unknown, depth: number): string => written(value, depth + 1, named(name));

  /** What is nothing but a name and a value reads as one: 360001: contract. */
  function paired(value: object, depth: number): string | null {
    const [[first, name] = ["", null], [second, one] = ["", null], ...others] = Object.entries(value);
    if (others.length > 0 || second !== "value" || !names.has(first) || typeof name === "object") return null;
    return `${inner(first, name, depth)}: ${inner(second, one, depth)}`;
  }

  /** Things of a kind, one below the other; what somebody said, in a paragraph of its own. */
  function listed(values: unknown[]): string {
    const passages = values.map((one) => (hasNames(one) ? passage(one) : written(one, 1)));
    return passages.join(passages.some((one) => one.includes("\n")) ? "\n\n" : "\n");
  }

  /** When, who, and below it the words. Where there are none, each detail with its name. */
  function passage(value: object): string {
    const entries = filled(value);
    const words = entries.filter(([name]) => named(name)?.is === "long-text");
    if (words.length === 0) return paired(value, 0) ?? pairs(entries, 0);
    const about = entries.filter((entry) => !words.includes(entry)).map(([name, one]) => detail(name, one));
    const head = about.toSorted((a, b) => a.place - b.place).map(({ text }) => text);
    return [...(head.length > 0 ? [head.join(" · ")] : []), ...words.map(([name, one]) => inner(name, one, 0))].join(
      "\n",
    );
  }

  /** A date and a code in words need no name beside them. */
  function detail(name: string, value: unknown): { place: number; text: string } {
    const text = inner(name, value, 0);
    if (typeof value === "string" && days.text(value) !== null) return { place: 0, text };
    const field = named(name);
    if (field && said(field, value) !== null) return { place: 1, text };
    return { place: 2, text: `${labelled(name)}: ${text}` };
  }

  const cut = (text: string) => (text.length > longestValue ? `${text.slice(0, longestValue)} …` : text);
  return {
    text: (value, field, wallZone) =>
      cut((typeof value === "string" && wallZone && wallText(value, field, wallZone)) || written(value, 0, field)),
    searched: (value, text) =>
      typeof value === "string" && text !== value && days.text(value) !== null
        ? `${text} (${value.slice(0, 10)})`
        : text,
  };
}

/** How systems call what names a value that stands beside it. */
const names = new Set(["id", "key", "name", "type"]);

const hasNames = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const filled = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, one]) => one !== null && one !== "");
