/**
 * Art. 5(1)(e): one rule of one category is swept in one source. Batch by batch: the three stops and the write are one
 * transaction's business; each batch is a closed list whose number and commitment are recorded before it is final. Killed
 * anywhere and run again, it goes on where it stood.
 */
import { createHmac } from "node:crypto";
import { policy, sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { hoursOf } from "../../gdpr/period";
import { ruleOf } from "../../gdpr/retention";
import type { Rule } from "../../gdpr/rule";
import { openColumn } from "../../seal/seal";
import { SourceUnreachable, type DueEnd, type Swept, type Sweeping } from "../../sources/source";
import { allowWriting } from "../carry-out/stops";
import { LostRace } from "../move";
import { reached } from "../milestone";
import { noteSystem } from "../system-chain";
import { sweepingOf } from "./as-sweeping";
import { claimSweep, letSweepGo, writeSweep, type SweepRow } from "./claim";
import { stopsOn, type Seen, type Stops } from "./spared";
import { alarmFinance, releasedYears, waitsForFinance } from "./tax-years";
import { column, sealPlace, type Place } from "./window";
import { yearsOf, type Years } from "./years";

/** Records in one batch. */
const batchSize = 50_000;

type Run = { row: SweepRow; rule: Rule; sweeping: Sweeping; place: Place; seen: Seen };

/** Runs the sweep of that id, or the first that waits. Null when nobody needs a worker. */
export async function runSweep(id: string | null = null): Promise<"done" | "failed" | "later" | null> {
  const row = await claimSweep(id);
  if (!row) return null;
  const rule = ruleOf(policy().categories[row.category]?.rules ?? [], row.rule);
  const sweeping = sweepingOf(sourceById(row.source));
  if (!rule || !sweeping) return fail(row, "rule-gone");
  const place = JSON.parse(openColumn(column, row.place ?? new Uint8Array())) as Place;
  try {
    await sweep({ row, rule, sweeping, place, seen: new Map() });
    return "done";
  } catch (error) {
    if (error instanceof LostRace) return "later";
    await letSweepGo(row, error instanceof SourceUnreachable ? "source" : "error");
    if (error instanceof SourceUnreachable) return "later";
    throw error;
  }
}

async function fail(row: SweepRow, trouble: string): Promise<"failed"> {
  await writeSweep(db(), row, { state: "failed", trouble, finishedAt: await portalNow() });
  return "failed";
}

async function sweep(run: Run): Promise<void> {
  const { row, rule } = run;
  const stops = await stopsOf(db(), run);
  const years = waitsForFinance(rule) || row.dry ? await countYears(run, stops) : null;
  if (row.dry) return finish(run, years);
  await settlePending(run);
  if (!stops.everything) for (const range of rangesOf(run, years)) await sweepRange(run, range);
  const after = await stopsOf(db(), run);
  const spares = after.everything || after.accounts.length + after.addresses.length > 0;
  await finish(run, spares || years ? await countYears(run, after) : null);
}

const stopsOf = (tx: Tx, { row, rule, seen }: Run): Promise<Stops> =>
  stopsOn(tx, row.category, { hours: hoursOf(rule) !== null, seen });

/** What is due, by year and by what keeps it; finance is told of the years that wait. */
async function countYears({ row, rule, sweeping }: Run, spared: Stops): Promise<Years> {
  const { category, cutoff } = row;
  const counted = await sweeping.count({ category, rule: rule.id, cutoff, spared });
  return db().$transaction(async (tx) => {
    const released = waitsForFinance(rule) ? await releasedYears(tx) : null;
    const years = yearsOf(counted, { released, everything: spared.everything });
    await alarmFinance(tx, years.waiting);
    return years;
  });
}

type Range = { year: number | null; from: string | null; cutoff: string };

/** One range for a rule that waits for nobody; else one for each released year, from where the sweep stands. */
function rangesOf({ row, place }: Run, years: Years | null): Range[] {
  if (!years) return [{ year: null, from: null, cutoff: row.cutoff }];
  const ranges = years.ranges(row.cutoff, policy().zone);
  return ranges.filter(({ year }) => place.year === null || (year ?? 0) >= place.year);
}

async function sweepRange(run: Run, range: Range): Promise<void> {
  if (run.place.year !== range.year) run.place = { ...run.place, year: range.year, after: null };
  for (;;) {
    const batch = await db().$transaction((tx) => sweepBatch(tx, run, range), { timeout: 1_800_000 });
    if (!batch) return;
    reached("sweep:batch");
  }
}

async function sweepBatch(tx: Tx, run: Run, { year, from, cutoff }: Range): Promise<Swept | null> {
  const { row, rule, sweeping, place } = run;
  await allowWriting(tx);
  const spared = await stopsOf(tx, run);
  if (spared.everything) return null;
  // A hold may have been laid on the year since the years were counted.
  if (year !== null && waitsForFinance(rule) && !(await releasedYears(tx)).has(year)) return null;
  const { salt, after } = place;
  const asked = { category: row.category, rule: rule.id, cutoff, from, spared, after, salt, limit: batchSize };
  const operation = `${row.id}/${row.batches}`;
  const batch = await sweeping.batch({ ...asked, writing: row.writing as DueEnd, operation }, async (listed) => {
    // On a connection of its own: it must be known before the source commits, whatever becomes of this transaction.
    const pending = { listed: listed.listed, commit: listed.commit, last: listed.last };
    await writeSweep(db(), row, { place: sealPlace({ ...place, pending }) });
    reached("sweep:intended");
  });
  reached("sweep:written");
  if (!batch) return null;
  run.place = { ...place, after: batch.last, pending: null };
  await settle(tx, run, batch);
  return batch;
}

/** Adds a batch to the numbers, and its commitment to that of the batches before. */
async function settle(tx: Tx, run: Run, { listed, done, commit }: Omit<Swept, "last">): Promise<void> {
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

const chained = (salt: string, before: string | null, commit: string): string =>
  createHmac("sha256", Buffer.from(salt, "hex"))
    .update(`${before ?? ""}${commit}`)
    .digest("hex");

/**
 * A batch of which it is not known whether it was committed: what of its range is no longer due was written; what still
 * is, is swept again.
 */
async function settlePending(run: Run): Promise<void> {
  const { row, rule, sweeping, place } = run;
  const { pending, after } = place;
  if (!pending) return;
  const spared = await stopsOf(db(), run);
  const asked = { category: row.category, rule: rule.id, cutoff: row.cutoff, writing: row.writing as DueEnd };
  const range = place.year === null ? null : yearRange(place.year, row.cutoff);
  const left = await sweeping.left({ ...asked, ...range, spared, after, upTo: pending.last });
  const done = Math.max(0, pending.listed - left);
  run.place = { ...place, pending: null };
  if (done === 0) return writeSweep(db(), row, { place: sealPlace(run.place) });
  await settle(db(), run, { listed: done, done, commit: pending.commit });
}

const yearRange = (year: number, cutoff: string) => {
  const [range] = yearsOf([{ year, due: 1, spared: 0 }], { released: null, everything: false }).ranges(
    cutoff,
    policy().zone,
  );
  return range ? { from: range.from, cutoff: range.cutoff } : null;
};

async function finish(run: Run, years: Years | null): Promise<void> {
  const { row, place } = run;
  await db().$transaction(async (tx) => {
    const { done, held } = await tx.sweep.findUniqueOrThrow({ where: { id: row.id } });
    const [stopped, unreleased] = [BigInt(years?.stopped ?? 0), BigInt(years?.unreleased ?? 0)];
    const due = row.dry ? BigInt(years?.due ?? 0) : done + held + stopped + unreleased;
    const ended = { state: "done", finishedAt: await portalNow(tx), trouble: null };
    const rest = sealPlace({ ...place, after: null, pending: null });
    await writeSweep(tx, row, { ...ended, due, stopped, unreleased, place: rest });
    if (done + held === 0n) return;
    const { source, category, rule } = row;
    const data = { source, category, rule, done: Number(done), gone: 0, held: Number(held) };
    await noteSystem(tx, "swept", { data, commit: row.commit });
  });
}
