/** When a record was first held, as the record itself says. */
import { day, dayIn, isDay, type Day } from "../gdpr/day";
import type { Policy } from "../policy/schema";
import { tableOf } from "../policy/table-of";
import type { ZoneDays } from "./zone-days";

/** Days begin with the year 1000; databases hold earlier ones for "unknown". */
const earliest = Date.UTC(1000, 0, 2);

type Values = Readonly<Record<string, unknown>>;

/**
 * For the records of one part: the day of the column that the policy names for it; where it names none, of the first date in
 * the record.
 */
export function beganOn(policy: Policy, days: ZoneDays, source: string, part: string): (values: Values) => Day | null {
  const column = tableOf(policy, source, part)?.since;
  if (column !== undefined) return (values) => heldOn(values[column], days);
  return (values) => {
    for (const name in values) {
      const on = heldOn(values[name], days);
      if (on !== null) return on;
    }
    return null;
  };
}

/** The day of a date or an instant as a database gives it; null for what is neither, a time without its zone included. */
export function heldOn(value: unknown, days: ZoneDays): Day | null {
  if (typeof value !== "string" || value.length < 10 || value.length > 40 || value.charCodeAt(4) !== 45) return null;
  const known = days.dayOf(value);
  if (known !== null) return known;
  if (isDay(value)) return day(value);
  const [, on, time, offset] = /^(\d{4}-\d\d-\d\d)[T ]([\d:.]+)(Z|[+-]\d\d(?::\d\d)?)$/.exec(value) ?? [];
  if (offset === undefined) return null;
  const at = new Date(`${on}T${time}${offset.length === 3 ? `${offset}:00` : offset}`);
  return at.getTime() >= earliest ? dayIn(days.zone, at) : null;
}
