/**
 * Art. 12(4), (5): a refusal names its ground, the facts of this case, the authority, the court and what can be done
 * instead. It is due within month one, recorded as late after that, and can never be sent without them. How often somebody asks is no ground by itself:
 * an excessive or unfounded request is refused only when legal agrees with the facts.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { groundsFor, provisionOf, type RefusalGround } from "../../gdpr/refusal";
import { done, no, type Result } from "../../result";
import { openDrawer, putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { endDispute } from "./end-pauses";
import { announce } from "./lift";
import { deciding, forStaff } from "./allowed";
import type { Loaded } from "../load";
import { move, note } from "../move";
import { isDemanded, settleLook } from "./look-demanded";
import { noteLateRefusal } from "../answer/late-refusal";
import { sendLetter, type OwnFacts } from "../answer/send-letter";
import { shownDrafts } from "../answer/worded";

export type Refusal = { ground: RefusalGround; facts: string; alternative: string };
type Refused =
  | "not-found"
  | "not-allowed"
  | "facts-missing"
  | "no-ground"
  | "too-late"
  | "needs-second"
  | "same-person"
  | "own-request"
  | "legal-missing"
  | "legal-objects"
  | "letter-changed";

/** Facts and alternative are sentences about this case: fewer characters than this say nothing. */
const least = 20;

/** Refuses. `worded`: the draft of the letter that was shown, as `shownDrafts` names it; empty when there was none. */
export async function refuse(who: Actor, reference: string, refusal: Refusal, worded = ""): Promise<Result<Refused>> {
  if (refusal.facts.trim().length < least || refusal.alternative.trim().length < least) return no("facts-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (!["received", "identified", "planned"].includes(request.state)) return no("too-late");
    const article = provisionOf(refusal.ground, request.right);
    if (article === null || !groundsFor(request).includes(refusal.ground)) return no("no-ground");
    if ((await shownDrafts(tx, request, ["refusal"])) !== worded) return no("letter-changed");
    const waits = await othersFirst(tx, who, request, refusal);
    if (waits) return no(waits);
    const { commit } = await putInDrawer(tx, request.keys, "refusal", refusal);
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: null, tryAt: null } });
    await move(tx, request.id, "refused", who, { as: "reviewer", data: { ground: article }, commit });
    await sendLetter(tx, request, "refusal", refusalFacts(refusal, article));
    await noteLateRefusal(tx, who, request, "whole");
    await settleLook(tx, who, request.id, "refused");
    await endDispute(tx, request, who);
    await announce(tx, who, request, { reason: refusal.facts, after: refusal.alternative });
    return done;
  });
}

/** What the letter says; `article`: the provision of the ground for this right. */
export const refusalFacts = (refusal: Refusal, article: string): OwnFacts<"refusal"> => ({
  ...refusal,
  article,
  part: "whole",
  until: null,
});

/** Who has to agree before: legal where somebody is said to ask too much, and a second reviewer where the policy says so. */
async function othersFirst(tx: Tx, who: Actor, request: Loaded, refusal: Refusal): Promise<Refused | null> {
  const excessive = provisionOf(refusal.ground, request.right) === "12(5)";
  const proposed = await tx.task.findFirst({ where: { request: request.id, kind: "second-refusal" } });
  if (proposed && proposed.doneBy === who.person) return "same-person";
  if (!proposed) await propose(tx, who, request, refusal, excessive);
  if (excessive && proposed) {
    const view = await tx.task.findFirst({ where: { request: request.id, kind: "legal-refusal" } });
    if (!view?.doneAt) return "legal-missing";
    if (view.answer === "objects") return "legal-objects";
  }
  // Alone only where neither the policy, nor Art. 12(5), nor the officer asks for another.
  const two = excessive || policy().review.secondApprover.includes("refusal") || (await isDemanded(tx, request.id));
  return two ? secondPerson(tx, who, request) : null;
}

/** Keeps what is proposed for the second reviewer and for legal to read. */
async function propose(tx: Tx, who: Actor, { id, keys, unrolledOn }: Loaded, refusal: Refusal, legal: boolean) {
  await putInDrawer(tx, keys, "refusal proposed", refusal);
  if (!legal) return;
  const data = [{ request: id, kind: "legal-refusal", dueOn: unrolledOn }];
  await tx.task.createMany({ data, skipDuplicates: true });
  await note(tx, id, "waits", who, { as: "reviewer", data: { for: "reviewer" } });
}

/** What was proposed, for those who have to agree; null when nothing is. */
export async function proposedRefusal(tx: Tx, { id, keys }: Pick<Loaded, "id" | "keys">): Promise<Refusal | null> {
  const row = await tx.drawer.findFirst({
    where: { request: id, kind: "refusal proposed" },
    orderBy: { madeAt: "desc" },
  });
  return row ? openDrawer<Refusal>(tx, keys, row.id) : null;
}

/** Four eyes: the first reviewer proposes (a task that names nobody in public), another one refuses. */
export async function secondPerson(
  tx: Tx,
  who: Actor,
  request: Loaded,
): Promise<"needs-second" | "same-person" | null> {
  const proposal = await tx.task.findFirst({ where: { request: request.id, kind: "second-refusal" } });
  if (proposal) {
    if (proposal.doneBy === who.person) return "same-person";
    await tx.task.update({ where: { id: proposal.id }, data: { doneAt: await portalNow(tx), answer: "refused" } });
    return null;
  }
  await tx.task.create({
    data: { request: request.id, kind: "second-refusal", dueOn: request.unrolledOn, doneBy: who.person },
  });
  await tx.request.update({ where: { id: request.id }, data: { waitsFor: "reviewer" } });
  await note(tx, request.id, "waits", who, { as: "reviewer", data: { for: "reviewer" } });
  return "needs-second";
}
