/** Finds a request by its reference as somebody typed it. */
import type { Actor } from "../../actor";
import { db } from "../../db";
import { readsDesk, readsEvidence } from "../readers";

/** Whether there is a request with exactly this reference, for those who may know. */
export async function requestExists(who: Actor, reference: string): Promise<boolean> {
  if (!readsDesk(who) && !readsEvidence(who)) return false;
  return (await db().request.count({ where: { id: reference } })) === 1;
}
