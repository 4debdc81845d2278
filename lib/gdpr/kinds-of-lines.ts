/** The lines of an answer by kind of data, so that a person reads each kind once, however many systems and norms it has. */
import type { Fate, Line } from "./answer-line";
import type { Day } from "./day";

export type KindOfLines = {
  category: string;
  label: string;
  /** Null where a system among them cannot be counted. */
  count: number | null;
  systems: string[];
  since: Day | null;
  /** The first and the last day from which records go, of those lines that have one. */
  from: Day | null;
  last: Day | null;
  /** When the last of it was done; null while some of it was not. */
  on: Day | null;
  lines: Line[];
};

/** Kinds in the order in which the lines first name them; no line is lost, and none is in two. */
export function kindsOf(lines: readonly Line[]): KindOfLines[] {
  const categories = [...new Set(lines.map(({ category }) => category))];
  return categories.map((category) => kindOf(lines.filter((line) => line.category === category)));
}

/** One for each kind and fate, in the order of the kinds: what a reader who is told of both reads apart. */
export function byFate(lines: readonly Line[]): (KindOfLines & { fate: Fate })[] {
  return kindsOf(lines).flatMap(({ lines: own }) =>
    [...new Set(own.map(({ fate }) => fate))].map((fate) => ({
      ...kindOf(own.filter((line) => line.fate === fate)),
      fate,
    })),
  );
}

function kindOf(lines: Line[]): KindOfLines {
  const [{ category, label }] = lines as [Line];
  const ons = lines.map(({ on }) => on);
  return {
    category,
    label,
    count: lines.reduce<number | null>((sum, { count }) => (sum === null || count === null ? null : sum + count), 0),
    systems: [...new Set(lines.map(({ system }) => system))],
    since: days(lines, "since").at(0) ?? null,
    from: days(lines, "from").at(0) ?? null,
    last: days(lines, "last").at(-1) ?? null,
    on: ons.includes(null) ? null : (days(lines, "on").at(-1) ?? null),
    lines,
  };
}

const days = (lines: readonly Line[], which: "since" | "from" | "last" | "on"): Day[] =>
  lines.flatMap((line) => line[which] ?? []).toSorted();

/** The day on which the last of what stays goes, and how many of its kinds hold something that has no day yet. */
export function endOf(staying: readonly Line[]): { last: Day | null; open: number } {
  const open = new Set(staying.filter(({ last }) => last === null).map(({ category }) => category));
  return { last: days(staying, "last").at(-1) ?? null, open: open.size };
}
