/** Art. 12(1), 17: an erasure in one sentence. "Gone" is said only of kinds of which everything was deleted. */
import { isStaying, leaves, type Line } from "./answer-line";
import { kindsOf, type KindOfLines } from "./kinds-of-lines";

export type InShort = {
  /** `partly`: of each kind something is still there. `under-way`: nothing is confirmed yet. */
  said: "gone" | "shortened" | "partly" | "under-way" | "nothing";
  /** The kinds of which that is said. */
  kinds: KindOfLines[];
  stays: KindOfLines[];
};

/** The best that can truly be said, of the kinds of which it holds, and what stays. */
export function erasedInShort(lines: readonly Line[]): InShort {
  const all = kindsOf(lines);
  const stays = kindsOf(lines.filter(isStaying));
  const best = [
    { said: "gone", kinds: all.filter((kind) => kind.lines.every(({ fate }) => fate === "deleted")) },
    { said: "shortened", kinds: all.filter((kind) => kind.lines.every(({ fate }) => leaves(fate))) },
    { said: "partly", kinds: all.filter((kind) => kind.lines.some(({ fate }) => leaves(fate))) },
    { said: "under-way", kinds: all.filter((kind) => kind.lines.some(({ fate }) => fate === "under-way")) },
  ] as const;
  return { ...(best.find(({ kinds }) => kinds.length > 0) ?? { said: "nothing", kinds: [] }), stays };
}
