/**
 * Art. 5(1)(e): one duty on its day. By its closed list, batch by batch, with everything that can stop it looked for in the
 * transaction of the write; then the source is asked again, and what it shows is the proof.
 */
import { system } from "../../actor";
import { policy, sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { ruleOf } from "../../gdpr/retention";
import type { Rule } from "../../gdpr/rule";
import { SourceUnreachable, WrongPerson, type Item } from "../../sources/source";
import { tellLater } from "../answer/later-notice";
import { loadRequest, type Loaded } from "../load";
import { note } from "../move";
import { keptList } from "../plan/closed-list";
import { recountDuty } from "../sweep/recount";
import { alarmFinance, releasedYears, taxYearsOf } from "../sweep/tax-years";
import { stopForPerson } from "./alarm";
import { stopFor, type Stop } from "./stops";
import { batchOf, writeBatch } from "./write-list";

/**
 * Why a duty is late: one of the three stops; a tax year that finance has not released; a change of policy or law that
 * nobody has decided; a source that does not answer; records that were still there afterwards.
 */
export type Late = Stop | "tax-year" | "change" | "source" | "under-way" | "left";
const pause = 600_000;

type Duty = NonNullable<Awaited<ReturnType<typeof findDuty>>>;
const findDuty = (id: string) => db().duty.findUnique({ where: { id } });

/** Carries out one duty whose day has come. One worker at a time; a duty that meets a stop stays and is tried again. */
export async function carryOut(id: string): Promise<"done" | Late | "not-due" | "busy"> {
  const today = dayIn(policy().zone, await portalNow());
  const duty = await findDuty(id);
  if (!duty || duty.state === "done" || duty.dueOn.toISOString().slice(0, 10) > today) return "not-due";
  const request = await loadRequest(db(), duty.request);
  const years = await yearsOf(duty);
  // What was read from the policy this minute may say otherwise than what was noted years ago.
  await recountDuty(id);
  try {
    const stop = await writeAll(duty, request, years);
    if (stop) return await stopDuty(duty, stop, years);
    return await finish(duty, request);
  } catch (error) {
    if (error instanceof WrongPerson) await stopForPerson(duty.request, error.source);
    if (error instanceof SourceUnreachable || error instanceof WrongPerson) return stopDuty(duty, "source", years);
    // Others must not wait behind a duty that fails each time.
    const tryAt = new Date((await portalNow()).getTime() + pause);
    await db().duty.updateMany({ where: { id, state: { not: "done" } }, data: { tryAt } });
    throw error;
  }
}

/** The years that finance has to release before the duty's records go; reckoned anew, because the policy may have changed. */
function yearsOf({ request, planNo, idx, category, rule }: Duty): Promise<number[]> {
  const rules = policy().categories[category]?.rules ?? [];
  return taxYearsOf(db(), { request, planNo, idx }, ruleOf(rules, rule));
}

async function writeAll(duty: Duty, request: Loaded, years: number[]): Promise<Late | null> {
  let next = duty.nextItem;
  for await (const items of keptList(db(), request.keys, at(duty), { from: next, size: batchOf(duty.source) })) {
    const reachedItem = next + items.length;
    const operation = `${duty.id}/${next}`;
    const batch = { operation, source: duty.source, writing: duty.writing as Rule["end"], items };
    const { stop, unsettled } = await writeBatch<Late>(batch, {
      stops: (tx) => stopOf(tx, duty, request, { years, items }),
      settle: (tx, effect) => settle(tx, duty, next, reachedItem, effect),
      mayBeUnderWay: false,
    });
    if (stop) return stop;
    // A duty has no letter that waits for it: it is done when the system has confirmed it.
    if (unsettled) return "under-way";
    next = reachedItem;
  }
  return null;
}

const at = ({ request, planNo, idx }: Duty) => ({ request, planNo, idx });

type Asked = { years: number[]; items: readonly Item[] };

async function stopOf(tx: Tx, duty: Duty, request: Loaded, { years, items }: Asked): Promise<Late | null> {
  if (!(await isAsRead(tx, duty))) return "change";
  if ((await tx.dutyChange.count({ where: { duty: duty.id, appliedAt: null } })) > 0) return "change";
  const { category, source } = duty;
  const stop = await stopFor(tx, { ...request, copyWaivedAt: null }, { category, listed: { source, items } });
  if (stop || years.length === 0) return stop;
  const released = await releasedYears(tx);
  return years.every((year) => released.has(year)) ? null : "tax-year";
}

/** Whether it still has the date and the end with which it was read; nobody moves it before this transaction ends. */
async function isAsRead(tx: Tx, { id, dueOn, writing }: Duty): Promise<boolean> {
  await tx.$queryRaw`SELECT "id" FROM "duty" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const now = await tx.duty.findUniqueOrThrow({ where: { id } });
  return now.dueOn.getTime() === dueOn.getTime() && now.writing === writing && now.state !== "done";
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

/** Minutes until a late duty is looked at again; what lets it go wakes it earlier where it can. */
const again: Record<Late, number> = {
  hold: 10,
  restriction: 10,
  copy: 10,
  contact: 10,
  "second-look": 10,
  change: 10,
  source: 10,
  "under-way": 60,
  "tax-year": 60,
  left: 24 * 60,
};

async function stopDuty(duty: Duty, by: Late, years: number[]): Promise<Late> {
  await db().$transaction(async (tx) => {
    const tryAt = new Date((await portalNow(tx)).getTime() + again[by] * 60_000);
    await tx.duty.update({ where: { id: duty.id }, data: { state: "stopped", stoppedBy: by, tryAt, taxYears: years } });
    if (by === "tax-year") {
      const released = await releasedYears(tx);
      await alarmFinance(
        tx,
        years.filter((year) => !released.has(year)),
      );
    }
    if (duty.stoppedBy === by) return;
    const told = by === "copy" ? "open-request" : by;
    await note(tx, duty.request, "duty-stopped", system, { data: { duty: duty.id, by: told } });
  });
  return by;
}

/** Observed, not assumed: how many of the list the source still shows as they were. */
async function countLeft(duty: Duty, { keys }: Loaded): Promise<number> {
  let left = 0;
  for await (const items of keptList(db(), keys, at(duty), { size: 10_000 }))
    left += await sourceById(duty.source).left(duty.writing as Rule["end"], items);
  return left;
}

async function finish(duty: Duty, request: Loaded): Promise<"done" | "busy" | "left"> {
  const { id } = duty;
  const leftOver = await countLeft(duty, request);
  if (leftOver > 0) return leave(duty, leftOver);
  return db().$transaction(async (tx) => {
    const finished = { state: "done", stoppedBy: null, tryAt: null, leftOver, finishedAt: await portalNow(tx) };
    const { count } = await tx.duty.updateMany({ where: { id, state: { not: "done" } }, data: finished });
    if (count === 0) return "busy";
    const { done, gone, held } = await tx.duty.findUniqueOrThrow({ where: { id } });
    await note(tx, request.id, "duty-done", system, { data: { duty: id, done, gone, held, left: leftOver } });
    await tellLater(tx, request);
    return "done";
  });
}

/**
 * Nothing is called done that is not: the list is written from its beginning again, a day later, and somebody at the desk
 * is told. The batches keep their names, so that the numbers stay those of one run.
 */
async function leave(duty: Duty, leftOver: number): Promise<"left"> {
  const { id, request, source, category } = duty;
  await db().$transaction(async (tx) => {
    const anew = { nextItem: 0, done: 0, gone: 0, held: 0, leftOver };
    await tx.duty.update({ where: { id }, data: anew });
    const dueOn = new Date(dayIn(policy().zone, await portalNow(tx)));
    const task = { request, kind: "held-back", source, category, dueOn };
    await tx.task.createMany({ data: [task], skipDuplicates: true });
  });
  return (await stopDuty(duty, "left", [])) as "left";
}
