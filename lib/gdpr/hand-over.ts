/**
 * Art. 5(1)(c), 32(4): a task by hand can be passed on to a colleague without an account at the desk, who is shown as much as the
 * task needs, for as long as it takes.
 */
import { addDays, type Day } from "./day";
import { isDecided } from "./task";

/** Days for which a link is good at least. */
const days = 14;

/** Decisions stay at the desk, and so does a letter, which says more than any task needs. */
export const canBePassedOn = ({ kind, letter }: { kind: string; letter: string | null }): boolean =>
  !isDecided(kind) && letter === null;

/** The last day of a link: the day after the task is due, because what is late is still to be answered; never too soon to be read. */
export function lastDayOf(today: Day, dueOn: Day): Day {
  const [soon, afterDue] = [addDays(today, days), addDays(dueOn, 1)];
  return soon > afterDue ? soon : afterDue;
}
