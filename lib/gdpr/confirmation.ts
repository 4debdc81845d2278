/**
 * Art. 12(1), 17: by when what an answer calls "under way" will be confirmed. Letter and page take the day from here, so that
 * nobody is told two.
 */
import { addDays, dayIn, type Day } from "./day";

/** What a system has taken on: by when it promised to confirm it, and when it did; null while it has not. */
export type Promised = { confirmBy: Date; settledAt: Date | null };

/** What no system promised is seen by people within two weeks. */
const byPeople = 14;

/**
 * The last day that was promised of what still waited when the answer was given. `answeredAt` is the instant of the letter,
 * or now where there is none yet: the day that was told once stays the same, whatever is confirmed afterwards.
 */
export function confirmedBy(zone: string, promises: readonly Promised[], answeredAt: Date): Day {
  const on = dayIn(zone, answeredAt);
  const waited = promises.filter(({ settledAt }) => settledAt === null || settledAt > answeredAt);
  const days = waited.map(({ confirmBy }) => dayIn(zone, confirmBy)).toSorted();
  const last = days.at(-1);
  return last !== undefined && last > on ? last : addDays(on, byPeople);
}

type Asked = { answeredAt: Date | null; dueOn: Day; now: Date };

/**
 * What the page says: the day of the letter, once there is one. Before it not every system has been asked, so nothing earlier than the
 * day of the answer is promised.
 */
export function confirmationTold(zone: string, promises: readonly Promised[], { answeredAt, dueOn, now }: Asked): Day {
  const on = confirmedBy(zone, promises, answeredAt ?? now);
  return answeredAt === null && dueOn > on ? dueOn : on;
}
