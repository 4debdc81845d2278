/**
 * Art. 5(2), § 203 StGB: notes of legal lie in a drawer of their own. No export holds them and no copy of the person; nothing in the
 * chain says that there are any. They are encrypted under the request's key and go with its file.
 */
import { has, type Actor } from "../../actor";
import { transactionAs } from "../../db";
import { done, no, type Result } from "../../result";
import { requestKey, sealFor } from "../../seal/request-key";

/** Writes a note down beside a request, for legal and the DPO. */
export async function addLegalNote(
  who: Actor,
  reference: string,
  text: string,
): Promise<Result<"not-found" | "shredded">> {
  if (!has(who, "legal", "dpo") || who.person === null) return no("not-found");
  const writtenBy = who.person;
  return transactionAs({ role: "register", key: reference, person: writtenBy }, async (tx) => {
    const request = await tx.request.findUnique({ where: { id: reference }, select: { shreddedAt: true } });
    if (!request) return no("not-found");
    if (request.shreddedAt) return no("shredded");
    const sealed = sealFor(await requestKey(tx, reference), "legal note", text);
    await tx.legalNote.create({ data: { request: reference, sealed, writtenBy } });
    return done;
  });
}
