/**
 * Art. 5(1)(e): lines whose time has come, in batches. A line says whose it is, so lines of people who are spared stay and
 * all others go. Each batch is a closed list of marks; what it holds is written by rewriting rotated files.
 */
import { createHash } from "node:crypto";
import { microseconds } from "../../gdpr/instant";
import { dayIn } from "../../gdpr/day";
import type { Item, Overdue, Sweeping } from "../source";
import { dueLines, isDue } from "./due";
import { scan, type OpenLog, type Part } from "./log";
import { stillThere, writeLines } from "./write";

type Place = { open: OpenLog; part: Part };
type Asked = Pick<Overdue, "category" | "rule">;

/** At most so many keys are in memory at once. */
const most = 10_000;

/** Sweeps the parts of these logs, one after the other. `zone` is the policy's. */
export function sweepingLogs(logs: readonly OpenLog[], zone: string): Sweeping {
  const parts: Place[] = logs.flatMap((open) =>
    [open.full, ...(open.short ? [open.short] : [])].map((part) => ({ open, part })),
  );
  const of = ({ category, rule }: Asked) =>
    parts.filter(({ part }) => part.category === category && part.rule.id === rule);

  /** The due lines of the first part that has any, behind `after`, without those that are spared. */
  async function next(asked: Overdue, after: Pick<Item, "part" | "key"> | null, limit: number) {
    const places = of(asked);
    const first = after ? places.findIndex(({ part }) => part.id === after.part) : 0;
    for (const { open, part } of places.slice(Math.max(first, 0))) {
      const seen = after?.part === part.id ? after.key : null;
      const { cutoff, from = null, spared } = asked;
      const items = await dueLines(open, part, { cutoff, from, limit, after: seen, spared });
      if (items.length > 0) return { open, items };
    }
    return null;
  }

  return {
    rules: () => Promise.resolve(unique(parts.map(({ part }) => ({ category: part.category, rule: part.rule.id })))),
    async count(asked) {
      const years = new Map<number, { due: number; spared: number }>();
      const before = Number(microseconds(asked.cutoff));
      for (const { open, part } of of(asked))
        for await (const lines of scan(open, { from: 0, to: before - 1 }))
          for (const seen of lines) {
            if (!isDue(open, part, seen, before)) continue;
            const year = Number(dayIn(zone, new Date(seen.line.at / 1000)).slice(0, 4));
            const sum = years.get(year) ?? { due: 0, spared: 0 };
            years.set(year, sum);
            sum.due += 1;
            if (isSpared(seen.line.account, asked)) sum.spared += 1;
          }
      return [...years].map(([year, sum]) => ({ year, ...sum })).toSorted((one, other) => one.year - other.year);
    },
    async batch({ writing, salt, limit, after, ...asked }, intend) {
      const found = await next(asked, after, Math.min(limit, most));
      const last = found?.items.at(-1);
      if (!found || !last) return null;
      const commit = createHash("sha256").update(Buffer.from(salt, "hex"));
      for (const { key } of found.items) commit.update(`${key}\n`);
      const listed = {
        listed: found.items.length,
        commit: commit.digest("hex"),
        last: { part: last.part, key: last.key },
      };
      await intend({ ...listed, done: 0 });
      await writeLines(found.open, writing, found.items);
      return { ...listed, done: found.items.length - (await stillThere(found.open, found.items)) };
    },
    async left({ after, upTo, ...asked }) {
      let [left, place] = [0, after];
      for (;;) {
        const found = await next(asked, place, most);
        if (!found) return left;
        const within = upTo ? found.items.filter((item) => !isBehind(item, upTo, of(asked))) : found.items;
        left += within.length;
        if (within.length < found.items.length) return left;
        place = found.items.at(-1) ?? null;
      }
    },
  };
}

const isSpared = (account: string | null, { spared }: Pick<Overdue, "spared">): boolean =>
  account !== null && spared.accounts.includes(account);

function isBehind(
  item: Pick<Item, "part" | "key">,
  place: Pick<Item, "part" | "key">,
  places: readonly Place[],
): boolean {
  const at = (id: string) => places.findIndex(({ part }) => part.id === id);
  return at(item.part) === at(place.part) ? item.key > place.key : at(item.part) > at(place.part);
}

const unique = (rules: readonly Asked[]): Asked[] =>
  rules.filter((one, at) => rules.findIndex((same) => same.category === one.category && same.rule === one.rule) === at);
