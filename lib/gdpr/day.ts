/**
 * Calendar days. The law counts days, months and years, never hours: a day is text (YYYY-MM-DD) that sorts as it reads.
 *
 * Arithmetic that would leave the calendar (after 9999-12-31, a date that databases use for "never") stops at its end.
 */
import { instantAt, isInstant, microseconds } from "./instant";

/** A day that exists: YYYY-MM-DD, years 1000 to 9999. */
export type Day = string & { readonly day: unique symbol };

const lastDay = "9999-12-31" as Day;
const lengthOfDay = 86_400_000;

/** Whether the text is a day that exists. */
export function isDay(text: string): text is Day {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The text as a day; throws when there is no such day. */
export function day(text: string): Day {
  if (!isDay(text)) throw new Error("not a day of the calendar");
  return text;
}

export function yearOf(d: Day): number {
  return Number(d.slice(0, 4));
}

/** 1 January of a year; the end of the calendar for years after it. */
export function newYear(year: number): Day {
  return year > 9999 ? lastDay : day(`${String(year).padStart(4, "0")}-01-01`);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(d: Day): number {
  return new Date(`${d}T00:00:00Z`).getUTCDay() || 7;
}

/** The day n days later (earlier when n is negative). */
export function addDays(d: Day, n: number): Day {
  return dayNumber(numberOf(d) + n);
}

/** Days from one day to another; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** The same day number n months later, else the last day of that month (Art. 3(2)(c) Reg. 1182/71). */
export function addMonths(d: Day, n: number): Day {
  const months = yearOf(d) * 12 + Number(d.slice(5, 7)) - 1 + n;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  if (year > 9999) return lastDay;
  const lengthOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const number = Math.min(Number(d.slice(8)), lengthOfMonth);
  return day(`${year}-${String(month).padStart(2, "0")}-${String(number).padStart(2, "0")}`);
}

/** The day after a period of whole years, months or days (P8Y, P6M, P90D); throws on any other period. */
export function addPeriod(d: Day, period: string): Day {
  const [, length, unit] = /^P(\d+)([YMD])$/.exec(period) ?? [];
  if (unit === undefined) throw new Error(`not a period of the calendar: ${period}`);
  if (unit === "D") return addDays(d, Number(length));
  return addMonths(d, Number(length) * (unit === "Y" ? 12 : 1));
}

/** Days since 1970-01-01, and back: for searches over the calendar. */
export function numberOf(d: Day): number {
  return Date.parse(`${d}T00:00:00Z`) / lengthOfDay;
}

export function dayNumber(n: number): Day {
  return n >= numberOf(lastDay) ? lastDay : day(new Date(n * lengthOfDay).toISOString().slice(0, 10));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The local date of an instant in a zone such as "Europe/Berlin"; throws on what is no instant. */
export function dayIn(zone: string, instant: string | Date): Day {
  const at = typeof instant === "string" ? new Date(Number(microseconds(instant) / 1000n)) : instant;
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    clocks.set(zone, clock);
  }
  // The last instants of the calendar are in year 10000 east of Greenwich.
  return at.getTime() > Date.parse(`${lastDay}T00:00:00Z`) ? lastDay : day(clock.format(at));
}

/** The day that a date or an instant names in a zone. */
export function dayOf(zone: string, dateOrInstant: string): Day {
  return isInstant(dateOrInstant) ? dayIn(zone, dateOrInstant) : day(dateOrInstant);
}

/** The first instant of a day in a zone, as `YYYY-MM-DDTHH:MM:SSZ`: the exclusive end of the day before. */
export function startOfDay(zone: string, d: Day): string {
  // Searched, not reckoned from an offset: there are nights whose midnight does not exist.
  const midnight = Date.parse(`${d}T00:00:00Z`) / 1000;
  let [before, from] = [midnight - 16 * 3600, midnight + 16 * 3600];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayIn(zone, new Date(middle * 1000)) < d) before = middle;
    else from = middle;
  }
  return instantAt(BigInt(from) * 1_000_000n);
}

const wallClocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which clocks in the zone show the time (HH:MM) on that day: the first of two where the hour comes twice,
 * the time after the gap where it is skipped. Throws on what is no time of day.
 */
export function instantOf(zone: string, d: Day, time: string): string {
  const wanted = minutesOf(time);
  const guess = Date.parse(startOfDay(zone, d)) + wanted * 60_000;
  const corrected = guess + (wanted - shownIn(zone, guess)) * 60_000;
  const right = shownIn(zone, corrected) === wanted ? corrected : Math.max(guess, corrected);
  return instantAt(BigInt(right) * 1000n);
}

function minutesOf(time: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (minute === undefined) throw new Error("not a time of day");
  return Number(hour) * 60 + Number(minute);
}

function shownIn(zone: string, at: number): number {
  let clock = wallClocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    wallClocks.set(zone, clock);
  }
  return minutesOf(clock.format(at));
}

/** A date column as a day: a driver gives it as the midnight of UTC with which it begins. */
export const dayOfColumn = (date: Date): Day => date.toISOString().slice(0, 10) as Day;
