/** Dates, numbers and lists as people write them: 23 November 2026, 23. November 2026. */
import { localeOf, type Language as Locale } from "../../../lib/gdpr/language";
import type { Day } from "../../../lib/gdpr/day";

export type { Locale };
const noon = (day: Day) => new Date(`${day}T12:00:00Z`);

export const written = (locale: Locale, day: Day): string =>
  new Intl.DateTimeFormat(localeOf(locale), { dateStyle: "long", timeZone: "UTC" }).format(noon(day));

/** With the day of the week: where a weekend matters. */
export const writtenWithWeekday = (locale: Locale, day: Day): string =>
  new Intl.DateTimeFormat(localeOf(locale), { dateStyle: "full", timeZone: "UTC" }).format(noon(day));

/** For drawings, where space is short: 1 Jan 2031. */
export const writtenShort = (locale: Locale, day: Day): string =>
  new Intl.DateTimeFormat(localeOf(locale), {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(noon(day));

/** An instant in the policy's zone: 24 November 2026 at 10:15. */
export const writtenInstant = (locale: Locale, instant: Date, zone: string): string =>
  new Intl.DateTimeFormat(localeOf(locale), { dateStyle: "long", timeStyle: "short", timeZone: zone }).format(instant);

export const counted = (locale: Locale, count: number): string => new Intl.NumberFormat(localeOf(locale)).format(count);

export const listed = (locale: Locale, items: readonly string[]): string =>
  new Intl.ListFormat(localeOf(locale), { type: "conjunction" }).format(items);

/** A size people can judge: 12 MB, 3.4 GB. */
export function sized(locale: Locale, bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const power = Math.min(3, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const format = { style: "unit", unit: units[power], maximumFractionDigits: power > 1 ? 1 : 0 } as const;
  return new Intl.NumberFormat(localeOf(locale), format).format(bytes / 1000 ** power);
}

/** An amount given in cents: €14.50. */
export const money = (locale: Locale, cents: number): string =>
  new Intl.NumberFormat(localeOf(locale), { style: "currency", currency: "EUR" }).format(cents / 100);
