/**
 * Art. 12(3), Reg. (EEC, Euratom) 1182/71: how a due date comes about, step by step, as keys and dates: `deadline` says it
 * in English, and what is printed for people says it in their language.
 */
import { addDays, day, daysBetween, type Day } from "./day";
import { isLawful, lastPromptDay, pauseDays, type Deadline, type Pause } from "./deadline";
import { holidayName, type Land } from "./holidays";

/** One step: a key of `desk.clock.why` and the values of its sentence. `holiday` is the English name, or "none"; `days` a number. */
export type Reason = { key: string } & Record<string, string>;

type Counted = { land: Land; zone: string; extended: boolean; pauses: readonly Pause[] };

/** The steps of `deadline`'s own reasons for the date that binds; the pauses are those it was counted with. */
export function derivation(clock: Deadline, { land, zone, extended, pauses }: Counted): Reason[] {
  const { received, unrolled } = clock;
  const paused = pauseDays(pauses, { received, land });
  const [month, to] = extended ? [clock.extendedUnrolled, clock.extendedDue] : [unrolled, clock.due];
  const from = addDays(month, paused);
  return [
    { key: "received", date: received, zone },
    { key: sameNumber(received, unrolled) ? "month" : "short-month", date: unrolled },
    ...(extended ? [{ key: "extended", date: clock.extendedUnrolled }] : []),
    ...pauses.map((pause) => reasonOf(pause, { received, land })),
    ...(paused > 0 ? [{ key: "paused", days: String(paused), date: from }] : []),
    ...restDays(from, to).map((date) => ({ key: "rest", date, holiday: holidayName(land, date) ?? "none" })),
    ...(from === to ? [] : [{ key: "rolled", date: to }]),
    { key: "due", date: to },
    ...(extended ? [] : [{ key: "extension", by: unrolled, date: clock.extendedDue }]),
  ];
}

/** What a query did to the time limit: it rested it until the answer, or it came too late for that. */
function reasonOf(pause: Pause, { received, land }: { received: Day; land: Land }): Reason {
  const { from, to } = pause;
  if (isLawful(pause, { received, land }))
    return { key: "query", asked: from, answered: to, days: String(daysBetween(from, to)) };
  return { key: "late-query", asked: from, by: lastPromptDay({ received, land }) };
}

const sameNumber = (a: Day, b: Day): boolean => a.slice(8) === b.slice(8);

function restDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let d = day(from); d < to; d = addDays(d, 1)) days.push(d);
  return days;
}
