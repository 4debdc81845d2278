/**
 * Art. 5(1)(e): what is kept becomes a duty with a date. On its day it is carried out by itself, by the same closed list,
 * with the same three stops and its own line of evidence.
 */
import { system } from "../actor";
import { policy } from "../company";
import { db, portalNow, type Tx } from "../db";
import { dayIn } from "../gdpr/day";
import { ruleOf } from "../gdpr/retention";
import type { Rule } from "../gdpr/rule";
import { keptList } from "./plan/closed-list";
import { loadRequest, type Loaded } from "./load";
import { note } from "./move";
import { stopFor, type Stop } from "./carry-out/stops";
import { batchSize, writeBatch } from "./carry-out/write-list";

/** Turns every kept or locked decision with a date into a duty. Repeating it makes nothing twice. */
export async function makeDuties(tx: Tx, request: Loaded, fence: bigint): Promise<void> {
  const { id, planNo } = request;
  const rows = await tx.decision.findMany({
    where: { request: id, planNo, action: { in: ["keep", "restrict"] }, until: { not: null }, list: { not: null } },
  });
  for (const { idx, source, category, rule, norm, until, count } of rows) {
    if (until === null || !count) continue;
    const known = await tx.duty.findFirst({ where: { request: id, planNo, idx } });
    if (known) continue;
    const duty = await tx.duty.create({
      data: {
        request: id,
        planNo,
        idx,
        source,
        category,
        rule,
        norm,
        dueOn: until,
        count,
        writing: endOf(category, rule),
      },
    });
    const dueOn = until.toISOString().slice(0, 10);
    await note(tx, id, "duty-made", system, { data: { duty: duty.id, category, dueOn }, fence });
  }
}

function endOf(category: string, id: string | null): Rule["end"] {
  const rule = ruleOf(policy().categories[category]?.rules ?? [], id);
  if (!rule) throw new Error(`no rule ${id} in ${category}`);
  return rule.end;
}

/** Ids of duties whose day has come, soonest first. */
export async function dueDuties(limit: number): Promise<string[]> {
  const today = dayIn(policy().zone, await portalNow());
  const rows = await db().duty.findMany({
    where: { state: { not: "done" }, dueOn: { lte: new Date(today) } },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    select: { id: true },
    take: limit,
  });
  return rows.map(({ id }) => id);
}

type Duty = NonNullable<Awaited<ReturnType<typeof findDuty>>>;
const findDuty = (id: string) => db().duty.findUnique({ where: { id } });

/** Carries out one duty whose day has come. One worker at a time; a duty that meets a stop stays and is tried again. */
export async function carryOut(id: string): Promise<"done" | Stop | "not-due" | "busy"> {
  const today = dayIn(policy().zone, await portalNow());
  const duty = await findDuty(id);
  if (!duty || duty.state === "done" || duty.dueOn.toISOString().slice(0, 10) > today) return "not-due";
  const request = await loadRequest(db(), duty.request);
  const at = { request: duty.request, planNo: duty.planNo, idx: duty.idx };
  let next = duty.nextItem;
  for await (const items of keptList(db(), request.keys, at, { from: next, size: batchSize })) {
    const reachedItem = next + items.length;
    const operation = `${duty.id}/${next}`;
    const stop = await writeBatch(
      { operation, source: duty.source, writing: duty.writing as Rule["end"], items },
      (tx) => stopFor(tx, { ...request, copyWaivedAt: null }, duty.category),
      (tx, effect) => settle(tx, duty, next, reachedItem, effect),
    );
    if (stop) return stopDuty(duty, stop);
    next = reachedItem;
  }
  return finish(duty);
}

async function settle(
  tx: Tx,
  duty: Duty,
  from: number,
  nextItem: number,
  { done, gone, held }: { done: number; gone: number; held: number },
): Promise<void> {
  const { count } = await tx.duty.updateMany({
    where: { id: duty.id, nextItem: from },
    data: { nextItem, done: { increment: done }, gone: { increment: gone }, held: { increment: held } },
  });
  if (count === 0) throw new Error("another worker carries out this duty");
}

async function stopDuty(duty: Duty, by: Stop): Promise<Stop> {
  if (duty.stoppedBy === by) return by;
  await db().$transaction(async (tx) => {
    await tx.duty.update({ where: { id: duty.id }, data: { state: "stopped", stoppedBy: by } });
    const told = by === "copy" ? "open-request" : by;
    await note(tx, duty.request, "duty-stopped", system, { data: { duty: duty.id, by: told } });
  });
  return by;
}

async function finish({ id, request }: Duty): Promise<"done" | "busy"> {
  return db().$transaction(async (tx) => {
    const finished = { state: "done", stoppedBy: null, finishedAt: await portalNow(tx) };
    const { count } = await tx.duty.updateMany({ where: { id, state: { not: "done" } }, data: finished });
    if (count === 0) return "busy";
    const { done, gone, held } = await tx.duty.findUniqueOrThrow({ where: { id } });
    await note(tx, request, "duty-done", system, { data: { duty: id, done, gone, held } });
    return "done";
  });
}
