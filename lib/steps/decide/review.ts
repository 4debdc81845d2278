/**
 * The reviewer approves the plan they were shown: by its hash, so a plan that changed meanwhile is not approved.
 * Where the policy asks for a second person or the officer's opinion, nothing runs without them.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import { no, yes, type Result } from "../../result";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { feeIsOpen } from "./fee";
import { isOverridden } from "./override";
import { isDemanded, settleLook } from "./look-demanded";
import { tellApproved } from "./tell-approved";
import { excludeWhatItPauses, pauseAsDecided } from "./pause-as-decided";
import type { Loaded } from "../load";
import { answerKind } from "../answer/answer-kind";
import { tellRefusedParts } from "../answer/partial-refusal";
import { shownDrafts } from "../answer/worded";
import { noticeAddressChange } from "../carry-out/address-change";
import { move, note } from "../move";
import { waitingHours } from "../plan/waiting";
import { stale } from "../plan/stale";

export type Refused =
  | "fee-open"
  | "to-be-weighed"
  | "not-found"
  | "not-allowed"
  | "not-planned"
  | "plan-changed"
  | "open-questions"
  | "opinion-missing"
  | "same-person"
  | "own-request"
  | "letter-changed"
  | "stopped";
type Approved = { state: "approved" | "needs-second" };

/**
 * Approves the plan with the hash that was shown. `needs-second`: recorded, and another reviewer has to approve too.
 * `worded`: the drafts of its letters that were shown, as `draftsOfPlan` names them; empty when there were none.
 */
export async function approve(
  who: Actor,
  reference: string,
  shown: string,
  worded = "",
): Promise<Result<Refused, Approved>> {
  const changed = await noticeChange(who, reference, shown);
  if (changed) return no("plan-changed");
  return deciding<Refused, Approved>(
    staffSight(who),
    reference,
    (tx) => approveLocked(tx, who, reference, { shown, worded }),
    (tx) => excludeWhatItPauses(tx, reference),
  );
}

/** `shown`: the hash that was approved; `worded`: see `approve`; `group`: with which others, where it was not approved by itself. */
export type Approval = { shown: string; worded?: string; group?: string };

/** The same within a transaction that has locked the request, after `noticeChange` found nothing. */
export async function approveLocked(
  tx: Tx,
  who: Actor,
  reference: string,
  approval: Approval,
): Promise<Result<Refused, Approved>> {
  const found = await forStaff(tx, who, reference, "reviewer");
  if (!found.ok) return found;
  // Art. 21(1): the balance is written down with the approval, so it has a step of its own.
  if (found.value.weighed.length > 0) return no("to-be-weighed");
  const { shown, worded = "" } = approval;
  if (found.value.planHash === shown && (await draftsOfPlan(tx, found.value)) !== worded) return no("letter-changed");
  return approveShown(tx, who, found.value, approval);
}

/** Approves within a decision that has read and locked the request. */
export async function approveShown(
  tx: Tx,
  who: Actor,
  request: Loaded,
  { shown, group }: Approval,
): Promise<Result<Refused, Approved>> {
  const obstacle = await obstacleTo(tx, who, request, shown);
  return obstacle ? no(obstacle) : yes(await record(tx, who, request, group));
}

/** The drafts of the letters that go out because this plan is approved: what it refuses, and the answer. */
export const draftsOfPlan = (tx: Tx, request: Loaded): Promise<string> =>
  shownDrafts(tx, request, ["partial-refusal", answerKind(request)]);

/** Asks the sources outside any lock; a plan that has become stale is made anew at once. */
export async function noticeChange(who: Actor, reference: string, shown: string): Promise<boolean> {
  const noticed = async (tx: Tx): Promise<boolean> => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok || found.value.state !== "planned" || found.value.planHash !== shown) return false;
    const because = await stale(tx, found.value);
    if (!because) return false;
    const { id, planNo } = found.value;
    await tx.plan.update({ where: { request_no: { request: id, no: planNo } }, data: { voidBecause: because } });
    await tx.request.update({ where: { id }, data: { planHash: null, waitsFor: null, tryAt: await portalNow(tx) } });
    await wake(tx, "advance", id);
    return true;
  };
  // Sources take their time; nothing is locked meanwhile.
  return transactionAs(staffSight(who), noticed, { timeout: 120_000 });
}

async function obstacleTo(tx: Tx, who: Actor, request: Loaded, shown: string): Promise<Refused | null> {
  const { id, planNo, right } = request;
  if (request.personId === who.person) return "own-request";
  if (request.planHash !== shown) return "plan-changed";
  if (request.state !== "planned") return "not-planned";
  if (request.stoppedAt) return "stopped";
  if (feeIsOpen(request)) return "fee-open";
  // What no system could count becomes a task for a person; what was counted and is in doubt must be decided first.
  if (await tx.decision.count({ where: { request: id, planNo, action: "ask", count: { gt: 0 } } }))
    return "open-questions";
  const given = await tx.approval.findMany({ where: { request: id, planNo } });
  const opinion = given.find(({ kind }) => kind === "opinion");
  if (policy().review.opinion.includes(right) && opinion?.planHash !== shown) return "opinion-missing";
  if (given.some(({ kind, personId }) => kind !== "opinion" && personId === who.person)) return "same-person";
  return null;
}

async function record(tx: Tx, who: Actor, request: Loaded, group?: string): Promise<Approved> {
  const { id, planNo, right } = request;
  const plan = request.planHash as string;
  const telling = { as: "reviewer" as const, data: { plan, ...(group ? { group } : {}) } };
  const first = await tx.approval.findUnique({
    where: { request_planNo_kind: { request: id, planNo, kind: "approval" } },
  });
  const opinion = await tx.approval.findFirst({ where: { request: id, planNo, kind: "opinion", planHash: plan } });
  // An objection of the officer, their demand and an override make it two, whatever the policy asks of this right: whoever overrode
  // a line, or agreed with it first, is not the only one.
  const asked = policy().review.secondApprover.includes(right) || opinion?.opinion === "objects";
  const needsTwo = asked || (await isOverridden(tx, id)) || (await isDemanded(tx, id));
  const kind = first ? "second" : "approval";
  await tx.approval.create({ data: { request: id, planNo, kind, personId: who.person as string, planHash: plan } });
  if (needsTwo && !first) {
    await note(tx, id, "first-approved", who, telling);
    return { state: "needs-second" };
  }
  if (first) await note(tx, id, "second-approved", who, telling);
  await settleLook(tx, who, id, "approved");
  const now = await portalNow(tx);
  const undoUntil = new Date(now.getTime() + waitingHours(request) * 3_600_000);
  await tx.request.update({ where: { id }, data: { waitsFor: null, undoUntil, tryAt: undoUntil } });
  await move(tx, id, "approved", who, telling);
  await tellRefusedParts(tx, request, who);
  await tellApproved(tx, request, planNo, undoUntil);
  if (await isOverridden(tx, id)) await pauseAsDecided(tx, who, request);
  if (request.correction?.identity) await noticeAddressChange(tx, request, undoUntil);
  await wake(tx, "advance", id);
  return { state: "approved" };
}
