/**
 * Art. 12(1), (3): a request that no source can be asked about (a parent, an heir, somebody in a review) is answered by a
 * person, with the same clock, the same must-haves of the letter and the same evidence.
 */
import type { Actor } from "../../actor";
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { openDrawer, putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { feeIsOpen } from "./fee";
import type { Claim } from "../claim";
import type { Loaded } from "../load";
import { move } from "../move";
import { openReviewerTask, taskOf } from "./reviewer-task";

export type HandAnswer = {
  /** What was done, or found: in plain words, it goes into the letter. */
  answer: string;
  /** What was not done, with its reason and norm; empty when all was. */
  rest: string;
};

type Refused = "not-found" | "not-allowed" | "own-request" | "fee-open" | "not-open" | "answer-missing";

export async function answerByHand(who: Actor, reference: string, given: HandAnswer): Promise<Result<Refused>> {
  if (given.answer.trim().length < 20) return no("answer-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (feeIsOpen(request)) return no("fee-open");
    if (!(await taskOf(tx, reference, "answer-by-hand"))) return no("not-open");
    const { commit } = await putInDrawer(tx, request.keys, "hand-answer", given);
    const now = await portalNow(tx);
    await tx.task.updateMany({
      where: { request: reference, kind: "answer-by-hand" },
      data: { doneAt: now, doneBy: who.person, answer: "answered" },
    });
    await tx.request.update({ where: { id: reference }, data: { waitsFor: null, tryAt: now } });
    await move(tx, reference, "fulfilled", who, { as: "reviewer", data: { plan: null }, commit });
    await wake(tx, "advance", reference);
    return done;
  });
}

/** What was answered, once it was. */
export async function handAnswerOf(tx: Tx, { id, keys }: Pick<Loaded, "id" | "keys">): Promise<HandAnswer | null> {
  const row = await tx.drawer.findFirst({ where: { request: id, kind: "hand-answer" }, orderBy: { madeAt: "desc" } });
  return row ? openDrawer<HandAnswer>(tx, keys, row.id) : null;
}

/** The request waits for its reviewer. */
export async function waitForHand(request: Loaded, claimed: Claim): Promise<"waits"> {
  await openReviewerTask(request, "answer-by-hand", claimed);
  return "waits";
}
