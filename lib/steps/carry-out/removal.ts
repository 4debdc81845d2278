/**
 * Art. 17: what a system has taken on and confirms later. "Deleted" is said only of what it confirmed; until then the
 * answer says that the removal is under way, and by when. What is late is shown to the desk and asked for all the same.
 */
import { randomUUID } from "node:crypto";
import { system } from "../../actor";
import { sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import type { Promised } from "../../gdpr/confirmation";
import { SourceUnreachable, type Effect, type Item, type UnderWay, type Writing } from "../../sources/source";
import { loadRequest, type Loaded } from "../load";
import { reached } from "../milestone";
import { note } from "../move";
import { keptList } from "../plan/closed-list";
import { alarmed } from "./alarm";
import { writingOf } from "./writing";
import { stopFor, type Stop } from "./stops";
import { allowWriting } from "./writing-lock";

export type Placed = {
  request: string;
  planNo: number;
  idx: number;
  operation: string;
  fromItem: number;
  items: number;
};

/** An answer waits for a system that confirms within minutes, and for an hour at most; the rest is told as under way. */
const [minutes, patience] = [600_000, 3_600_000];
/** Without a date of the system's own, it is asked again after this time. */
const pause = 600_000;

/** Remembers what of a batch the system has still to confirm; in the transaction that settles the batch. */
export async function takeOn(tx: Tx, placed: Placed, { underWay }: Effect): Promise<void> {
  if (!underWay) return;
  const { count, askAgain, by } = underWay;
  await tx.removal.create({ data: { ...placed, count, askAt: new Date(askAgain), confirmBy: new Date(by) } });
}

const waiting = (request: Pick<Loaded, "id" | "planNo">) => ({
  request: request.id,
  planNo: request.planNo,
  state: "waiting",
});

/** When to look again for confirmations that the answer waits for; null when it waits for none. */
export async function soonConfirmed(request: Pick<Loaded, "id" | "planNo">): Promise<Date | null> {
  const now = await portalNow();
  const rows = await db().removal.findMany({ where: waiting(request), orderBy: { askAt: "asc" } });
  const awaited = rows.filter(
    ({ since, askAt }) => now.getTime() < since.getTime() + patience && askAt.getTime() <= now.getTime() + minutes,
  );
  return awaited[0]?.askAt ?? null;
}

/** What systems have promised about the current plan. */
export const promisesOf = (tx: Tx, { id, planNo }: Pick<Loaded, "id" | "planNo">): Promise<Promised[]> =>
  tx.removal.findMany({ where: { request: id, planNo }, select: { confirmBy: true, settledAt: true } });

/** Ids of removals that a system may be asked about again, the one that waits longest first. */
export async function dueRemovals(limit: number): Promise<string[]> {
  const rows = await db().removal.findMany({
    where: { state: "waiting", askAt: { lte: await portalNow() } },
    orderBy: [{ askAt: "asc" }, { id: "asc" }],
    select: { id: true },
    take: limit,
  });
  return rows.map(({ id }) => id);
}

type Removal = NonNullable<Awaited<ReturnType<typeof find>>>;
const find = (id: string) => db().removal.findUnique({ where: { id }, include: { decision: true } });

/** Asks a system whether it is done, or goes on with the next stage; the three stops hold here as well. */
export async function goOn(id: string): Promise<"confirmed" | "under-way" | "silent" | "busy" | Stop> {
  const removal = await find(id);
  if (!removal || removal.state !== "waiting") return "busy";
  const request = await loadRequest(db(), removal.request);
  const items = await itemsOf(request, removal);
  await warnWhenLate(removal);
  try {
    return await ask(request, removal, items);
  } catch (error) {
    if (await alarmed(request, error)) {
      await postponed(removal);
      return "silent";
    }
    // Also what nobody foresaw waits its turn: others must not wait behind it.
    await postponed(removal, error instanceof SourceUnreachable ? error.askAgain : null);
    if (!(error instanceof SourceUnreachable)) throw error;
    return "silent";
  }
}

async function itemsOf({ keys }: Loaded, { request, planNo, idx, fromItem, items }: Removal): Promise<Item[]> {
  for await (const batch of keptList(db(), keys, { request, planNo, idx }, { from: fromItem, size: items }))
    return batch;
  throw new Error(`the list of decision ${idx} of ${request} has no item ${fromItem}`);
}

async function ask(
  request: Loaded,
  removal: Removal,
  items: Item[],
): Promise<"confirmed" | "under-way" | "busy" | Stop> {
  const { id, decision, operation } = removal;
  const source = sourceById(decision.source);
  const writing = writingOf(decision) as Writing;
  return db().$transaction(
    async (tx) => {
      await allowWriting(tx);
      const [locked] = await tx.$queryRaw<{ id: string }[]>`
        SELECT "id" FROM "removal" WHERE "id" = ${id}::uuid AND "state" = 'waiting' FOR UPDATE SKIP LOCKED`;
      if (!locked) return "busy";
      const stop = await stopFor(tx, request, {
        category: decision.category,
        writing,
        listed: { source: decision.source, items },
      });
      if (stop) {
        await later(tx, removal, null);
        return stop;
      }
      const effect = await source.write?.(writing, items, operation);
      reached("removal:asked");
      if (effect?.underWay && effect.underWay.count > 0) {
        await later(tx, removal, effect.underWay);
        return "under-way";
      }
      await confirm(tx, removal, await source.left(writing, items));
      return "confirmed";
    },
    { timeout: 120_000 },
  );
}

async function later(tx: Tx, { id }: Removal, underWay: UnderWay | null): Promise<void> {
  const askAt = underWay ? new Date(underWay.askAgain) : new Date((await portalNow(tx)).getTime() + pause);
  await tx.removal.update({ where: { id }, data: { askAt } });
}

async function postponed(removal: Removal, askAgain: Date | null = null): Promise<void> {
  const again = new Date((await portalNow()).getTime() + pause);
  const askAt = askAgain && askAgain > again ? askAgain : again;
  await db().removal.updateMany({ where: { id: removal.id, state: "waiting" }, data: { askAt } });
}

/** Observed, not assumed: what is still there although the system says that it is done was held back. */
async function confirm(tx: Tx, removal: Removal, left: number): Promise<void> {
  const { id, request, planNo, idx, count, decision } = removal;
  const held = Math.min(left, count);
  const done = count - held;
  const now = await portalNow(tx);
  await tx.removal.update({ where: { id }, data: { state: "confirmed", settledAt: now } });
  await tx.decision.update({
    where: { request_planNo_idx: { request, planNo, idx } },
    data: { done: { increment: done }, held: { increment: held } },
  });
  const data = { decision: idx, done, gone: 0, held, operation: randomUUID() };
  await note(tx, request, "removal-confirmed", system, { data });
  if (held > 0) await openTask(tx, request, "held-back", { ...decision, dueOn: now });
  // A request that waits for this goes on at once.
  await tx.request.updateMany({ where: { id: request, waitsFor: "source" }, data: { tryAt: now } });
}

async function warnWhenLate({ request, confirmBy, decision }: Removal): Promise<void> {
  const now = await portalNow();
  if (confirmBy > now) return;
  await openTask(db(), request, "source-late", { ...decision, dueOn: now });
}

type About = { source: string; category: string; dueOn: Date };

async function openTask(tx: Tx, request: string, kind: string, { source, category, dueOn }: About): Promise<void> {
  await tx.task.createMany({ data: [{ request, kind, source, category, dueOn }], skipDuplicates: true });
}
