/** One look at many lists of a source: its own where it has one, else list by list. */
import type { Looking, Source } from "./source";

/** Begins a look. */
export function lookAt(source: Source): Looking {
  if (source.looking) return source.looking();
  const counts = new Map<string, number>();
  return {
    async add(list, writing, items) {
      counts.set(list, (counts.get(list) ?? 0) + (await source.left(writing, items)));
    },
    left: async () => counts,
  };
}
