/** The period of a report, as the address says it: two days, both included. Without one it is the calendar year of today. */
import * as z from "zod";
import { addDays, addMonths, day, daysBetween, isDay, yearOf, type Day } from "../../gdpr/day";

export type Period = { from: Day; to: Day };
/** `unclear`: the address said something that is no period, and was not followed. */
export type AskedPeriod = { from: Day | null; to: Day | null; unclear: boolean };
export type Preset = "month" | "last-month" | "quarter" | "last-quarter" | "year" | "last-year";

/** More than this is no table that anybody reads. */
const mostDays = 3660;

const dayOrNothing = z.string().trim().optional().catch("?");

/** Reads `from` and `to`. Two days make a period, the first not after the second and ten years at most; nothing else does. */
export function askedPeriod(query: Record<string, string | string[] | undefined>): AskedPeriod {
  const [from, to] = [dayOrNothing.parse(query.from) ?? "", dayOrNothing.parse(query.to) ?? ""];
  if (from === "" && to === "") return { from: null, to: null, unclear: false };
  if (!isDay(from) || !isDay(to) || from > to || daysBetween(from, to) > mostDays)
    return { from: null, to: null, unclear: true };
  return { from, to, unclear: false };
}

/** The address of a page for a period. */
export const periodAddress = (path: string, { from, to }: Period): string =>
  `${path}${path.includes("?") ? "&" : "?"}from=${from}&to=${to}`;

/** Month, quarter and year of today, and those before them. */
export function presets(today: Day): ({ key: Preset } & Period)[] {
  const month = day(`${today.slice(0, 7)}-01`);
  const year = day(`${today.slice(0, 4)}-01-01`);
  const quarter = addMonths(year, Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3);
  const of = (key: Preset, from: Day, months: number) => ({ key, from, to: addDays(addMonths(from, months), -1) });
  return [
    of("month", month, 1),
    of("last-month", addMonths(month, -1), 1),
    of("quarter", quarter, 3),
    of("last-quarter", addMonths(quarter, -3), 3),
    of("year", year, 12),
    of("last-year", addMonths(year, -12), 12),
  ];
}

/** Every month that the period touches, as YYYY-MM, the earliest first. */
export function monthsOf({ from, to }: Period): string[] {
  const first = yearOf(from) * 12 + Number(from.slice(5, 7)) - 1;
  const last = yearOf(to) * 12 + Number(to.slice(5, 7)) - 1;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const month = first + i;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  });
}
