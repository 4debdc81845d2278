/**
 * Art. 17(3)(e): a hold stops every end in its scope, also one already approved and running; its release lets go on what
 * waited. Placing and writing exclude each other: a hold never falls between the check and the write.
 */
import type { Actor } from "../../actor";
import { has } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Day } from "../../gdpr/day";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { sealColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { note } from "../move";
import { subjectsOf } from "../ask/register-stop";
import { excludeWriting } from "../carry-out/stops";

export type HoldKind = "legal" | "tax" | "claim" | "recall";
export type Placing = { reference: string; kind: HoldKind; category: string | null; reason: string; reviewOn: Day };
type NotPlaced = "not-found" | "not-allowed" | "reason-missing";
type NotReleased = "not-found" | "not-allowed" | "released" | "same-person";

/** Places a hold on the data of the person behind a request: everything, or one category. */
export async function placeHold(who: Actor, placing: Placing): Promise<Result<NotPlaced, { hold: string }>> {
  const { reference, kind, category, reason, reviewOn } = placing;
  if (reason.trim().length < 10) return no("reason-missing");
  return deciding<NotPlaced, { hold: string }>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo", "legal");
    if (!found.ok) return found;
    await excludeWriting(tx);
    const hold = await tx.hold.create({
      data: {
        kind,
        category,
        account: found.value.account,
        subjects: subjectsOf(found.value.subject),
        request: reference,
        reason: sealColumn("hold reason", reason),
        reviewOn: new Date(reviewOn),
        placedBy: who.person as string,
      },
    });
    await note(tx, reference, "hold-placed", who, { data: { hold: hold.id, kind } });
    return { ok: true, value: { hold: hold.id } };
  });
}

/** Releases a hold; where the policy asks for two people, not by the one who placed it. What waited goes on. */
export async function releaseHold(who: Actor, id: string): Promise<Result<NotReleased>> {
  if (!has(who, "reviewer", "dpo", "legal")) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    await excludeWriting(tx);
    const hold = await tx.hold.findUnique({ where: { id } });
    if (!hold) return no("not-found");
    if (hold.releasedAt) return no("released");
    if (policy().review.secondApprover.includes("release-of-hold") && hold.placedBy === who.person)
      return no("same-person");
    await tx.hold.update({ where: { id }, data: { releasedAt: await portalNow(tx), releasedBy: who.person } });
    if (hold.request) await note(tx, hold.request, "hold-released", who, { data: { hold: id } });
    await resumeHeld(tx, hold.account);
    return done;
  });
}

/** Wakes the requests of the account that wait because something held them, and the duties that do. */
export async function resumeHeld(tx: Tx, account: string | null): Promise<void> {
  const now = await portalNow(tx);
  const waiting = await tx.request.findMany({ where: { waitsFor: "hold", account }, select: { id: true } });
  await tx.duty.updateMany({
    where: { state: "stopped", stoppedBy: { in: ["hold", "restriction"] } },
    data: { tryAt: null },
  });
  for (const { id } of waiting) {
    await tx.request.update({ where: { id }, data: { waitsFor: null, tryAt: now } });
    await wake(tx, "advance", id);
  }
}
