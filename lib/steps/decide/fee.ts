/**
 * Art. 12(5): only an excessive or manifestly unfounded request may cost something, and never before the person was told
 * how much and why, and could take it back. The clock runs on meanwhile.
 */
import type { Actor } from "../../actor";
import { portalNow, type Tx } from "../../db";
import { isClosed } from "../../gdpr/request";
import { wake } from "../../jobs/wake";
import { money } from "../../letters/money";
import { done, no, type Result } from "../../result";
import { ownSight, staffSight } from "../../sight";
import { putInDrawer } from "../../seal/request-key";
import { deciding, forStaff, forSubject } from "./allowed";
import type { Loaded } from "../load";
import { note } from "../move";
import { dateOf, sendLetter, type OwnFacts } from "../answer/send-letter";

export type Fee = { cents: number; facts: string };
type Staff = "not-found" | "not-allowed" | "own-request";
type Refused = Staff | "facts-missing" | "no-fee" | "too-late" | "announced" | "ends-at-once";

/** Announces a fee; the request waits for the person's word. */
export async function announceFee(who: Actor, reference: string, { cents, facts }: Fee): Promise<Result<Refused>> {
  if (facts.trim().length < 20) return no("facts-missing");
  if (!Number.isInteger(cents) || cents <= 0) return no("no-fee");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (!["received", "identified", "planned"].includes(request.state)) return no("too-late");
    if (request.feeState !== null) return no("announced");
    // Art. 7(3), 21(3): as easily as it was given, and at any time.
    if (request.purposes.length > 0) return no("ends-at-once");
    await tx.request.update({
      where: { id: reference },
      data: { feeCents: cents, feeState: "announced", waitsFor: "person" },
    });
    await note(tx, reference, "fee-announced", who, { as: "reviewer", data: { cents } });
    await sendLetter(tx, request, "fee", feeFacts(request, { cents, facts }), { by: who });
    return done;
  });
}

/** What the letter says. */
export const feeFacts = ({ language, dueOn }: Loaded, { cents, facts }: Fee): OwnFacts<"fee"> => ({
  euros: money(language, cents),
  facts,
  dueOn: dateOf(dueOn),
});

/** The person agrees to the fee; to disagree they take the request back, or complain. */
export async function acceptFee(who: Actor, reference: string): Promise<Result<"not-found" | "no-fee">> {
  return deciding<"not-found" | "no-fee", void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request) return no("not-found");
    if (request.feeState === "accepted") return done;
    if (request.feeState !== "announced") return no("no-fee");
    await agreed(tx, request);
    await note(tx, reference, "fee-accepted", who, { as: "subject", data: {} });
    return done;
  });
}

/** What the person answered by another way than the portal. `how`: when, by which way and in which words. */
export type FeeAnswer = { agrees: boolean; how: string };

/**
 * A reviewer records what the person said to the fee. Without their yes nothing is done: it is then refused with reasons,
 * which a reviewer decides (Art. 12(5)(b)), or the person thinks again.
 */
export async function recordFeeAnswer(
  who: Actor,
  reference: string,
  { agrees, how }: FeeAnswer,
): Promise<Result<Staff | "how-missing" | "not-open">> {
  if (how.trim().length < 10) return no("how-missing");
  return deciding<Staff | "not-open", void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (!feeIsOpen(request) || isClosed(request.state)) return no("not-open");
    const { commit } = await putInDrawer(tx, request.keys, "fee-answer", { agrees, how });
    if (agrees) await agreed(tx, request);
    else await tx.request.update({ where: { id: reference }, data: { waitsFor: "reviewer" } });
    const fact = agrees ? "fee-accepted" : "fee-declined";
    await note(tx, reference, fact, who, { as: "reviewer", data: {}, commit });
    return done;
  });
}

/** The request goes on where it stood. */
async function agreed(tx: Tx, { id, state }: Loaded): Promise<void> {
  const waitsFor = state === "planned" ? "reviewer" : null;
  await tx.request.update({ where: { id }, data: { feeState: "accepted", waitsFor, tryAt: await portalNow(tx) } });
  await wake(tx, "advance", id);
}

/** Nothing is done for a request whose fee was announced and not accepted. */
export const feeIsOpen = ({ feeState }: Pick<Loaded, "feeState">): boolean => feeState === "announced";
