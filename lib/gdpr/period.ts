/**
 * Art. 5(1)(e): from when a record may go, and which records may go now.
 *
 * One calendar function says the first; the cut-off is searched with that same function, so that a source which only
 * compares can never disagree with it.
 */
import { addPeriod, day, dayIn, dayNumber, dayOf, isDay, newYear, numberOf, startOfDay, yearOf, type Day } from "./day";
import { addHours, instantAt, isInstant, microseconds } from "./instant";
import type { Rule } from "./rule";

/** The zone whose calendar counts, and the kind of controller: financial entities keep vouchers for ten years. */
export type Reckoning = { zone: string; entity: "standard" | "financial" };

/** Hours of a rule that counts hours (PT168H → 168), else null. */
export function hoursOf(rule: Rule): number | null {
  const [, hours] = /^PT(\d+)H$/.exec(rule.keep) ?? [];
  return hours === undefined || rule.from !== "trigger" ? null : Number(hours);
}

/**
 * From when a record with this trigger may go: YYYY-MM-DD, an instant for rules in hours, null while the trigger has not
 * happened and for open-ended rules. `trigger` is a date or an instant; a date for a rule in hours is the start of that day.
 */
export function erasableFrom(rule: Rule, trigger: string | null, { zone, entity }: Reckoning): string | null {
  if (trigger === null || rule.from === "open-ended") return null;
  const hours = hoursOf(rule);
  if (hours !== null) return addHours(instantOf(zone, trigger), hours);
  return calendarDay(rule, dayOf(zone, trigger), entity);
}

/**
 * The day from when the records of a group go, for people: never before they were first held, whatever happened earlier. Null while
 * there is none.
 */
export function goesFrom(
  rule: Rule,
  { trigger, since }: { trigger: string | null; since: string | null },
  reckoning: Reckoning,
): Day | null {
  const from = erasableFrom(rule, trigger, reckoning);
  if (from === null) return null;
  const date = dateOf(from, reckoning.zone);
  return since !== null && date < since ? day(since) : date;
}

/** Whether that day or instant has come; `now` is a date or an instant. The boundary belongs to what may go. */
export function hasCome(erasableFrom: string, now: string, zone: string): boolean {
  if (isDay(erasableFrom)) return erasableFrom <= dayOf(zone, now);
  return microseconds(erasableFrom) <= microseconds(instantOf(zone, now));
}

/**
 * The exclusive instant before which the trigger of everything erasable at `now` lies (`trigger < cutoff`), to the
 * microsecond. Of open-ended rules nothing falls due by time: their cut-off is the beginning of the calendar.
 */
export function cutoff(rule: Rule, now: string, { zone, entity }: Reckoning): string {
  if (rule.from === "open-ended") return "1000-01-01T00:00:00Z";
  const hours = hoursOf(rule);
  if (hours !== null) return instantAt(microseconds(addHours(instantOf(zone, now), -hours)) + 1n);
  const today = dayOf(zone, now);
  let [due, kept] = [numberOf(day("1000-01-01")), numberOf(day("9999-12-31"))];
  while (kept - due > 1) {
    const middle = Math.floor((due + kept) / 2);
    if (calendarDay(rule, dayNumber(middle), entity) <= today) due = middle;
    else kept = middle;
  }
  return startOfDay(zone, dayNumber(kept));
}

function calendarDay(rule: Rule, trigger: Day, entity: Reckoning["entity"]): Day {
  const start = rule.after ? addPeriod(trigger, rule.after) : trigger;
  if (rule.from === "trigger") return addPeriod(start, rule.keep);
  const years = /^P(\d+)Y$/.exec(rule.keep)?.[1];
  if (years === undefined) throw new Error(`rule ${rule.id}: the end of a year is followed by whole years`);
  const year = yearOf(start);
  if (rule.transition === undefined) return newYear(year + Number(years) + 1);
  return afterTransition(year, Number(years), entity);
}

/** Art. 97 § 19a(2) EGAO: the eight years hold for what the old ten years had not yet set free on 31 December 2024. */
function afterTransition(year: number, years: number, entity: Reckoning["entity"]): Day {
  const old = newYear(year + 11);
  if (entity === "financial" || year <= 2014) return old;
  const shortened = newYear(year + years + 1);
  return shortened < "2025-01-01" ? newYear(2025) : shortened;
}

/** The longest a period of whole years, months, days or hours can be, in days. */
export function daysOf(period: string): number {
  const [, n = "0", unit = "D"] = /^PT?(\d+)([YMDH])$/.exec(period) ?? [];
  const longest = { Y: 366, M: 31, D: 1, H: 1 / 24 }[unit as "Y" | "M" | "D" | "H"];
  return Math.ceil(Number(n) * longest);
}

function instantOf(zone: string, dateOrInstant: string): string {
  return isInstant(dateOrInstant) ? dateOrInstant : startOfDay(zone, day(dateOrInstant));
}

/** The local date of an `erasableFrom`, for people and plans. */
export function dateOf(erasableFrom: string, zone: string): Day {
  return isDay(erasableFrom) ? erasableFrom : dayIn(zone, erasableFrom);
}
