/**
 * The approved plan is carried out: erasure in the sources by closed list, access as an encrypted package. Nothing is
 * decided here; what changed since the approval brings the request back to the reviewer.
 */
import { system } from "../actor";
import { policy } from "../company";
import { db, portalNow, type Tx } from "../db";
import { addDays, dayIn } from "../gdpr/day";
import type { Claim } from "./claim";
import { makeDuties } from "./duties";
import { openFollowUp } from "./follow-up";
import { loadRequest, type Loaded } from "./load";
import { lookAgain, type Seen } from "./look-again";
import { packCopy } from "./pack-copy";
import { reached } from "./milestone";
import { move, note } from "./move";
import { advertisingUses, registerStop } from "./register-stop";
import { runPlan } from "./run-plan";
import { stale } from "./stale";
import { stopFor, type Stop } from "./stops";

export type Fulfilment = "fulfilled" | "stale" | "waits" | "later";

export async function fulfil(claimed: Claim): Promise<Fulfilment> {
  const request = await loadRequest(db(), claimed.request);
  const now = await portalNow();
  if (request.undoUntil && request.undoUntil > now) return "later";
  if (request.stoppedAt) return wait(request, claimed, "reviewer");
  if (await stale(db(), request)) return "stale";
  if (request.right === "access") {
    await packCopy(request, claimed);
    reached("fulfil:packed");
    await settleFulfilled(request, claimed);
    return "fulfilled";
  }
  return eraseAsApproved(request, claimed);
}

async function eraseAsApproved(request: Loaded, claimed: Claim): Promise<Fulfilment> {
  const begun = await stopFor(db(), request, "");
  if (begun === "copy") return wait(request, claimed, "person");
  const stops = await runPlan(request, claimed);
  if (stops.size > 0) return wait(request, claimed, waitFor(stops));
  reached("fulfil:run");
  const seen = await lookAgain(request);
  reached("fulfil:looked");
  await settleFulfilled(request, claimed, seen);
  return "fulfilled";
}

type Reason = "hold" | "person" | "reviewer";

function waitFor(stops: Set<Stop>): Reason {
  if (stops.has("contact")) return "reviewer";
  return stops.has("copy") ? "person" : "hold";
}

async function wait(request: Loaded, { fence }: Claim, reason: Reason): Promise<"waits"> {
  if (request.waitsFor !== reason)
    await db().$transaction(async (tx) => {
      await tx.request.update({ where: { id: request.id }, data: { waitsFor: reason } });
      await note(tx, request.id, "waits", system, { data: { for: reason }, fence });
    });
  return "waits";
}

async function settleFulfilled(request: Loaded, { fence }: Claim, seen?: Seen): Promise<void> {
  await db().$transaction(async (tx) => {
    if (seen) await note(tx, request.id, "looked-again", system, { data: seen, fence });
    if (request.right === "erasure") {
      await makeDuties(tx, request, fence);
      if (request.choice?.doNotContact)
        await registerStop(tx, request.subject, advertisingUses(policy().stops), await portalNow(tx));
      if (seen && seen.arrivedLater > 0) await openFollowUp(tx, request, seen.arrivedLater, fence);
    }
    await handTasks(tx, request);
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: null } });
    await move(tx, request.id, "fulfilled", system, { data: { plan: request.planHash }, fence });
  });
}

/** What no system does by itself becomes a task for a person, with a date inside the month. */
async function handTasks(tx: Tx, request: Loaded): Promise<void> {
  const { id, planNo, right, unrolledOn } = request;
  const byHand = await tx.decision.findMany({ where: { request: id, planNo, action: "ask", count: null } });
  const held = await tx.decision.findMany({ where: { request: id, planNo, held: { gt: 0 } } });
  const soon = new Date(addDays(dayIn(policy().zone, await portalNow(tx)), 14));
  const dueOn = soon < unrolledOn ? soon : unrolledOn;
  const tasks = [
    ...byHand.map(({ source, category }) => ({ kind: `${right}-by-hand`, source, category })),
    ...held.map(({ source, category }) => ({ kind: "held-back", source, category })),
  ];
  await tx.task.createMany({ data: tasks.map((task) => ({ request: id, dueOn, ...task })), skipDuplicates: true });
}
