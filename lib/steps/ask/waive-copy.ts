/** plan-and-list 2: the person no longer wants to wait for the copy before the erasure runs. */
import type { Actor } from "../../actor";
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { ownSight } from "../../sight";
import { deciding, forSubject } from "../decide/allowed";

type Refused = "not-found" | "nothing-to-waive";

export async function waiveCopy(who: Actor, reference: string): Promise<Result<Refused>> {
  return deciding<Refused, void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request) return no("not-found");
    // Also a copy that was asked for by itself stops the deletion, once it is approved.
    const waits = (await isStillFirst(tx, request)) || (request.state === "approved" && request.waitsFor === "person");
    if (!waits || request.copyWaivedAt || request.closedAt) return no("nothing-to-waive");
    const now = await portalNow(tx);
    await tx.request.update({ where: { id: reference }, data: { copyWaivedAt: now } });
    await wake(tx, "advance", reference);
    return done;
  });
}

/** Whether the copy that was asked for with the deletion is not yet with the person. */
async function isStillFirst(tx: Tx, { id, copyFirst }: { id: string; copyFirst: string | null }): Promise<boolean> {
  if (copyFirst === null) return false;
  const rows = await tx.$queryRaw`SELECT FROM copies_first(${id}) AS first WHERE first = ${copyFirst}`;
  return (rows as unknown[]).length > 0;
}
