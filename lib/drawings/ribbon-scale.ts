/** Where days lie on the ribbon, and how its labels break. */
import { numberOf, type Day } from "../gdpr/day";

export type Span = { since: Day | null; until: Day | null };
export type Scale = { first: number; last: number; years: { year: string; at: number }[]; at: (day: Day) => number };

/**
 * Where a bar begins and ends, as shares of the width. Whose beginning nobody knows is drawn from `today`, or from its end. One
 * without a day runs to the edge.
 */
export function extent({ since, until }: Span, scale: Scale, today: Day): [number, number] {
  const known = until !== null && until < today ? until : today;
  const from = scale.at(since ?? known);
  const to = until === null ? 1 : scale.at(until);
  return [Math.min(from, to), Math.max(from, to)];
}

/** From the first to the last year that any bar touches, today among them; with room after it where a bar has no end. */
export function scaleOf(rows: readonly Span[], today: Day): Scale {
  const days = [today, ...rows.flatMap(({ since, until }) => [since, until])].filter((one): one is Day => one !== null);
  const years = days.map((one) => Number(one.slice(0, 4)));
  // A bar with a date in the year 9999 ("never") must not squeeze the others.
  const first = Math.min(...years);
  const latest = Math.max(...years) + 1;
  // What has no day must not seem to end today: a fifth of the width at least is left for the time to come.
  const open = rows.some(({ until }) => until === null);
  const room = open ? Math.ceil((latest - first) / 4) : 0;
  const last = Math.min(Math.max(latest, Number(today.slice(0, 4)) + 1 + room), Number(today.slice(0, 4)) + 31);
  const [start, end] = [newYear(first), newYear(last)];
  const at = (day: Day) => Math.min(1, Math.max(0, (numberOf(day) - start) / (end - start)));
  const step = Math.ceil((last - first) / 9);
  const marks = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
  return {
    first,
    last,
    at,
    years: marks.map((year) => ({ year: String(year), at: (newYear(year) - start) / (end - start) })),
  };
}

const newYear = (year: number): number => Date.UTC(year, 0, 1) / 86_400_000;

/** Words broken into at most two lines; what is longer ends with an ellipsis. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) as string;
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.length <= 2 ? lines : [lines[0] as string, `${lines[1]} …`];
}
