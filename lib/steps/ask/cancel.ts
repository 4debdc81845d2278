/** The way back out: the person takes the request back, until its fulfilment has begun. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { done, no, type Result } from "../../result";
import { ownSight } from "../../sight";
import { deciding, forSubject } from "../decide/allowed";
import { takeBackDispute, takeBackPauses } from "../decide/end-pauses";
import { move } from "../move";
import { sendLetter } from "../answer/send-letter";

/** Pressed again it changes nothing. `too-late` once records may have gone. */
export async function cancel(who: Actor, reference: string): Promise<Result<"not-found" | "too-late">> {
  return deciding<"not-found" | "too-late", void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request) return no("not-found");
    // Pressed twice, or in a second tab: it is taken back.
    if (request.state === "cancelled") return done;
    if (!["received", "identified", "planned", "approved"].includes(request.state)) return no("too-late");
    // A use that has ended does not begin again by taking the request back.
    if (request.purposes.length > 0 || (await hasBegun(tx, request))) return no("too-late");
    await tx.request.update({ where: { id: reference }, data: { waitsFor: null, tryAt: null } });
    await move(tx, reference, "cancelled", who, { as: "subject", data: { by: "subject" } });
    await takeBackPauses(tx, reference, { who, as: "subject" });
    await takeBackDispute(tx, request, who);
    await sendLetter(tx, request, "cancellation", {
      cancelledOn: dayIn(policy().zone, await portalNow(tx)),
      by: "subject",
    });
    return done;
  });
}

/** Whether records of the request may have gone already. */
export async function hasBegun(tx: Tx, { id, planNo }: { id: string; planNo: number }): Promise<boolean> {
  const begun = await tx.decision.count({
    where: { request: id, planNo, OR: [{ nextItem: { gt: 0 } }, { finishedAt: { not: null } }] },
  });
  // A batch whose intent is recorded may already have been written.
  const intended = await tx.erasureJournal.count({ where: { operation: { startsWith: `${id}/` } } });
  return begun + intended > 0;
}
