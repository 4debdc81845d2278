/**
 * Art. 12(5): only an excessive or manifestly unfounded request may cost something, and never before the person was told
 * how much and why, and could take it back. The clock runs on meanwhile.
 */
import type { Actor } from "../../actor";
import { portalNow } from "../../db";
import { wake } from "../../jobs/wake";
import { money } from "../../letters/money";
import { done, no, type Result } from "../../result";
import { ownSight, staffSight } from "../../sight";
import { deciding, forStaff, forSubject } from "./allowed";
import { note } from "../move";
import { dateOf, sendLetter } from "../answer/send-letter";

export type Fee = { cents: number; facts: string };
type Refused = "not-found" | "not-allowed" | "own-request" | "facts-missing" | "no-fee" | "too-late" | "announced";

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
    await tx.request.update({
      where: { id: reference },
      data: { feeCents: cents, feeState: "announced", waitsFor: "person" },
    });
    await note(tx, reference, "fee-announced", who, { as: "reviewer", data: { cents } });
    const euros = money(request.language, cents);
    await sendLetter(tx, request, "fee", { euros, facts, dueOn: dateOf(request.dueOn) }, { by: who });
    return done;
  });
}

/** The person agrees to the fee; to disagree they take the request back, or complain. */
export async function acceptFee(who: Actor, reference: string): Promise<Result<"not-found" | "no-fee">> {
  return deciding<"not-found" | "no-fee", void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request) return no("not-found");
    if (request.feeState !== "announced") return no("no-fee");
    const waitsFor = request.state === "planned" ? "reviewer" : null;
    const tryAt = await portalNow(tx);
    await tx.request.update({ where: { id: reference }, data: { feeState: "accepted", waitsFor, tryAt } });
    await note(tx, reference, "fee-accepted", who, { as: "subject", data: {} });
    await wake(tx, "advance", reference);
    return done;
  });
}
