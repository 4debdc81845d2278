/**
 * Art. 18(3): a pause ends only after the person was told. The waiting time runs from the day on which the receiving mail
 * server took the notice; a notice that bounced ends nothing. On the day the marks are taken away by the list that set them.
 */
import { has, system, type Actor, type Role } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { addDays, dayIn, type Day } from "../../gdpr/day";
import { no, yes, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { ownSight, staffSight } from "../../sight";
import { subjectsOf } from "../ask/register-stop";
import { deciding, forStaff, forSubject } from "./allowed";
import { keptList } from "../plan/closed-list";
import { loadRequest, type Loaded } from "../load";
import { note } from "../move";
import { tellRecipients } from "../recipients/tell";
import { acceptedAt, sendLetter, type OwnFacts } from "../answer/send-letter";
import { isAbout, openPauses } from "../plan/situation";
import { stopFor } from "../carry-out/stops";
import { batchOf, writeBatch } from "../carry-out/write-list";
import { decidedOtherwise } from "./decided-otherwise";
import { resumeHeld } from "./resume-held";

type Refused = "not-found" | "not-allowed" | "reason-missing" | "not-paused" | "announced";

export type Lifting = {
  /** Why the pause ends. */
  reason: string;
  /** What happens with the data then. */
  after: string;
};

/** A reviewer announces the end of the pauses that a request set. Nothing ends before the person was told. */
export async function announceLift(who: Actor, reference: string, lifting: Lifting): Promise<Result<Refused>> {
  if (lifting.reason.trim().length < 10 || lifting.after.trim().length < 10) return no("reason-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    return found.ok ? announce(tx, who, found.value, lifting) : found;
  });
}

/** The person wants the use to go on: the same notice, the same waiting time. */
export async function endPause(
  who: Actor,
  reference: string,
): Promise<Result<"not-found" | "not-paused" | "announced">> {
  return deciding<"not-found" | "not-paused" | "announced", void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    return request ? announce(tx, who, request, null) : no("not-found");
  });
}

/**
 * Announces the end of every pause that the request set, and gives the letter; by a reviewer, by the person, or by rule. `only`:
 * the pauses of these categories, where the others go on.
 */
export async function announce(
  tx: Tx,
  who: Actor,
  request: Loaded,
  lifting: Lifting | null,
  only?: readonly string[],
): Promise<Result<"not-paused" | "announced">> {
  const paused = await tx.restriction.findMany({ where: { request: request.id, liftedAt: null, ...among(only) } });
  if (paused.length === 0) return no("not-paused");
  if (paused.every(({ letterId }) => letterId !== null)) return no("announced");
  if (lifting) await putInDrawer(tx, request.keys, "lifting", lifting);
  const today = dayIn(policy().zone, await portalNow(tx));
  const facts = await liftingFacts(tx, request, { lifting, today, only });
  if (!facts) throw new Error(`${request.id} has no pause to end`);
  const { endsOn } = facts;
  const { letter } = await sendLetter(tx, request, "lifting", facts, lifting ? { by: who } : {});
  await announcedBy(tx, request.id, { letter, endsOn, only }, { who, as: lifting ? staffOrSystem(who) : "subject" });
  return yes(undefined);
}

type Ending = { lifting: Lifting | null; today: Day; only?: readonly string[] };

/** What the letter says about the pauses of which nobody was told yet; null where there is none. */
export async function liftingFacts(
  tx: Tx,
  request: Loaded,
  { lifting, today, only }: Ending,
): Promise<OwnFacts<"lifting"> | null> {
  const where = { request: request.id, liftedAt: null, letterId: null, ...among(only) };
  const open = await tx.restriction.findMany({ where });
  if (open.length === 0) return null;
  return { endsOn: addDays(today, policy().pause.liftDays), scope: scopeOf(open, request), lifting };
}

const staffOrSystem = (who: Actor): Role => (has(who, "system") ? "system" : "reviewer");

const among = (only?: readonly string[]) => (only ? { category: { in: [...only] } } : {});

/** The letter tells that the request's pauses end; their waiting time runs from its acceptance. */
export async function announcedBy(
  tx: Tx,
  request: string,
  { letter, endsOn, only }: { letter: string; endsOn: Day; only?: readonly string[] },
  { who, as }: { who: Actor; as: Role },
): Promise<void> {
  const open = await tx.restriction.findMany({ where: { request, liftedAt: null, letterId: null, ...among(only) } });
  const ids = open.map(({ id }) => id);
  await tx.restriction.updateMany({ where: { id: { in: ids } }, data: { letterId: letter } });
  for (const restriction of ids) await note(tx, request, "lift-announced", who, { as, data: { restriction, endsOn } });
}

/** Labels of what is paused; empty when it is everything. */
function scopeOf(rows: readonly { category: string | null }[], { language }: Loaded): string[] {
  if (rows.some(({ category }) => category === null)) return [];
  const ids = [...new Set(rows.flatMap(({ category }) => category ?? []))];
  return ids.map((id) => policy().categories[id]?.label[language] ?? id);
}

/** What the worker looks for: notices that were accepted start the waiting time, pauses whose day has come end. */
export async function settleLifts(): Promise<void> {
  await startWaiting();
  const today = dayIn(policy().zone, await portalNow());
  const due = await db().restriction.findMany({
    where: { liftedAt: null, endsOn: { lte: new Date(today) } },
    select: { request: true },
    distinct: ["request"],
    take: 50,
  });
  for (const { request } of due) await lift(request);
}

/** Dated from the acceptance, never from the letter: a mail that lay for a day gives the person a day more. */
async function startWaiting(): Promise<void> {
  const rows = await db().restriction.findMany({
    where: { liftedAt: null, endsOn: null, letterId: { not: null } },
    include: { letter: { include: { mail: true, tasks: true } } },
    take: 200,
  });
  const { zone, pause } = policy();
  for (const { id, letter } of rows) {
    const toldAt = letter && acceptedAt(letter);
    if (!toldAt) continue;
    const endsOn = new Date(addDays(dayIn(zone, toldAt), pause.liftDays));
    await db().restriction.update({ where: { id }, data: { noticeAt: toldAt, endsOn } });
  }
}

/** Takes the marks away and ends the pause; run again after a crash it goes on where it stood. */
async function lift(reference: string): Promise<void> {
  const request = await loadRequest(db(), reference);
  const ending = await endingIn(reference);
  const rows = await db().decision.findMany({
    where: { request: reference, planNo: request.planNo, action: "restrict", mode: "art18", list: { not: null } },
  });
  for (const { idx, source, category } of rows) {
    // Another pause of the same data goes on: its marks stay.
    if (!ending(category) || (await pausedElsewhere(request, category))) continue;
    const at = { request: reference, planNo: request.planNo, idx };
    let next = 0;
    for await (const items of keptList(db(), request.keys, at, { size: batchOf(source) })) {
      const operation = `${reference}/lift/${idx}/${next}`;
      await writeBatch(
        { operation, source, writing: "lift", items },
        {
          stops: (tx) => stopFor(tx, request, { category, writing: "lift" }),
          settle: async () => undefined,
          mayBeUnderWay: true,
        },
      );
      next += items.length;
    }
  }
  await db().$transaction((tx) => settle(tx, request));
}

/** Whether the request's pauses of a category are all over: a part of them may end before the others. */
async function endingIn(request: string): Promise<(category: string) => boolean> {
  const now = await portalNow();
  const open = await db().restriction.findMany({ where: { request, liftedAt: null } });
  const isDue = ({ endsOn }: (typeof open)[number]) => endsOn !== null && endsOn <= now;
  return (category) => {
    const own = open.filter(isAbout(category));
    return own.length > 0 && own.every(isDue);
  };
}

async function pausedElsewhere(request: Loaded, category: string): Promise<boolean> {
  const others = (await openPauses(db(), request)).filter((pause) => pause.request !== request.id);
  return others.some(isAbout(category));
}

async function settle(tx: Tx, request: Loaded): Promise<void> {
  const now = await portalNow(tx);
  const open = await tx.restriction.findMany({ where: { request: request.id, liftedAt: null, endsOn: { lte: now } } });
  for (const { id: restriction } of open) {
    const { count } = await tx.restriction.updateMany({
      where: { id: restriction, liftedAt: null },
      data: { liftedAt: now },
    });
    if (count > 0) await note(tx, request.id, "lifted", system, { data: { restriction } });
  }
  const all = open.some(({ category }) => category === null);
  const scope = all ? Object.keys(policy().categories) : open.flatMap(({ category }) => category ?? []);
  // What stayed in use was marked nowhere, so nobody hears of its end.
  const { used } = await decidedOtherwise(tx, request);
  const heard = scope.filter((category) => !used.includes(category));
  if (heard.length > 0) await tellRecipients(tx, request, heard, "lifted");
  const { id, account, subject } = request;
  await resumeHeld(tx, [{ request: id, account, subjects: subjectsOf(subject) }]);
}
