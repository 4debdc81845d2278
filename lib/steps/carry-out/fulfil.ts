/**
 * The approved plan is carried out: written in the sources by closed list, or packed as an encrypted file. Nothing is
 * decided here; what changed since the approval brings the request back to the reviewer.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { givesCopy } from "../../gdpr/right";
import { handTask, rightOfTask } from "../../gdpr/task";
import { SourceUnreachable } from "../../sources/source";
import type { Claim } from "../claim";
import { makeDuties } from "../duties";
import { endWeighedUse } from "./end-use";
import { openExceptions } from "../decide/exceptions";
import { alarmed } from "./alarm";
import { openFollowUp } from "./follow-up";
import { guidedDue, handDue } from "./hand-due";
import { lookTomorrow } from "./kept-by-need";
import { loadRequest, type Loaded } from "../load";
import { lookAgain, type Seen } from "./look-again";
import { packCopy } from "./pack-copy";
import { reached } from "../milestone";
import { move, note } from "../move";
import { tellWaiting } from "../news/waiting";
import { tellRecipients } from "../recipients/tell";
import { advertisingUses, registerStop } from "../ask/register-stop";
import { soonConfirmed } from "./removal";
import { runPlan } from "./run-plan";
import { stale } from "../plan/stale";
import { stopFor, type Stop } from "./stops";
import { waitsForCopies } from "./waits-for-copies";
import { isAwaited } from "../decide/look-demanded";

/** `askAgain`: when a system that the request waits for may be asked again, where it said so. */
export type Fulfilment = { outcome: "fulfilled" | "stale" | "waits" | "later" | "alarmed"; askAgain?: Date | null };

export async function fulfil(claimed: Claim): Promise<Fulfilment> {
  const request = await loadRequest(db(), claimed.request);
  try {
    return await asApproved(request, claimed);
  } catch (error) {
    if (await alarmed(request, error)) return { outcome: "alarmed" };
    if (!(error instanceof SourceUnreachable)) throw error;
    return wait(request, claimed, "source", error.askAgain);
  }
}

async function asApproved(request: Loaded, claimed: Claim): Promise<Fulfilment> {
  const now = await portalNow();
  if (request.undoUntil && request.undoUntil > now) return { outcome: "later" };
  if (request.stoppedAt || (await isAwaited(db(), request.id))) return wait(request, claimed, "reviewer");
  if (await noticeUntaken(request)) return wait(request, claimed, "reviewer");
  if (await stale(db(), request)) return { outcome: "stale" };
  if (!givesCopy(request.right)) return writeAsApproved(request, claimed);
  if (await waitsForCopies(request)) return wait(request, claimed, "source");
  await packCopy(request, claimed);
  reached("fulfil:packed");
  await settleFulfilled(request, claimed);
  return { outcome: "fulfilled" };
}

/**
 * A notice of an address change that no server has taken: nobody at that address could have stopped it. One that came back
 * counts once a person has written down how they were reached another way.
 */
async function noticeUntaken({ id, correction }: Loaded): Promise<boolean> {
  if (!correction?.identity) return false;
  const told = await db().task.count({ where: { request: id, kind: "mail-bounced", doneAt: { not: null } } });
  const open = { notIn: told > 0 ? ["accepted", "bounced"] : ["accepted"] };
  return (await db().mail.count({ where: { request: id, kind: "address-change", state: open } })) > 0;
}

async function writeAsApproved(request: Loaded, claimed: Claim): Promise<Fulfilment> {
  // Asked before the first write: a copy that was asked for as well goes first as a whole.
  if (request.right === "erasure" && (await stopFor(db(), request, { category: "" })) === "copy")
    return wait(request, claimed, "person");
  // What must not come back is entered before it goes: a mailing tool that asks meanwhile hears no.
  if (request.choice?.doNotContact) await enterDoNotContact(request);
  const { stops, trouble } = await runPlan(request, claimed);
  if (trouble.length > 0) return wait(request, claimed, "source", latest(trouble));
  if (stops.size > 0) return wait(request, claimed, waitFor(stops));
  reached("fulfil:run");
  const confirmed = await soonConfirmed(request);
  if (confirmed) return wait(request, claimed, "source", confirmed);
  const seen = await lookAgain(request);
  reached("fulfil:looked");
  await settleFulfilled(request, claimed, seen);
  return { outcome: "fulfilled" };
}

const enterDoNotContact = ({ subject, receivedAt }: Loaded): Promise<void> =>
  db().$transaction((tx) => registerStop(tx, subject, advertisingUses(policy().stops), receivedAt));

const latest = (trouble: readonly SourceUnreachable[]): Date | null =>
  trouble.flatMap(({ askAgain }) => askAgain ?? []).toSorted((one, other) => other.getTime() - one.getTime())[0] ??
  null;

type Reason = "hold" | "person" | "reviewer" | "source";

function waitFor(stops: Set<Stop>): Reason {
  if (stops.has("contact") || stops.has("second-look")) return "reviewer";
  return stops.has("copy") ? "person" : "hold";
}

/** Days before the date at which the desk is told that the person has not fetched the copy which goes first. */
const alarmDays = 7;

async function wait(
  request: Loaded,
  { fence }: Claim,
  reason: Reason,
  askAgain: Date | null = null,
): Promise<Fulfilment> {
  if (reason === "person") await warnOfCopy(request);
  if (request.waitsFor === reason && reason === "source") await tellWaiting(request);
  if (request.waitsFor !== reason)
    await db().$transaction(async (tx) => {
      await tx.request.update({ where: { id: request.id }, data: { waitsFor: reason } });
      await note(tx, request.id, "waits", system, { data: { for: reason }, fence });
    });
  return { outcome: "waits", askAgain };
}

/** Waiting for the person stops no clock (Art. 12(3)): near the date somebody writes to them. */
async function warnOfCopy({ id, extendedOn, dueOn: normal }: Loaded): Promise<void> {
  const dueOn = extendedOn ?? normal;
  const today = dayIn(policy().zone, await portalNow());
  if (new Date(addDays(today, alarmDays)) < dueOn) return;
  await db().task.createMany({ data: [{ request: id, kind: "copy-first", dueOn }], skipDuplicates: true });
}

async function settleFulfilled(request: Loaded, { fence }: Claim, seen?: Seen): Promise<void> {
  await db().$transaction(async (tx) => {
    if (seen) await note(tx, request.id, "looked-again", system, { data: seen, fence });
    await handTasks(tx, request);
    await afterwards(tx, request, fence, seen?.arrivedLater ?? 0);
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: null } });
    await move(tx, request.id, "fulfilled", system, { data: { plan: request.planHash }, fence });
  });
}

/** What follows from the run, by the right. */
async function afterwards(tx: Tx, request: Loaded, fence: bigint, arrivedLater: number): Promise<void> {
  const { right } = request;
  switch (right) {
    case "erasure":
      await makeDuties(tx, request, fence);
      await lookTomorrow(tx, request);
      if (arrivedLater > 0) await openFollowUp(tx, request, { fact: "follow-up-opened", records: arrivedLater, fence });
      return tellRecipients(tx, request, await changed(tx, request, ["erase", "unlink", "truncate"]), "erased");
    case "rectification":
      return tellRecipients(tx, request, await changed(tx, request, ["correct"]), "corrected");
    case "restriction":
      await settleRegistryOnly(tx, request);
      await openExceptions(tx, request);
      return tellRecipients(tx, request, await changed(tx, request, ["restrict"]), "paused");
    case "objection":
      return endWeighedUse(tx, request, fence);
    case "access":
    case "portability":
    case "withdrawal":
    case "intervention":
      return;
    default:
      return right satisfies never;
  }
}

/**
 * Parts of a record that no mark of the source can tell from the rest of it: what other systems ask before a use, the
 * registry, has said no since the request was received, and that is all there is to do.
 */
async function settleRegistryOnly(tx: Tx, { id, planNo }: Loaded): Promise<void> {
  await tx.$executeRaw`
    UPDATE "decision" SET "done" = "count", "left_over" = 0, "finished_at" = portal_now()
    WHERE "request" = ${id} AND "plan_no" = ${planNo} AND "action" = 'restrict' AND "mode" = 'art18'
      AND "list" IS NULL AND "count" > 0 AND "finished_at" IS NULL`;
}

/** Categories of which the plan changed records. */
async function changed(tx: Tx, { id, planNo }: Loaded, actions: string[]): Promise<string[]> {
  const rows = await tx.decision.findMany({
    where: { request: id, planNo, action: { in: actions }, count: { gt: 0 } },
    select: { category: true },
    distinct: ["category"],
  });
  return rows.map(({ category }) => category);
}

/** What no system does by itself becomes a task for a person, with a date inside the month; a pause the same day. */
async function handTasks(tx: Tx, request: Loaded): Promise<void> {
  const { id, planNo, right } = request;
  const rows = await tx.decision.findMany({ where: { request: id, planNo } });
  const today = dayIn(policy().zone, await portalNow(tx));
  const kindOf = (row: (typeof rows)[number]): string | null => {
    // Records of which it is not certain that they are this person's: the registry says no already, a person marks them.
    const doubtful = right === "restriction" && row.count !== 0;
    if (row.action === "ask" && (row.count === null || doubtful)) return handTask(right, isVeiled(row.category));
    if (row.held > 0) return "held-back";
    if (right !== "rectification" || !row.count) return null;
    if (row.norm === "document") return "correction-document";
    return row.action === "correct" && row.list === null ? "statement-by-hand" : null;
  };
  const tasks = rows.flatMap((row) => {
    const kind = kindOf(row);
    if (kind === null) return [];
    const due = rightOfTask(kind) ? guidedDue(request, row.source, today) : handDue(request, today);
    return [{ request: id, kind, dueOn: due, source: row.source, category: row.category }];
  });
  await tx.task.createMany({ data: tasks, skipDuplicates: true });
}

const isVeiled = (category: string): boolean => policy().categories[category]?.disclose === "after-review";
