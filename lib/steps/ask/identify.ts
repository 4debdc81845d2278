/**
 * Art. 12(6): who the person is. A sign-in at the company's own account identifies its holder; control of an address
 * identifies for the data whose only key is that address. Nothing more is asked without written doubt.
 */
import { system } from "../../actor";
import { db } from "../../db";
import type { Claim } from "../claim";
import { feeIsOpen } from "../decide/fee";
import { loadRequest } from "../load";
import { move } from "../move";

/** Identifies the person of a received request by the door through which they came; a request by hand waits for a reviewer. */
export async function identify({ request: id, fence }: Claim): Promise<"identified" | "waits"> {
  return db().$transaction(async (tx) => {
    const request = await loadRequest(tx, id);
    const { contact, door: decided, identityAskedAt } = request;
    const door = contact.door ?? (decided as "reviewer" | null);
    if (door === null) {
      // Whoever was asked something has the next move, not the reviewer.
      const waitsFor = identityAskedAt !== null || feeIsOpen(request) ? "person" : "reviewer";
      await tx.request.update({ where: { id }, data: { waitsFor } });
      return "waits";
    }
    await tx.request.update({ where: { id }, data: { door } });
    await move(tx, id, "identified", system, {
      data: { door, authAgeSeconds: contact.authAge === null ? null : Math.round(contact.authAge) },
      fence,
    });
    return "identified";
  });
}
