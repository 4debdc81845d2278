/**
 * Art. 5(1)(e), 5(2): a batch of which it is not known whether it was written, because a worker was killed, or which a system
 * has taken on and confirms later. It counts when the source shows what became of it, never before.
 */
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import type { DueEnd, Item } from "../../sources/source";
import { allowWriting } from "../carry-out/writing-lock";
import { reached } from "../milestone";
import { operationOf, settle, stillPending, stopsOf, type Run } from "./batch";
import { writeSweep, type Waiting } from "./claim";
import { sealPlace, type Pending } from "./window";
import { yearsOf } from "./years";

/** Milliseconds until a system is looked at again that says no time of its own. */
const pause = 600_000;

/** Settles what is pending, if anything is. Gives what the system has still to confirm. */
export async function settlePending(run: Run): Promise<Waiting | null> {
  const { pending } = run.place;
  if (!pending) return null;
  const { items } = pending;
  if (!items) return settleRange(run, pending);
  return db().$transaction((tx) => settleList(tx, run, { ...pending, items }), { timeout: 1_800_000 });
}

/** By its range: what is no longer due was written; what still is, is swept again. */
async function settleRange(run: Run, pending: Pending): Promise<null> {
  const { row, rule, sweeping, place } = run;
  const { after } = place;
  const spared = await stopsOf(db(), run);
  const asked = { category: row.category, rule: rule.id, cutoff: row.cutoff, writing: row.writing as DueEnd };
  const range = place.year === null ? null : yearRange(place.year, row.cutoff);
  const left = await sweeping.left({ ...asked, ...range, spared, after, upTo: pending.last });
  const done = Math.max(0, pending.listed - left);
  run.place = { ...place, pending: null };
  if (done === 0) await writeSweep(db(), row, { place: sealPlace(run.place) });
  else await settle(db(), run, { listed: done, done, commit: pending.commit });
  return null;
}

/** By its list: the same call under the same operation goes on where the system stands, and never orders a second time. */
async function settleList(tx: Tx, run: Run, pending: Listed): Promise<Waiting | null> {
  const { row, sweeping, place } = run;
  if (!sweeping.goOn) throw new Error(`the source ${row.source} gave a list and takes none back`);
  await allowWriting(tx);
  const stops = await stopsOf(tx, run);
  // Under a hold that could be on anybody nothing is written, and what was taken on before is only looked at.
  const spared = { ...stops, unaddressed: stops.unaddressed || stops.everything };
  const { items, commit, last } = pending;
  const asked = { writing: row.writing as DueEnd, operation: operationOf(row), items, spared };
  const { underWay, ...numbers } = await sweeping.goOn(asked);
  reached("sweep:asked");
  if (underWay) await stillPending(tx, run, pending, underWay.by);
  const waiting =
    underWay ?? (spared.unaddressed && numbers.done < items.length ? await unconfirmed(tx, pending) : null);
  if (waiting) return waiting;
  run.place = { ...place, after: last, pending: null };
  if (numbers.listed === 0) await writeSweep(tx, row, { place: sealPlace(run.place) });
  else await settle(tx, run, { ...numbers, commit });
  return null;
}

type Listed = Pending & { items: readonly Item[] };

/** What a system had taken on when a stop came may still go: it is looked at again until it should have gone. */
async function unconfirmed(tx: Tx, { by }: Pending): Promise<Waiting | null> {
  const now = (await portalNow(tx)).getTime();
  return by !== undefined && now < Date.parse(by) ? { askAgain: new Date(now + pause).toISOString(), by } : null;
}

const yearRange = (year: number, cutoff: string) => {
  const [range] = yearsOf([{ year, due: 1, spared: 0 }], { released: null, everything: false }).ranges(
    cutoff,
    policy().zone,
  );
  return range ? { from: range.from, cutoff: range.cutoff } : null;
};
