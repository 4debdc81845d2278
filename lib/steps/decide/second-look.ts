/**
 * Art. 38(3), 39(1)(b): the Data Protection Officer demands that somebody else looks again. Until then nothing of the request is
 * written or handed out, also when it is approved and under way. The decision stays with the reviewers.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { LookAnswer } from "../../gdpr/facts";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { hasBegun } from "../ask/cancel";
import { excludeWriting } from "../carry-out/writing-lock";
import type { Loaded } from "../load";
import { note } from "../move";
import { deciding, forStaff } from "./allowed";
import { isAwaited, lookTask as kind, settleLook } from "./look-demanded";

/** A reason is a sentence about this case: fewer characters than this say nothing. */
const least = 20;

type NotDemanded = "not-found" | "not-allowed" | "own-request" | "reason-missing" | "not-planned" | "demanded";
type NotTaken = Exclude<NotDemanded, "demanded"> | "not-demanded" | "plan-changed" | "same-person" | "too-late";

/**
 * Demands a second look, with its reason. A plan that is not approved then needs two reviewers; an approved one stands still, batches
 * that are being written come to their end first. `demanded`: that stands already, nothing was changed.
 */
export async function demandSecondLook(who: Actor, reference: string, reason: string): Promise<Result<NotDemanded>> {
  if (reason.trim().length < least) return no("reason-missing");
  const demand = async (tx: Tx): Promise<Result<NotDemanded>> => {
    const found = await forStaff(tx, who, reference, "dpo");
    if (!found.ok) return found;
    const { id, keys, personId, state } = found.value;
    if (personId === who.person) return no("own-request");
    if (state !== "planned" && state !== "approved") return no("not-planned");
    if (await isAwaited(tx, id)) return no("demanded");
    const dueOn = new Date(dayIn(policy().zone, await portalNow(tx)));
    const again = await tx.task.updateMany({
      where: { request: id, kind },
      data: { dueOn, doneAt: null, doneBy: null, answer: null },
    });
    if (again.count === 0) await tx.task.create({ data: { request: id, kind, dueOn } });
    await tx.request.update({ where: { id }, data: { waitsFor: "reviewer" } });
    const drawer = await putInDrawer(tx, keys, "second look", { reason });
    await note(tx, id, "second-look-demanded", who, { as: "dpo", data: {}, commit: drawer.commit });
    return done;
  };
  return deciding(staffSight(who), reference, demand, excludeWriting);
}

/**
 * A reviewer looks again at exactly the plan shown. Only one who has not approved it can let it go on; anybody can have it made and
 * approved anew, which is `too-late` once records may have gone.
 */
export async function takeSecondLook(
  who: Actor,
  reference: string,
  shown: string,
  { answer, reason }: { answer: LookAnswer; reason: string },
): Promise<Result<NotTaken>> {
  if (reason.trim().length < least) return no("reason-missing");
  return deciding<NotTaken, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    const obstacle = await obstacleTo(tx, who, request, shown);
    if (obstacle) return no(obstacle);
    if (answer === "stands" && (await hasApproved(tx, who, request))) return no("same-person");
    if (answer === "anew" && (await hasBegun(tx, request))) return no("too-late");
    const drawer = await putInDrawer(tx, request.keys, "second look", { answer, reason });
    await note(tx, request.id, "second-look-taken", who, { as: "reviewer", data: { answer }, commit: drawer.commit });
    await settleLook(tx, who, request.id, answer);
    await (answer === "anew" ? makeAnew(tx, request) : goOn(tx, request));
    return done;
  });
}

async function obstacleTo(tx: Tx, who: Actor, request: Loaded, shown: string): Promise<NotTaken | null> {
  const { id, planHash, personId, state } = request;
  if (personId === who.person) return "own-request";
  if (!(await isAwaited(tx, id))) return "not-demanded";
  // Where nobody has approved yet, two approvals are the second look.
  if (state !== "approved") return "not-planned";
  return planHash === shown ? null : "plan-changed";
}

async function hasApproved(tx: Tx, { person }: Actor, { id, planNo }: Loaded): Promise<boolean> {
  const own = { request: id, planNo, personId: person as string, kind: { not: "opinion" } };
  return (await tx.approval.count({ where: own })) > 0;
}

/** Where another contact stopped it as well, that is decided by itself. */
async function goOn(tx: Tx, { id, stoppedAt }: Loaded): Promise<void> {
  if (stoppedAt) return;
  await tx.request.update({ where: { id }, data: { waitsFor: null, tryAt: await portalNow(tx) } });
  await wake(tx, "advance", id);
}

async function makeAnew(tx: Tx, { id, planNo }: Loaded): Promise<void> {
  await tx.plan.update({ where: { request_no: { request: id, no: planNo } }, data: { voidBecause: "second-look" } });
  const again = { planHash: null, waitsFor: null, undoUntil: null, tryAt: await portalNow(tx) };
  await tx.request.update({ where: { id }, data: again });
  await wake(tx, "advance", id);
}
