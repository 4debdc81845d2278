/** Finds a request by its reference as somebody typed it. */
import type { Actor } from "../../actor";
import { transactionAs } from "../../db";
import { staffSight } from "../../sight";
import { readsDesk, readsEvidence } from "../readers";

/** Whether there is a request with exactly this reference, for those who may know. */
export async function requestExists(who: Actor, reference: string): Promise<boolean> {
  if (!readsDesk(who) && !readsEvidence(who)) return false;
  return transactionAs(staffSight(who), async (tx) => (await tx.request.count({ where: { id: reference } })) === 1);
}
