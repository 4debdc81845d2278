/** Dates in records: ISO text, or seconds since 1970 as a number. Days are days of the policy's zone. */
import { dayIn } from "../../gdpr/day";

/** The instant of a field, or null when it holds none. A bare day is its first instant in UTC. */
export function instantOf(value: unknown): Date | null {
  if (typeof value === "number" && Number.isFinite(value)) return valid(new Date(value * 1_000));
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  return valid(new Date(value));
}

const valid = (date: Date): Date | null => (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? null : date);

/** The day of a field as YYYY-MM-DD: a bare day is itself. */
export function dayOfField(value: unknown, zone: string): string | null {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) return instantOf(value) ? value : null;
  const instant = instantOf(value);
  return instant ? dayIn(zone, instant) : null;
}

/** An instant that is `period` (ISO 8601, one unit) later. Months and years by the calendar of UTC. */
export function later(from: Date, period: string): Date {
  const [, amount = "0", unit] = /(\d+)([YMDH])$/.exec(period) ?? [];
  const n = Number(amount);
  const to = new Date(from);
  if (unit === "H") to.setTime(to.getTime() + n * 3_600_000);
  if (unit === "D") to.setUTCDate(to.getUTCDate() + n);
  if (unit === "M") to.setUTCMonth(to.getUTCMonth() + n);
  if (unit === "Y") to.setUTCFullYear(to.getUTCFullYear() + n);
  return to;
}
