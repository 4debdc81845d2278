/**
 * A source that can list what is due and write by list, but not sweep in large batches: the same by keys that travel. It
 * cannot say whose a record is, so while anybody is spared, nothing of that rule goes.
 */
import { createHash } from "node:crypto";
import type { Item, Overdue, Source, Sweeping } from "../../sources/source";

const many = 1_000;

/** What the source can do as sweeps ask for it; null when it knows nothing that is due. */
export function sweepingOf(source: Source): Sweeping | null {
  if (source.sweeping) return source.sweeping;
  const { due, write } = source;
  if (!due || !write) return null;
  const found = (asked: Pick<Overdue, "category" | "rule" | "cutoff">, after: Place, limit: number) =>
    due.call(source, { ...asked, after, limit });
  return {
    rules: () => Promise.resolve([]),
    async count({ category, rule, cutoff, spared }) {
      let [records, after]: [number, Place] = [0, null];
      for (;;) {
        const items = await collected(found({ category, rule, cutoff }, after, many));
        records += items.length;
        after = items.at(-1) ?? null;
        // The calendar year of a record is not known here: no year is a year that nobody released.
        if (!after) return records > 0 ? [{ year: 0, due: records, spared: isAnyone(spared) ? records : 0 }] : [];
      }
    },
    async batch({ writing, operation, salt, limit, after, spared, ...asked }, intend) {
      if (isAnyone(spared)) return null;
      const items = await collected(found(asked, after, Math.min(limit, source.batch ?? many)));
      const last = items.at(-1);
      if (!last) return null;
      const commit = createHash("sha256").update(Buffer.from(salt, "hex"));
      for (const { key } of items) commit.update(`${key}\n`);
      const listed = { listed: items.length, commit: commit.digest("hex"), last: { part: last.part, key: last.key } };
      await intend({ ...listed, done: 0 });
      await write.call(source, writing, items, operation);
      return { ...listed, done: items.length - (await source.left(writing, items)) };
    },
    async left({ after, upTo, ...asked }) {
      const [next] = upTo ? await collected(found(asked, upTo, 1)) : [];
      let left = 0;
      for await (const item of found(asked, after, many * many)) {
        if (next && item.part === next.part && item.key === next.key) break;
        left += 1;
      }
      return left;
    },
  };
}

type Place = Pick<Item, "part" | "key"> | null;

const isAnyone = ({ accounts, addresses }: Overdue["spared"]): boolean => accounts.length + addresses.length > 0;

async function collected(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
