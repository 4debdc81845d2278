/**
 * Art. 5(1)(e): one rule of one category is swept in one source. Batch by batch: the three stops and the write are one
 * transaction's business; each batch is a closed list whose number and commitment are recorded before it is final. Killed
 * anywhere and run again, it goes on where it stood.
 */
import { policy, sourceById } from "../../company";
import { db, portalNow } from "../../db";
import { ruleOf } from "../../gdpr/retention";
import { openColumn } from "../../seal/seal";
import { SourceUnreachable } from "../../sources/source";
import { LostRace } from "../move";
import { reached } from "../milestone";
import { noteSystem } from "../system-chain";
import { sweepingOf } from "./as-sweeping";
import { stopsOf, sweepBatch, type Range, type Run } from "./batch";
import { claimSweep, letSweepGo, letSweepWait, whileSweeping, writeSweep, type SweepRow, type Waiting } from "./claim";
import { settlePending } from "./pending";
import type { Stops } from "./spared";
import { alarmFinance, releasedYears, waitsForFinance } from "./tax-years";
import { column, sealPlace, type Place } from "./window";
import { yearsOf, type Years } from "./years";

/** Runs the sweep of that id, or the first that waits. Null when nobody needs a worker. */
export async function runSweep(id: string | null = null): Promise<"done" | "failed" | "later" | null> {
  const row = await claimSweep(id);
  if (!row) return null;
  const rule = ruleOf(policy().categories[row.category]?.rules ?? [], row.rule);
  const sweeping = sweepingOf(sourceById(row.source));
  if (!rule || !sweeping) return fail(row, "rule-gone");
  const place = JSON.parse(openColumn(column, row.place ?? new Uint8Array())) as Place;
  try {
    const waiting = await whileSweeping(row, () => sweep({ row, rule, sweeping, place, seen: new Map() }));
    if (!waiting) return "done";
    await letSweepWait(row, waiting);
    return "later";
  } catch (error) {
    if (error instanceof LostRace) return "later";
    const isSource = error instanceof SourceUnreachable;
    await letSweepGo(row, isSource ? "source" : "error", isSource ? error.askAgain : null);
    if (isSource) return "later";
    throw error;
  }
}

async function fail(row: SweepRow, trouble: string): Promise<"failed"> {
  await writeSweep(db(), row, { state: "failed", trouble, finishedAt: await portalNow() });
  return "failed";
}

/** Gives what the system has still to confirm, null when the sweep is at its end. */
async function sweep(run: Run): Promise<Waiting | null> {
  const { row, rule } = run;
  const stops = await stopsOf(db(), run);
  const years = waitsForFinance(rule) || row.dry ? await countYears(run, stops) : null;
  if (row.dry) return finish(run, years);
  const waiting =
    (await settlePending(run)) ?? (stops.everything ? null : await sweepRanges(run, rangesOf(run, years)));
  if (waiting) return waiting;
  const after = await stopsOf(db(), run);
  const spares = after.everything || after.unaddressed || after.accounts.length + after.addresses.length > 0;
  return finish(run, spares || years ? await countYears(run, after) : null);
}

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

/** One range for a rule that waits for nobody; else one for each released year, from where the sweep stands. */
function rangesOf({ row, place }: Run, years: Years | null): Range[] {
  if (!years) return [{ year: null, from: null, cutoff: row.cutoff }];
  const ranges = years.ranges(row.cutoff, policy().zone);
  return ranges.filter(({ year }) => place.year === null || (year ?? 0) >= place.year);
}

async function sweepRanges(run: Run, ranges: readonly Range[]): Promise<Waiting | null> {
  for (const range of ranges) {
    if (run.place.year !== range.year) run.place = { ...run.place, year: range.year, after: null };
    for (;;) {
      const batch = await db().$transaction((tx) => sweepBatch(tx, run, range), { timeout: 1_800_000 });
      if (!batch) break;
      reached("sweep:batch");
      if (batch.underWay) return batch.underWay;
    }
  }
  return null;
}

async function finish(run: Run, years: Years | null): Promise<null> {
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
  return null;
}
