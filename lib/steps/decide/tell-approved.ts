/**
 * Art. 12(2): an undo time that nobody knows of is none. Its mail is written with the approval that starts it; where nobody can be
 * written to by mail, the receipt has told of the hours beforehand.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { longInstant } from "../../letters/words";
import type { Loaded } from "../load";
import { tellNews } from "../news/tell";
import { waitingHours } from "../plan/waiting";

/** Whether the person is told of an approval. Of a change by which somebody is recognised, both addresses hear in another way. */
const hearsOf = (request: Loaded): boolean => waitingHours(request) > 0 && !request.correction?.identity;

/**
 * Tells the person until when the plan that was approved just now can be taken back: once for each plan, however often it is called.
 */
export async function tellApproved(tx: Tx, request: Loaded, planNo: number, until: Date): Promise<void> {
  if (!hearsOf(request)) return;
  await tellNews(tx, request, "approved", {
    key: String(planNo),
    until: longInstant(request.language, until, policy().zone),
  });
}

/** Tells that the approval of the plan `planNo` holds no longer, nor the time in which it could be taken back. */
export async function tellApprovalOver(tx: Tx, request: Loaded, planNo: number): Promise<void> {
  if (hearsOf(request)) await tellNews(tx, request, "looked-at-again", { key: `looked-at-again ${planNo}` });
}
