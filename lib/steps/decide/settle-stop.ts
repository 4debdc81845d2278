/** A reviewer decides about a request that another contact on file stopped: it goes on, or it ends. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { StopDecision } from "../../gdpr/facts";
import { givesCopy } from "../../gdpr/right";
import { handTask, neverDone } from "../../gdpr/task";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { endDispute, takeBackPauses } from "./end-pauses";
import { hasBegun } from "../ask/cancel";
import type { Loaded } from "../load";
import { move, note } from "../move";
import { sendLetter } from "../answer/send-letter";

type Refused = "not-found" | "not-allowed" | "own-request" | "reason-missing" | "not-stopped" | "too-late";

/**
 * Records the decision with its reason. `ends` takes the request back before anything was handed out or erased and
 * destroys a copy that lies ready; `too-late` when records have gone already.
 */
export async function settleStop(
  who: Actor,
  reference: string,
  { decision, reason }: { decision: StopDecision; reason: string },
): Promise<Result<Refused>> {
  if (reason.trim().length < 10) return no("reason-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (request.stoppedAt === null) return no("not-stopped");
    if (decision === "ends" && !givesCopy(request.right) && (await hasBegun(tx, request))) return no("too-late");
    const { commit } = await putInDrawer(tx, request.keys, "stop", { decision, reason });
    await note(tx, request.id, "stop-settled", who, { as: "reviewer", data: { decision }, commit });
    await tx.task.updateMany({
      where: { request: request.id, kind: "stopped", doneAt: null },
      data: { answer: decision, doneBy: who.person, doneAt: await portalNow(tx) },
    });
    await (decision === "ends" ? end(tx, who, request) : goOn(tx, request));
    return done;
  });
}

async function goOn(tx: Tx, { id, state }: Loaded): Promise<void> {
  const waitsFor = state === "planned" ? "reviewer" : null;
  await tx.request.update({ where: { id }, data: { stoppedAt: null, waitsFor, tryAt: await portalNow(tx) } });
  await wake(tx, "advance", id);
}

async function end(tx: Tx, who: Actor, request: Loaded): Promise<void> {
  const { id, state } = request;
  await destroyCopy(tx, who, id);
  await searchNoMore(tx, who, id);
  await tx.request.update({ where: { id }, data: { waitsFor: null, tryAt: null } });
  // A delivered answer stays delivered; its copy is gone.
  if (state === "delivered") return;
  await move(tx, id, "cancelled", who, { as: "reviewer", data: { by: "reviewer" } });
  await takeBackPauses(tx, id, { who, as: "reviewer" });
  await endDispute(tx, request, who, "given-up");
  await sendLetter(tx, request, "cancellation", {
    cancelledOn: dayIn(policy().zone, await portalNow(tx)),
    by: "reviewer",
  });
}

/** What a person was still to look for would be handed out with the copy: there is nobody to hand it to. */
async function searchNoMore(tx: Tx, who: Actor, request: string): Promise<void> {
  const kinds = (["access", "portability"] as const).flatMap((right) => [
    handTask(right, false),
    handTask(right, true),
  ]);
  await tx.task.updateMany({
    where: { request, doneAt: null, kind: { in: kinds } },
    data: { answer: neverDone, doneBy: who.person, doneAt: await portalNow(tx) },
  });
}

async function destroyCopy(tx: Tx, who: Actor, request: string): Promise<void> {
  const copy = await tx.package.findUnique({ where: { request } });
  if (!copy || copy.destroyedAt) return;
  await tx.package.update({ where: { request }, data: { key: null, destroyedAt: await portalNow(tx) } });
  await note(tx, request, "package-destroyed", who, { as: "reviewer", data: {} });
}
