/**
 * Art. 17: the approved plan runs exactly so. Without deciding again, decision by decision, by closed list, with the
 * three stops before every batch.
 */
import { randomUUID } from "node:crypto";
import { system } from "../../actor";
import { sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import type { Action } from "../../gdpr/plan-value";
import { SourceUnreachable, type Effect, type Writing } from "../../sources/source";
import { keepClaim, type Claim } from "../claim";
import { keptList, writingOrder } from "../plan/closed-list";
import type { Loaded } from "../load";
import { reached } from "../milestone";
import { note } from "../move";
import { stopFor, type Stop } from "./stops";
import { takeOn } from "./removal";
import { batchOf, writeBatch } from "./write-list";
import { writingOf, writings } from "./writing";

type Row = Awaited<ReturnType<typeof open>>[number];
const open = (request: Loaded) =>
  db().decision.findMany({
    where: { request: request.id, planNo: request.planNo, finishedAt: null, list: { not: null } },
    orderBy: { idx: "desc" },
  });

/** The stops that were met, and the systems that did not answer; none of either means that all has run. */
export type Run = { stops: Set<Stop>; trouble: SourceUnreachable[] };

/**
 * Runs every decision that writes and is not finished, one action after the other and part by part in the order that
 * the source asks for. Databases come last, when every other system has taken its part: what finds the person there lies
 * in them. A system that does not answer keeps no other system waiting, only the databases.
 */
export async function runPlan(request: Loaded, claimed: Claim): Promise<Run> {
  const run: Run = { stops: new Set(), trouble: [] };
  const rows = await open(request);
  const isDatabase = ({ source }: Row) => sourceById(source).kind === "postgres";
  await runSources(request, { rows: rows.filter((row) => !isDatabase(row)), claimed, run });
  if (run.trouble.length === 0) await runSources(request, { rows: rows.filter(isDatabase), claimed, run });
  return run;
}

type Running = { rows: Row[]; claimed: Claim; run: Run };

async function runSources(request: Loaded, { rows, claimed, run }: Running): Promise<void> {
  for (const source of new Set(rows.map((row) => row.source)))
    try {
      for (const writing of writings) {
        const running = rows.filter((row) => row.source === source && writingOf(row) === writing);
        await runSource(request, running, claimed, run.stops);
      }
    } catch (error) {
      if (!(error instanceof SourceUnreachable)) throw error;
      run.trouble.push(error);
    }
}

async function runSource(request: Loaded, rows: Row[], claimed: Claim, met: Set<Stop>): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const stopped = new Set<number>();
  for (const part of writingOrder(first.source, [...new Set(rows.flatMap(({ parts }) => parts))]))
    for (const row of rows) {
      if (stopped.has(row.idx) || !row.parts.includes(part)) continue;
      const stop = await runPart(request, row, part, claimed);
      if (!stop) continue;
      met.add(stop);
      stopped.add(row.idx);
    }
  for (const { idx, planNo, action } of rows)
    if (!stopped.has(idx)) await finish(request, { request: request.id, planNo, idx }, action as Action, claimed);
}

/** Writes one part of a decision's list from where it stood; the list is in the order of the parts. */
async function runPart(request: Loaded, row: Row, part: string, claimed: Claim): Promise<Stop | null> {
  const { idx, planNo, source, category } = row;
  const at = { request: request.id, planNo, idx };
  const writing = writingOf(row) as Writing;
  const { nextItem: from } = await db().decision.findUniqueOrThrow({ where: { request_planNo_idx: at } });
  let next = from;
  for await (const items of keptList(db(), request.keys, at, { from, size: batchOf(source) })) {
    if (items[0]?.part !== part) return null;
    await keepClaim(claimed);
    const operation = `${request.id}/${planNo}/${idx}/${next}`;
    const reachedItem = next + items.length;
    const placed = { ...at, operation, fromItem: next, items: items.length };
    const { stop } = await writeBatch(
      { operation, source, writing, items },
      {
        stops: (tx) => stopFor(tx, request, { category, writing, listed: { source, items } }),
        async settle(tx, effect) {
          await settle(tx, at, claimed, reachedItem, effect);
          await takeOn(tx, placed, effect);
        },
        mayBeUnderWay: true,
      },
    );
    if (stop) {
      await db().decision.update({ where: { request_planNo_idx: at }, data: { stoppedBy: stop } });
      return stop;
    }
    next = reachedItem;
    reached("run:batch");
  }
  return null;
}

type At = { request: string; planNo: number; idx: number };

async function settle(tx: Tx, at: At, { fence }: Claim, nextItem: number, { done, gone, held }: Effect): Promise<void> {
  const taken = await tx.$executeRaw`
    UPDATE "decision" d SET "next_item" = ${nextItem}, "done" = d."done" + ${done}, "gone" = d."gone" + ${gone},
      "held" = d."held" + ${held}, "stopped_by" = NULL
    FROM "request" r
    WHERE d."request" = ${at.request} AND d."plan_no" = ${at.planNo} AND d."idx" = ${at.idx}
      AND r."id" = d."request" AND r."fence" = ${fence}`;
  if (taken === 0) throw new Error("the claim was lost before the batch was settled");
}

async function finish(request: Loaded, at: At, action: Action, { fence }: Claim): Promise<void> {
  await db().$transaction(async (tx) => {
    const row = await tx.decision.update({
      where: { request_planNo_idx: at },
      data: { finishedAt: await portalNow(tx), stoppedBy: null },
    });
    if (row.nextItem !== row.count) throw new Error(`decision ${at.idx} of ${request.id} has not run to its end`);
    const plan = await tx.plan.findUniqueOrThrow({ where: { request_no: { request: request.id, no: at.planNo } } });
    const { done, gone, held } = row;
    const data = { plan: plan.hash, decision: at.idx, action, done, gone, held, operation: randomUUID() };
    await note(tx, request.id, "executed", system, { data, fence });
  });
  reached("run:decision");
}
