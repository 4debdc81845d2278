/**
 * Art. 5(2), 12(4): what is different in a plan that was made anew, before somebody approves it: lines that are new, gone, or
 * decided otherwise about the same kind of data in the same system.
 */
import { lineKey } from "./line";
import type { Decision } from "./plan-value";

export const differences = ["verdict", "records", "until", "norm"] as const;
/** `records`: more, fewer, or as many but not the same. */
export type Difference = (typeof differences)[number];
export type PlanChange<Line> =
  | { kind: "new"; line: Line }
  | { kind: "gone"; line: Line }
  | { kind: "different"; line: Line; before: Line; differs: Difference[] };

/** The changes from one plan's lines to the next one's, by source and category; nothing that stayed as it was. */
export function planChanges<Line extends Decision>(
  before: readonly Line[],
  after: readonly Line[],
): PlanChange<Line>[] {
  const [old, now] = [[...before], [...after]];
  const pairs = alike.flatMap((are) => paired(old, now, are));
  const different = pairs.flatMap(([was, line]): PlanChange<Line>[] => {
    const differs = differencesOf(was, line);
    return differs.length === 0 ? [] : [{ kind: "different", line, before: was, differs }];
  });
  return [
    ...different,
    ...now.map((line) => ({ kind: "new" as const, line })),
    ...old.map((line) => ({ kind: "gone" as const, line })),
  ].toSorted(({ line: a }, { line: b }) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

type Compare = (a: Decision, b: Decision) => boolean;

const sameData: Compare = (a, b) => a.source === b.source && a.category === b.category;
const sameVerdict: Compare = (a, b) => a.action === b.action && a.mode === b.mode;

/** Who belongs together, the surest first: a line that is the same but for its records, then by list, verdict and rule. */
const alike: readonly Compare[] = [
  (a, b) => lineKey(a) === lineKey(b),
  (a, b) => sameData(a, b) && a.list !== null && a.list === b.list,
  (a, b) => sameData(a, b) && sameVerdict(a, b) && a.rule === b.rule && (a.until === b.until || a.count === b.count),
  (a, b) => sameData(a, b) && a.count === b.count,
  (a, b) => sameData(a, b) && sameVerdict(a, b),
  sameData,
];

/** Takes the pairs out of both lists, each line at most once. */
function paired<Line extends Decision>(old: Line[], now: Line[], are: Compare): [Line, Line][] {
  const pairs: [Line, Line][] = [];
  for (const line of now.slice()) {
    const at = old.findIndex((was) => are(was, line));
    const was = old[at];
    if (was === undefined) continue;
    old.splice(at, 1);
    now.splice(now.indexOf(line), 1);
    pairs.push([was, line]);
  }
  return pairs;
}

function differencesOf(a: Decision, b: Decision): Difference[] {
  const otherRecords = a.count !== b.count || (a.list !== null && b.list !== null && a.list !== b.list);
  const differ: Record<Difference, boolean> = {
    verdict: !sameVerdict(a, b),
    records: otherRecords,
    until: a.until !== b.until,
    norm: a.norm !== b.norm || a.ground !== b.ground,
  };
  return differences.filter((one) => differ[one]);
}

const place = ({ source, category }: Decision): string => JSON.stringify([source, category]);
