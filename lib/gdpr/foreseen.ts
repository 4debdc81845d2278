/** Art. 12(1), 17: what a deletion would do, in the numbers in which its answer is told: what is only shortened is not gone. */
import { leaves, type Fate, type Line } from "./answer-line";
import type { Numbers } from "./numbers";

/** The numbers of the answer that a fate is counted in. */
const counted = {
  deleted: "erased",
  shortened: "shortened",
  disconnected: "unlinked",
  locked: "locked",
  stays: "kept",
} as const satisfies Partial<Record<Fate, keyof Numbers>>;

type Counted = (typeof counted)[keyof typeof counted];
export type Foreseen = {
  /** Records, in the order in which they are told; none that is 0. */
  records: { part: Counted; count: number }[];
  /** Kinds of which all that leaves is deleted, and those of which some is only shortened or disconnected; and what stays in part. */
  kinds: { part: "deleted" | "changed" | "stays"; count: number }[];
};

/** `lines`: of what the request is about; what nobody asked about is no part of it. */
export function foreseen(lines: readonly Line[]): Foreseen {
  const records = Object.entries(counted).map(([fate, part]) => ({
    part,
    count: lines.filter((line) => line.fate === fate).reduce((all, { count }) => all + (count ?? 0), 0),
  }));
  const kindsWith = (is: (line: Line) => boolean) => new Set(lines.filter(is).map(({ category }) => category));
  const changed = kindsWith(({ fate }) => leaves(fate) && fate !== "deleted");
  const deleted = kindsWith(({ fate, category }) => fate === "deleted" && !changed.has(category));
  const kinds = [
    { part: "deleted", count: deleted.size },
    { part: "changed", count: changed.size },
    { part: "stays", count: kindsWith(({ fate }) => !leaves(fate)).size },
  ] as const;
  return { records: records.filter(({ count }) => count > 0), kinds: kinds.filter(({ count }) => count > 0) };
}
