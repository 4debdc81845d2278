/** Art. 15(1)(d): until when a kind of data is held, as the page, its ribbon and a copy tell it in a few words. */
import type { Day } from "./day";

/** When records of a rule go: `from` is the first of their days, `last` the last one, and null as long as some of them have none. */
export type Span = { from: Day | null; last: Day | null };

/** When the last of a kind goes; null as long as a part of it has no day. `due`: the day of some of it has come, or of all. */
export type EndOfKind = { last: Day | null; due: "none" | "some" | "all" };

export function endOfKind(spans: readonly Span[], today: Day): EndOfKind {
  const last = latest(spans.map((span) => span.last));
  if (last !== null && last <= today) return { last, due: "all" };
  return { last, due: spans.some(({ from }) => from !== null && from <= today) ? "some" : "none" };
}

/** The last of the days; null where one is missing. */
export const latest = (days: readonly (Day | null)[]): Day | null =>
  days.includes(null) ? null : (days.toSorted().at(-1) ?? null);

/** Which words say so, on the page (`my.data`) and in a copy (`letters.package`). */
export function endKey({
  last,
  due,
}: EndOfKind): "no-date" | "goes-by" | "goes-now" | "goes-partly" | "goes-partly-by" {
  if (due === "all") return "goes-now";
  if (due === "some") return last === null ? "goes-partly" : "goes-partly-by";
  return last === null ? "no-date" : "goes-by";
}

/** Where its bar ends: what is due lies there until it is gone. */
export const endOfBar = ({ last, due }: EndOfKind, today: Day): Day | null => (due === "all" ? today : last);
