import type { Brief } from "../../../lib/queries/my/requests";
import type { Outstanding } from "../../../lib/queries/my/outstanding";
import type { Day } from "../../../lib/gdpr/day";

/** A sentence of the first page (`my.overview`), with what is put into it. */
export type Stand = { key: string; count: number; date: Day | null };

/**
 * How all requests stand, in as many sentences as there is to say: a copy that lies ready, the next answer and whether it is late, and
 * what answers left to be done. "Nothing is open" is said only where that is true.
 */
export function stands(requests: readonly Brief[], rest: ReadonlyMap<string, Outstanding>, today: Day): Stand[] {
  const copy = requests.find(({ copyUntil }) => copyUntil !== null)?.copyUntil ?? null;
  const open = requests.filter(({ closed }) => !closed);
  const next = open.map(({ dueOn }) => dueOn).toSorted()[0] ?? null;
  const left = [...rest.values()].map(({ by }) => by).toSorted();
  const last = left.at(-1) ?? null;
  const said: Stand[] = [];
  if (copy) said.push({ key: "copy", count: 1, date: copy });
  if (next) said.push({ key: next < today ? "open-late" : "open", count: open.length, date: next });
  if (last) said.push({ key: left.some((by) => by < today) ? "rest-late" : "rest", count: left.length, date: last });
  if (said.length > 0) return said;
  return [{ key: requests.length === 0 ? "none" : "all-closed", count: requests.length, date: null }];
}

/** The day of one request in the list. */
export function dayOf(request: Brief, rest: Outstanding | undefined, today: Day): Stand | null {
  const { closed, closedOn, dueOn } = request;
  if (!closed) return { key: dueOn < today ? "due-late" : "due", count: 1, date: dueOn };
  return closedOn && { key: rest ? "answered" : "closed", count: 1, date: closedOn };
}
