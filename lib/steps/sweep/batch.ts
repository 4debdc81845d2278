/**
 * Art. 5(1)(e): one batch of a sweep. The three stops and the write are one transaction's business; its number and its
 * commitment are written down before it is final.
 */
import { createHmac } from "node:crypto";
import { db, type Tx } from "../../db";
import { hoursOf } from "../../gdpr/period";
import type { Rule } from "../../gdpr/rule";
import type { DueEnd, Swept, Sweeping } from "../../sources/source";
import { allowWriting } from "../carry-out/writing-lock";
import { reached } from "../milestone";
import { writeSweep, type SweepRow } from "./claim";
import { stopsOn, type Seen, type Stops } from "./spared";
import { releasedYears, waitsForFinance } from "./tax-years";
import { sealPlace, type Pending, type Place } from "./window";

/** Records in one batch. */
const batchSize = 50_000;

export type Run = { row: SweepRow; rule: Rule; sweeping: Sweeping; place: Place; seen: Seen };
export type Range = { year: number | null; from: string | null; cutoff: string };

export const stopsOf = (tx: Tx, { row, rule, seen }: Run): Promise<Stops> =>
  stopsOn(tx, row.category, { hours: hoursOf(rule) !== null, seen });

/** Writes the next batch, or says what of it the system has still to confirm; null when nothing is due any more. */
export async function sweepBatch(tx: Tx, run: Run, { year, from, cutoff }: Range): Promise<Swept | null> {
  const { row, rule, sweeping, place } = run;
  await allowWriting(tx);
  const spared = await stopsOf(tx, run);
  if (spared.everything) return null;
  // A hold may have been laid on the year since the years were counted.
  if (year !== null && waitsForFinance(rule) && !(await releasedYears(tx)).has(year)) return null;
  const { salt, after } = place;
  const asked = { category: row.category, rule: rule.id, cutoff, from, spared, after, salt, limit: batchSize };
  const operation = operationOf(row);
  const batch = await sweeping.batch({ ...asked, writing: row.writing as DueEnd, operation }, async (listed) => {
    // On a connection of its own: it must be known before the source commits, whatever becomes of this transaction.
    await writeSweep(db(), row, { place: sealPlace({ ...place, pending: pendingOf(listed) }) });
    reached("sweep:intended");
  });
  reached("sweep:written");
  if (!batch) return null;
  if (batch.underWay) {
    await stillPending(tx, run, pendingOf(batch), batch.underWay.by);
    return batch;
  }
  run.place = { ...place, after: batch.last, pending: null };
  await settle(tx, run, batch);
  return batch;
}

const pendingOf = ({ listed, commit, last, items }: Swept): Pending => ({
  listed,
  commit,
  last,
  ...(items ? { items } : {}),
});

/** Writes down until when the system should have confirmed the batch that waits. */
export async function stillPending(tx: Tx, run: Run, pending: Pending, by: string): Promise<void> {
  run.place = { ...run.place, pending: { ...pending, by } };
  await writeSweep(tx, run.row, { place: sealPlace(run.place) });
}

/** Adds a batch to the numbers, and its commitment to that of the batches before. */
export async function settle(tx: Tx, run: Run, { listed, done, commit }: Omit<Swept, "last">): Promise<void> {
  const { row, place } = run;
  row.commit = chained(place.salt, row.commit, commit);
  row.batches += 1;
  const numbers = { done: { increment: done }, held: { increment: listed - done } };
  await writeSweep(tx, row, {
    ...numbers,
    batches: row.batches,
    commit: row.commit,
    place: sealPlace(place),
    trouble: null,
  });
}

/** The same until the batch is settled. */
export const operationOf = ({ id, batches }: Pick<SweepRow, "id" | "batches">): string => `${id}/${batches}`;

const chained = (salt: string, before: string | null, commit: string): string =>
  createHmac("sha256", Buffer.from(salt, "hex"))
    .update(`${before ?? ""}${commit}`)
    .digest("hex");
