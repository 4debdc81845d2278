/** When a record was first held, as the record itself says. */
import { day, dayIn, isDay, type Day } from "../gdpr/day";
import type { Policy } from "../policy/schema";
import { tableOf } from "../policy/table-of";

/** Days begin with the year 1000; databases hold earlier ones for "unknown". */
const earliest = Date.UTC(1000, 0, 2);

type Row = { source: string; part: string; values: Readonly<Record<string, unknown>> };

/** The day of the column that the policy names for it; where it names none, of the first date in the record. */
export function beganOn(policy: Policy, { source, part, values }: Row): Day | null {
  const column = tableOf(policy, source, part)?.since;
  if (column !== undefined) return heldOn(values[column], policy.zone);
  for (const value of Object.values(values)) {
    const on = heldOn(value, policy.zone);
    if (on !== null) return on;
  }
  return null;
}

/** The day of a date or an instant as a database gives it; null for what is neither, a time without its zone included. */
export function heldOn(value: unknown, zone: string): Day | null {
  if (typeof value !== "string" || value.length > 40) return null;
  if (isDay(value)) return day(value);
  const [, on, time, offset] = /^(\d{4}-\d\d-\d\d)[T ]([\d:.]+)(Z|[+-]\d\d(?::\d\d)?)$/.exec(value) ?? [];
  if (offset === undefined) return null;
  const at = new Date(`${on}T${time}${offset.length === 3 ? `${offset}:00` : offset}`);
  return at.getTime() >= earliest ? dayIn(zone, at) : null;
}
