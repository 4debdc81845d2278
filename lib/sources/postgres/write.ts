/**
 * Writing by closed list: batches of at most 10,000 keys, one transaction each. What the database refuses for some rows
 * is narrowed down until those rows alone are held; the others are written.
 */
import type { Effect, Ends, Item, Writing } from "../source";
import { altered, batches, deleting, setting, standing } from "./batch";
import { correcting, uncorrected } from "./correct";
import { isBusy, Refused, type Database } from "./connection";
import { byKey, counted, countOf, countUncorrected, type Batch } from "./count";
import type { Model, Part } from "./model";
import type { Statement } from "./sql";
import { enterSuppressed, type SuppressionKeys } from "./suppress";

/** One call of `write`, as all its batches see it. */
type Run = {
  database: Database;
  model: Model;
  writing: Writing;
  operation: string;
  now: string | null;
  /** Null in a sweep, which enters nobody into a list of people who are not written to. */
  keys: SuppressionKeys | null;
  locked: number;
};

const patience = 5_000;
/** Rows that were locked once are not waited for again, and after this many in a row none is asked for singly. */
const impatience = 100;
const lockedEnough = 20;

/**
 * Writes the items, children before parents. `done` were changed now, `gone` were absent or already so, `held` stay as
 * they are because the mapping has no such end, the database refused, or the value could not be read. What is held was
 * looked at: in the transaction that wrote, or after the refusal.
 * `now` is the portal's instant for marks, or null for the database's own clock.
 */
export async function write(given: Omit<Run, "locked">, items: readonly Item[]): Promise<Effect> {
  const run: Run = { ...given, locked: 0 };
  const effects: Effect[] = [];
  for (const batch of batches(run.model, items)) effects.push(await attempt(run, batch, patience));
  return sum(effects);
}

/** How many of the items are there and not yet in the end state. */
export function left(database: Database, model: Model, writing: Writing, items: readonly Item[]): Promise<number> {
  const every = batches(model, items);
  if (writing === "rectify") return countUncorrected(database, every);
  return counted(database, every, (batch) => stillOpen(batch, writing));
}

const stillOpen = ({ part, items }: Batch, writing: Writing): Statement =>
  writing === "rectify" ? uncorrected(part, items) : standing(part, items, part.endings[writing]);

/** How many of the items are there with another content than listed, not counting those already in an end state. */
export function changed(database: Database, model: Model, items: readonly Item[], writing?: Writing): Promise<number> {
  const every = batches(model, items);
  if (writing === "rectify") return countUncorrected(database, every, { altered: true });
  return counted(database, every, ({ part, items: listed }) =>
    altered(part, listed, [part.endings[part.rule.end], writing && part.endings[writing]]),
  );
}

async function attempt(run: Run, batch: Batch, lockTimeout: number): Promise<Effect> {
  try {
    const effect = await once(run, batch, lockTimeout);
    run.locked = 0;
    return effect;
  } catch (error) {
    if (!(error instanceof Refused) || !ofSomeRows(error.code)) throw error;
    if (isBusy(error.code)) run.locked += 1;
    const hopeless = error.code === "42501" || run.locked >= lockedEnough;
    return batch.items.length === 1 || hopeless ? refused(run, batch) : halves(run, batch);
  }
}

/** Nothing was written: what is there is held. */
async function refused({ database, model, writing }: Run, { items }: Batch): Promise<Effect> {
  const held = await left(database, model, writing, items);
  return { done: 0, gone: items.length - held, held };
}

async function halves(run: Run, { part, items }: Batch): Promise<Effect> {
  const middle = Math.ceil(items.length / 2);
  const first = await attempt(run, { part, items: items.slice(0, middle) }, impatience);
  return sum([first, await attempt(run, { part, items: items.slice(middle) }, impatience)]);
}

/** One transaction: the keys are written, then what is still open among them is counted. */
async function once(run: Run, { part, items }: Batch, lockTimeout: number): Promise<Effect> {
  const writing = statement(run, part, items);
  return run.database.writing(lockTimeout, async (writer) => {
    await writer.rows(byKey);
    // The shop's own triggers and logs can tell which operation wrote.
    await writer.rows({ text: "SELECT set_config('rightful.operation', $1::text, true)", values: [run.operation] });
    await enterSuppressed(writer, run, part, items);
    const done = writing ? await writer.write(writing) : 0;
    // Each row of the list was deleted by this statement, so none is left to look for. What a trigger of the shop would
    // put back in its place is met by the look at the whole list at the end.
    if (done === items.length && part.endings[run.writing as Ends] === "delete") return { done, gone: 0, held: 0 };
    const held = await countOf(writer, stillOpen({ part, items }, run.writing));
    return { done, gone: items.length - done - held, held };
  });
}

/** Null when the mapping has no such end. */
function statement(run: Run, part: Part, items: Item[]): Statement | null {
  if (run.writing === "rectify") return correcting(part, items);
  const ending = part.endings[run.writing];
  if (!ending) return null;
  if (ending === "delete") return deleting(part, items);
  return setting(part, items, { ending, erases: run.writing === "erase" }, run.now);
}

/** Constraints, values, triggers, locks, rights: other rows of the batch may still be written. */
export function ofSomeRows(code: string): boolean {
  return isBusy(code) || code === "42501" || /^(22|23|27|44|P0)/.test(code);
}

function sum(effects: readonly Effect[]): Effect {
  const total = (of: "done" | "gone" | "held") => effects.reduce((all, effect) => all + effect[of], 0);
  return { done: total("done"), gone: total("gone"), held: total("held") };
}
