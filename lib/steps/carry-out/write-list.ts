/**
 * Art. 17: a kept list is written, batch by batch. Each batch records its intent with the count of records still
 * present, writes, and is settled from what the source shows afterwards: killed anywhere and run again, the numbers are
 * those of an undisturbed run.
 */
import { sourceById } from "../../company";
import { db, type Tx } from "../../db";
import type { Item, Writing } from "../../sources/source";
import { reached } from "../milestone";
import { intend, settleEntry } from "./journal";
import { allowWriting, type Stop } from "./stops";

export type Progress = { nextItem: number; done: number; gone: number; held: number };

export type Batch = { operation: string; source: string; writing: Writing; items: Item[] };

const batchSize = 2_000;
export { batchSize };

/**
 * Writes one batch. `stops` is asked in the transaction that spans the write, `settle` stores the progress in it.
 * Gives the stop that was met, or null when the batch was written.
 */
export async function writeBatch<Ground extends string = Stop>(
  batch: Batch,
  stops: (tx: Tx) => Promise<Ground | null>,
  settle: (tx: Tx, effect: { done: number; gone: number; held: number }) => Promise<void>,
): Promise<Ground | null> {
  const source = sourceById(batch.source);
  if (!source.write) throw new Error(`source ${batch.source} cannot write`);
  const write = source.write.bind(source);
  const present = await intend(batch);
  reached("write:intended");
  return db().$transaction(
    async (tx) => {
      await allowWriting(tx);
      const stop = await stops(tx);
      if (stop) return stop;
      await write(batch.writing, batch.items, batch.operation);
      reached("write:written");
      const left = await source.left(batch.writing, batch.items);
      await settleEntry(tx, batch);
      await settle(tx, { done: present - left, gone: batch.items.length - present, held: left });
      return null;
    },
    { timeout: 120_000 },
  );
}
