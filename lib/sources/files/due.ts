/** Lines whose time has come without a request: what the sweeps shorten and erase. */
import { microseconds } from "../../gdpr/instant";
import type { Due, Item, Spared } from "../source";
import { isAtRest } from "./rewrite";
import { keyOf, markOf, scan, versionOf, type OpenLog, type Part, type Seen } from "./log";

/**
 * The due lines of one part in key order, after `after`, at most `limit`. Lines in a file that the web server still writes
 * to wait for rotation; `probe` says when they wait too long.
 */
export async function dueLines(
  open: OpenLog,
  part: Part,
  asked: Pick<Due, "cutoff" | "limit"> & {
    after: string | null;
    from?: string | null;
    spared?: Spared;
  },
): Promise<Item[]> {
  const [from, before] = [asked.from ? Number(microseconds(asked.from)) : 0, Number(microseconds(asked.cutoff))];
  const first = smallest(asked.limit, asked.after);
  for await (const lines of scan(open, { from, to: before - 1 }))
    for (const seen of lines) {
      if (!isDue(open, part, seen, before) || seen.line.at < from) continue;
      const { account } = seen.line;
      if (account === null || !asked.spared?.accounts.includes(account))
        first.add(markOf(open, seen.line.at, seen.raw));
    }
  return first.keys().map((key) => ({ part: part.id, key, version: versionOf(key.slice(0, key.lastIndexOf("."))) }));
}

type WithLine = Seen & { line: NonNullable<Seen["line"]> };

/** Whether the line's time has come, in a file that may be rewritten, and it is not yet as the rule leaves it. */
export function isDue(open: OpenLog, part: Part, seen: Seen, before: number): seen is WithLine {
  if (!seen.line || seen.line.at >= before || !isAtRest(seen.file)) return false;
  return isShort(seen as WithLine) === (part === open.short);
}

/** Whether nothing is left in the line that shortening would take away. */
export const isShort = ({ line, text }: WithLine): boolean => line.shortened().trim() === text.trim();

/** Keeps the smallest keys after one of them, without keeping the rest: a log has more lines than memory. */
function smallest(limit: number, after: string | null) {
  let times = new Map<string, number>();
  let highest: string | null = null;
  const all = () =>
    [...times]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([mark, count]) => Array.from({ length: count }, (_, n) => keyOf(mark, n)))
      .filter((key) => after === null || key > after)
      .slice(0, limit);
  return {
    add(mark: string): void {
      if (highest !== null && mark > highest) return;
      if (after !== null && mark < after.slice(0, mark.length)) return;
      times.set(mark, (times.get(mark) ?? 0) + 1);
      if (times.size <= limit * 2 + 1_000) return;
      const kept = [...times].toSorted(([one], [other]) => (one < other ? -1 : 1)).slice(0, limit + 1);
      times = new Map(kept);
      highest = kept.at(-1)?.[0] ?? null;
    },
    keys: all,
  };
}
