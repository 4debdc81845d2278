/**
 * Art. 17: a kept list is written, batch by batch. Each batch records its intent with the count of records still
 * present, writes, and is settled from what the source shows afterwards: killed anywhere and run again, the numbers are
 * those of an undisturbed run.
 */
import { sourceById } from "../../company";
import { db, type Tx } from "../../db";
import type { Effect, Item, Source, UnderWay, Writing } from "../../sources/source";
import { reached } from "../milestone";
import { intend, settleEntry } from "./journal";
import type { Stop } from "./stops";
import { allowWriting } from "./writing-lock";

export type Progress = { nextItem: number; done: number; gone: number; held: number };

export type Batch = { operation: string; source: string; writing: Writing; items: Item[] };

/** How many items one batch of a source has. */
export const batchOf = (source: string): number => sourceById(source).batch ?? 2_000;

export type Writer<Ground extends string = Stop> = {
  /** Asked in the transaction that spans the write. */
  stops(tx: Tx): Promise<Ground | null>;
  /** Stores the progress in the same transaction. */
  settle(tx: Tx, effect: Effect): Promise<void>;
  /** Whether what a system confirms later may be settled as such; else nothing is settled until it has. */
  mayBeUnderWay: boolean;
};

/** What came of a batch: written, met by a stop, or not yet confirmed and so not settled. */
export type Written<Ground extends string = Stop> = { stop: Ground | null; unsettled: UnderWay | null };

/** Writes one batch, or goes on with it where an earlier call stood. */
export async function writeBatch<Ground extends string = Stop>(
  batch: Batch,
  writer: Writer<Ground>,
): Promise<Written<Ground>> {
  const source = sourceById(batch.source);
  const present = await intend(batch);
  reached("write:intended");
  return db().$transaction(
    async (tx) => {
      await allowWriting(tx);
      const stop = await writer.stops(tx);
      if (stop) return { stop, unsettled: null };
      const { underWay, held } = await order(source, batch);
      reached("write:written");
      if (underWay && !writer.mayBeUnderWay) return { stop: null, unsettled: underWay };
      const left = source.looksWhenWriting ? held : await source.left(batch.writing, batch.items);
      await settleEntry(tx, batch);
      await writer.settle(tx, effectOf(batch.items.length, { present, left, underWay }));
      return { stop: null, unsettled: null };
    },
    { timeout: 120_000 },
  );
}

type Ordered = { underWay: UnderWay | null; held: number };

async function order(source: Source, { writing, items, operation }: Batch): Promise<Ordered> {
  if (!source.write) throw new Error(`source ${source.id} cannot write`);
  const { underWay, held } = await source.write(writing, items, operation);
  return { underWay: underWay && underWay.count > 0 ? underWay : null, held };
}

type Observed = { present: number; left: number; underWay: UnderWay | null };

/** Observed, not assumed: what is still there is held back, unless the system has said that it is on its way. */
function effectOf(items: number, { present, left, underWay }: Observed): Effect {
  const open = Math.min(underWay?.count ?? 0, left);
  const effect = { done: present - left, gone: items - present, held: left - open };
  return underWay && open > 0 ? { ...effect, underWay: { ...underWay, count: open } } : effect;
}
