/**
 * Art. 12(3), Reg. (EEC, Euratom) 1182/71: how a due date comes about, step by step, as keys and dates: `deadline` says it
 * in English, and what is printed for people says it in their language.
 */
import { addDays, day, type Day } from "./day";
import type { Deadline } from "./deadline";
import { holidayName, type Land } from "./holidays";

/** One step: a key of `desk.clock.why` and the values of its sentence. `holiday` is the English name, or "none". */
export type Reason = { key: string } & Record<string, string>;

type Counted = { land: Land; zone: string; extended: boolean };

/** The steps of `deadline`'s own reasons, for a clock without pauses. */
export function derivation(clock: Deadline, { land, zone, extended }: Counted): Reason[] {
  const [from, to] = extended ? [clock.extendedUnrolled, clock.extendedDue] : [clock.unrolled, clock.due];
  return [
    { key: "received", date: clock.received, zone },
    { key: sameNumber(clock.received, clock.unrolled) ? "month" : "short-month", date: clock.unrolled },
    ...(extended ? [{ key: "extended", date: clock.extendedUnrolled }] : []),
    ...restDays(from, to).map((date) => ({ key: "rest", date, holiday: holidayName(land, date) ?? "none" })),
    ...(from === to ? [] : [{ key: "rolled", date: to }]),
    { key: "due", date: to },
    ...(extended ? [] : [{ key: "extension", by: clock.unrolled, date: clock.extendedDue }]),
  ];
}

const sameNumber = (a: Day, b: Day): boolean => a.slice(8) === b.slice(8);

function restDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let d = day(from); d < to; d = addDays(d, 1)) days.push(d);
  return days;
}
