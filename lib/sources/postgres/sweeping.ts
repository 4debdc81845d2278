/** The sweeps of an open database: part after part, each batch in one transaction of its own. */
import { createHash } from "node:crypto";
import type { Item, Overdue, SweepBatch, Sweeping, Swept } from "../source";
import { Refused, isBusy, type Writer } from "./connection";
import { partsOf, type Opened } from "./opened";
import { known, type Known } from "./spare";
import { countStatement, keysStatement, leftStatement, sweepStatement, swept, type Listing } from "./sweep";
import type { Model, Part } from "./model";
import { ofSomeRows, write } from "./write";

type Clock = () => Promise<string | null>;

/** Counting millions of rows may take longer than a question about one person ever does. */
const patient = { text: "SELECT set_config('statement_timeout', '20min', true)", values: [] };
const lockTimeout = 5_000;
/**
 * A batch fits into memory, and is found in the order of an index of the trigger: what is due is found anew for each batch,
 * and a bitmap of all of it would be read and sorted each time.
 */
const inOrder = {
  text: "SELECT set_config('work_mem', '64MB', true), set_config('enable_bitmapscan', 'off', true)",
  values: [],
};

/**
 * Nobody asked for what a sweep ends: nobody's address enters a list of `suppress`, which would be kept for ever because of
 * data that were not to be kept (Art. 5(1)(e)). Whoever ended a purpose or asked for an erasure was entered then.
 */
export function sweeping(shop: Opened, { now }: { now: Clock }): Sweeping {
  const model = () => shop.confirmed();
  const spared = async (asked: Pick<Overdue, "spared">): Promise<Known> => {
    const made = await shop.confirmed();
    return shop.database.reading((reader) => known(reader, made, asked.spared));
  };
  return {
    async rules() {
      const parts = (await model()).tables.flatMap(({ parts }) => parts).filter(({ trigger }) => trigger !== null);
      const rules = new Map(parts.map(({ category, rule }) => [`${category}/${rule.id}`, { category, rule: rule.id }]));
      return [...rules.values()];
    },
    async count(asked) {
      const [made, whose] = [await model(), await spared(asked)];
      const years = new Map<number, { year: number; due: number; spared: number }>();
      for (const part of parts(made, asked)) {
        const statement = countStatement(made, part, { ...asked, known: whose, after: null });
        const rows = await shop.database.reading(async (reader) => {
          await reader.rows(patient);
          return reader.rows<{ year: number; due: string; spared: string }>(statement);
        });
        for (const row of rows) {
          const sum = years.get(row.year) ?? { year: row.year, due: 0, spared: 0 };
          years.set(row.year, { ...sum, due: sum.due + Number(row.due), spared: sum.spared + Number(row.spared) });
        }
      }
      return [...years.values()].toSorted((a, b) => a.year - b.year);
    },
    async batch(asked, intend) {
      const [made, whose] = [await model(), await spared(asked)];
      for (const part of parts(made, asked)) {
        const done = await batchOf(shop, made, { part, asked, known: whose, now: await now(), intend });
        if (done) return done;
        if (asked.upTo?.part === part.id) return null;
      }
      return null;
    },
    async left(asked) {
      const [made, whose] = [await model(), await spared(asked)];
      let left = 0;
      for (const part of parts(made, asked)) {
        const statement = leftStatement(made, part, { ...rangeIn(part, asked), known: whose });
        left += await shop.database.reading(async (reader) => {
          await reader.rows(patient);
          return Number((await reader.rows<{ count: string }>(statement))[0]?.count ?? 0);
        });
        if (asked.upTo?.part === part.id) break;
      }
      return left;
    },
  };
}

/** What hangs on others first, from the part of `after` on. */
function parts(
  model: Model,
  { category, rule, after }: Pick<Overdue, "category" | "rule"> & Partial<SweepBatch>,
): Part[] {
  const every = partsOf(model, category, rule)
    .filter(({ trigger }) => trigger !== null)
    .toReversed();
  const from = after ? every.findIndex(({ id }) => id === after.part) : 0;
  if (from < 0) throw new Error(`source ${model.source}: the rule ${category}/${rule} has no part to go on after`);
  return every.slice(from);
}

type At = Pick<SweepBatch, "cutoff" | "from" | "after" | "upTo">;
const rangeIn = (part: Part, { cutoff, from, after, upTo }: At) => {
  const own = (place: At["after"] | undefined) =>
    place?.part === part.id && place.trigger !== undefined ? { key: place.key, trigger: place.trigger } : null;
  return { cutoff, from, after: own(after), upTo: own(upTo) };
};

type Run = {
  part: Part;
  asked: SweepBatch;
  known: Known;
  now: string | null;
  intend: (listed: Swept) => Promise<void>;
};

async function batchOf(shop: Opened, model: Model, run: Run): Promise<Swept | null> {
  const { part, asked, known: whose, now, intend } = run;
  const { limit, salt, writing, operation } = asked;
  const listing: Listing = { ...rangeIn(part, asked), limit, salt, writing, now, known: whose };
  try {
    return await shop.database.writing(lockTimeout, async (writer) => {
      const found = await listedAndWritten(writer, model, part, { listing, operation });
      if (found) await intend(found);
      return found;
    });
  } catch (error) {
    if (!(error instanceof Refused) || !ofSomeRows(error.code) || part.endings[writing] === undefined) throw error;
    // Some rows of the batch cannot go, or are locked: key by key, those that can.
    return oneByOne(shop, model, { ...run, small: isBusy(error.code) ? 1_000 : limit });
  }
}

type Written = { listing: Listing; operation: string };

async function listedAndWritten(writer: Writer, model: Model, part: Part, { listing, operation }: Written) {
  await writer.rows(patient);
  await writer.rows(inOrder);
  await writer.rows({ text: "SELECT set_config('rightful.operation', $1::text, true)", values: [operation] });
  const [row] = await writer.rows<Parameters<typeof swept>[1]>(sweepStatement(model, part, listing));
  return row ? swept(part, row) : null;
}

/** The same batch by keys that travel: refused rows are narrowed down and stay, the others are written. */
async function oneByOne(shop: Opened, model: Model, run: Run & { small: number }): Promise<Swept | null> {
  const { part, asked, known: whose, now, intend, small } = run;
  const { salt, writing, operation } = asked;
  const listing = { ...rangeIn(part, asked), limit: Math.min(small, asked.limit), known: whose };
  const rows = await shop.database.reading((reader) =>
    reader.rows<Omit<Item, "part"> & { trigger: string }>(keysStatement(model, part, listing)),
  );
  const last = rows.at(-1);
  if (!last) return null;
  const commit = createHash("sha256").update(Buffer.from(salt, "hex"));
  for (const { key } of rows) commit.update(`${key}\n`);
  const listed = {
    listed: rows.length,
    commit: commit.digest("hex"),
    last: { part: part.id, key: last.key, trigger: last.trigger },
  };
  await intend({ ...listed, done: 0 });
  const items = rows.map(({ key, version }) => ({ part: part.id, key, version }));
  const { done, gone } = await write({ database: shop.database, model, writing, operation, now, keys: null }, items);
  return { ...listed, done: done + gone };
}
