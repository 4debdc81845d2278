/**
 * A source that can list what is due and write by list, but not sweep in large batches: the same by keys that travel. Whose
 * records they are it says by address alone: while of anybody who is spared no address is known, nothing of that rule goes.
 */
import { createHash } from "node:crypto";
import type { DueEnd, Item, Overdue, Source, Sweeping } from "../../sources/source";

const many = 1_000;

/** What the source can do as sweeps ask for it; null when it knows nothing that is due. */
export function sweepingOf(source: Source): Sweeping | null {
  if (source.sweeping) return source.sweeping;
  const { due, write } = source;
  if (!due || !write) return null;
  const found = (asked: Pick<Overdue, "category" | "rule" | "cutoff">, after: Place, limit: number) =>
    due.call(source, { ...asked, after, limit });
  /** Observed, not assumed: what is still there although the system says that it is through was held back. */
  const written = async (writing: DueEnd, items: readonly Item[], operation: string) => {
    const { underWay } = await write.call(source, writing, items, operation);
    if (underWay && underWay.count > 0) return { done: 0, underWay };
    return { done: items.length - (await source.left(writing, items)) };
  };
  return {
    rules: () => Promise.resolve([]),
    async count({ category, rule, cutoff, spared }) {
      let [records, stay, after]: [number, number, Place] = [0, 0, null];
      for (;;) {
        const items = await collected(found({ category, rule, cutoff }, after, many));
        records += items.length;
        stay += items.length - (await free(source, items, spared)).length;
        after = items.at(-1) ?? null;
        // The calendar year of a record is not known here: no year is a year that nobody released.
        if (!after) return records > 0 ? [{ year: 0, due: records, spared: stay }] : [];
      }
    },
    async batch({ writing, operation, salt, limit, after, spared, ...asked }, intend) {
      if (!tellsApart(source, spared)) return null;
      const most = Math.min(limit, source.batch ?? many);
      const next = await nextFree(source, spared, after, (place) => found(asked, place, most));
      if (!next) return null;
      const { items, last } = next;
      const commit = createHash("sha256").update(Buffer.from(salt, "hex"));
      for (const { key } of items) commit.update(`${key}\n`);
      const listed = { listed: items.length, commit: commit.digest("hex"), last: { part: last.part, key: last.key } };
      await intend({ ...listed, items, done: 0 });
      return { ...listed, items, ...(await written(writing, items, operation)) };
    },
    async goOn({ writing, items, operation, spared }) {
      const going = await free(source, items, spared);
      if (going.length > 0) return { listed: going.length, ...(await written(writing, going, operation)) };
      // Nothing may be written: only what is gone counts, whoever made it go.
      const gone = items.length - (await source.left(writing, items));
      return { listed: gone, done: gone };
    },
    async left({ after, upTo, spared, ...asked }) {
      const [next] = upTo ? await collected(found(asked, upTo, 1)) : [];
      const range: Item[] = [];
      for await (const item of found(asked, after, many * many)) {
        if (next && item.part === next.part && item.key === next.key) break;
        range.push(item);
      }
      return (await free(source, range, spared)).length;
    },
  };
}

type Place = Pick<Item, "part" | "key"> | null;

const isAnyone = ({ accounts, addresses, unaddressed }: Overdue["spared"]): boolean =>
  unaddressed || accounts.length + addresses.length > 0;

/** The next due records that may go: those of one listing, and where it ended. */
async function nextFree(
  source: Source,
  spared: Overdue["spared"],
  after: Place,
  listing: (place: Place) => AsyncIterable<Item>,
): Promise<{ items: Item[]; last: Item } | null> {
  for (let place = after; ;) {
    const listed = await collected(listing(place));
    const last = listed.at(-1);
    if (!last) return null;
    const items = await free(source, listed, spared);
    if (items.length > 0) return { items, last };
    place = last;
  }
}

/** Whether the source can say which records are of people who are spared. */
const tellsApart = ({ ofSpared }: Source, spared: Overdue["spared"]): boolean =>
  !isAnyone(spared) || (ofSpared !== undefined && !spared.unaddressed);

/** The records that are of nobody who is spared, each batch asked for at once; in doubt none. */
async function free(source: Source, items: readonly Item[], spared: Overdue["spared"]): Promise<Item[]> {
  if (!isAnyone(spared)) return [...items];
  if (!source.ofSpared || !tellsApart(source, spared)) return [];
  const named = (item: Item) => JSON.stringify([item.part, item.key]);
  const stay = new Set((await source.ofSpared(items, spared)).map(named));
  return items.filter((item) => !stay.has(named(item)));
}

async function collected(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
