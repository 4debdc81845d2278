/** Counting what is still open among listed rows, batch by batch. */
import type { Item } from "../source";
import { altered as otherContent, standing } from "./batch";
import { uncorrected } from "./correct";
import { Refused, type Database, type Reader } from "./connection";
import type { Part } from "./model";
import type { Statement } from "./sql";

/** Listed keys are looked up: a table that is read whole for each batch would be read as often as there are batches. */
export const byKey: Statement = { text: "SELECT set_config('enable_seqscan', 'off', true)", values: [] };

export type Batch = { part: Part; items: Item[] };

/** The sum of a statement's counts over all batches, in one snapshot. */
export async function counted(
  database: Database,
  every: readonly Batch[],
  statementOf: (batch: Batch) => Statement,
): Promise<number> {
  return database.reading(async (reader) => {
    await reader.rows(byKey);
    let found = 0;
    for (const batch of every) found += await countOf(reader, statementOf(batch));
    return found;
  });
}

export async function countOf(reader: Reader, statement: Statement): Promise<number> {
  const [row] = await reader.rows<{ count: string }>(statement);
  if (!row) throw new Error("a count answered no row");
  return Number(row.count);
}

/**
 * How many rows do not have their new values yet; `altered`: and have another content than listed. People write the
 * values: what a column's type cannot be (a birthday that is no day) leaves its row uncorrected, and the others are counted
 * without it.
 */
export async function countUncorrected(
  database: Database,
  every: readonly Batch[],
  options: { altered?: boolean } = {},
): Promise<number> {
  let found = 0;
  for (const batch of every) found += await ofBatch(database, batch, options);
  return found;
}

async function ofBatch(database: Database, batch: Batch, options: { altered?: boolean }): Promise<number> {
  const { part, items } = batch;
  try {
    return await counted(database, [batch], () => uncorrected(part, items, options));
  } catch (error) {
    if (!(error instanceof Refused) || !/^(22|23)/.test(error.code)) throw error;
  }
  if (items.length === 1)
    return counted(database, [batch], () =>
      options.altered ? otherContent(part, items, []) : standing(part, items, undefined),
    );
  const middle = Math.ceil(items.length / 2);
  const halves = [items.slice(0, middle), items.slice(middle)].map((some) => ({ part, items: some }));
  return countUncorrected(database, halves, options);
}
