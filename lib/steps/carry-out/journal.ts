/**
 * Art. 17, 5(1)(f): what is written in a source stands in the journal first, so that a restored backup can be answered with
 * it. An entry may be played again once it is settled: a batch that met a stop was never written.
 *
 * Backups of somebody else's system are not ours to restore, and its keys may be made of addresses: there the entry
 * counts, and keeps no keys.
 */
import { policy, sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { daysOf } from "../../gdpr/period";
import type { Item, Source, Writing } from "../../sources/source";

export type Entry = { operation: string; source: string; writing: Writing; items: readonly Item[] };

/** The kinds of systems whose backups are the controller's own. */
const own: readonly Source["kind"][] = ["postgres", "files"];

const partOf = ({ items }: Pick<Entry, "items">): string => items[0]?.part ?? "";

/** Records what is about to be written and how much of it is there; a repeated batch finds its first record. */
export async function intend(entry: Entry, known?: number): Promise<number> {
  const { operation, source, writing, items } = entry;
  const part = partOf(entry);
  const before = await db().erasureJournal.findUnique({ where: { operation_part: { operation, part } } });
  if (before) return before.present;
  const into = sourceById(source);
  const present = known ?? (await into.left(writing, items));
  const keys = own.includes(into.kind) ? items.map(({ key }) => key) : [];
  // The keys travel as one text: thousands of values of a list would each be looked at on their way.
  await db().$executeRaw`
    INSERT INTO "erasure_journal" ("operation", "part", "source", "writing", "present", "keys")
    SELECT ${operation}, ${part}, ${source}, ${writing}, ${present}::int,
      ARRAY(SELECT json_array_elements_text(${JSON.stringify(keys)}::json))`;
  return present;
}

/** Says, in the transaction that stores the outcome, that the batch was written. */
export async function settleEntry(tx: Tx, entry: Pick<Entry, "operation" | "items">): Promise<void> {
  const { operation } = entry;
  const data = { doneAt: await portalNow(tx) };
  await tx.erasureJournal.updateMany({ where: { operation, part: partOf(entry), doneAt: null }, data });
}

/** Days for which an entry is needed beyond the longest life of a backup. */
const spareDays = 30;

/** Days for which the journal is kept. */
export const journalDays = (): number => daysOf(policy().backups.cycle) + spareDays;

/** Deletes entries older than any backup that could be restored, at most `limit`. Gives how many went. */
export async function forgetJournal(limit: number): Promise<number> {
  const days = journalDays();
  return db().$executeRaw`
    DELETE FROM "erasure_journal" WHERE "id" IN (
      SELECT "id" FROM "erasure_journal" WHERE "at" < portal_now() - make_interval(days => ${days})
      ORDER BY "at" LIMIT ${limit})`;
}
