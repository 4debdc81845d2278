/** Requests from before addresses could be looked for get their hash: some of them at a time, until none is left. */
import { db } from "../../db";
import { contactHash } from "../../seal/contact-hash";
import { loadRequest } from "../load";

/** At most `limit`; gives how many. */
export async function hashContacts(limit: number): Promise<number> {
  const found = await db().request.findMany({
    where: { contactHash: null, shreddedAt: null },
    orderBy: { id: "asc" },
    select: { id: true },
    take: limit,
  });
  for (const { id } of found)
    await db().$transaction(async (tx) => {
      const { contact } = await loadRequest(tx, id);
      await tx.request.update({ where: { id }, data: { contactHash: contactHash(contact.email) } });
    });
  return found.length;
}
