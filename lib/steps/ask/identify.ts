/**
 * Art. 12(6): who the person is. A sign-in at the company's own account identifies its holder; control of an address
 * identifies for the data whose only key is that address. Nothing more is asked without written doubt.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { startOfDay } from "../../gdpr/day";
import { dateOf } from "../answer/send-letter";
import type { Claim } from "../claim";
import { lockRequest } from "../decide/allowed";
import { feeIsOpen } from "../decide/fee";
import { loadRequest, type Loaded } from "../load";
import { move } from "../move";

/**
 * Identifies the person of a received request by the door through which they came; a request by hand waits for a reviewer, and one whose
 * person was asked who they are for the person until there is no more time to answer. Gives also in how many seconds that is.
 */
export async function identify({ request: id, fence }: Claim): Promise<"identified" | { until: number | null }> {
  return db().$transaction(async (tx) => {
    await lockRequest(tx, id);
    const request = await loadRequest(tx, id);
    const { contact, door: decided } = request;
    const door = contact.door ?? (decided as "reviewer" | null);
    if (door === null) return waits(tx, request);
    await tx.request.update({ where: { id }, data: { door } });
    await move(tx, id, "identified", system, {
      data: { door, authAgeSeconds: contact.authAge === null ? null : Math.round(contact.authAge) },
      fence,
    });
    return "identified";
  });
}

async function waits(tx: Tx, request: Loaded): Promise<{ until: number | null }> {
  const { id, waitsFor, identityAskedAt, unrolledOn } = request;
  const asked = identityAskedAt !== null;
  const over = startOfDay(policy().zone, dateOf(unrolledOn));
  const left = Math.ceil((Date.parse(over) - (await portalNow(tx)).getTime()) / 1000);
  const theirs = asked ? left > 0 : feeIsOpen(request);
  // Whom a step has made wait is left alone, but for the day on which nobody has answered.
  if (waitsFor === null || (asked && !theirs && waitsFor === "person"))
    await tx.request.update({ where: { id }, data: { waitsFor: theirs ? "person" : "reviewer" } });
  return { until: asked && theirs ? left : null };
}
