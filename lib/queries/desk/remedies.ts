/** Art. 12(4): the sentences about authority and court that a refusal or an extension of this request will carry. */
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { complaintTo } from "../../gdpr/complaint";
import { remedies } from "../../letters/remedies";
import { speaker } from "../../letters/words";
import { openFor, requestKey } from "../../seal/request-key";
import type { ChosenPlace } from "../../seal/settings";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

/** In the language of the letter, the person's own authority first where they told us where they live; null for those who may not read the desk. */
export async function remediesToCome(
  who: Actor,
  { reference, language }: { reference: string; language: Language },
): Promise<string[] | null> {
  if (!readsDesk(who)) return null;
  const place = await placeOf(who, reference);
  const complaintUrl = `${(process.env.APP_URL ?? "").replace(/\/$/, "")}/complaint`;
  const { competent, own } = complaintTo(place, policy().authority, language);
  const named = { authority: competent, secondAuthority: own, complaintUrl };
  return remedies(speaker(language), named).flatMap((block) => ("text" in block ? [block.text] : []));
}

/** Where the person of a request said that they live. */
async function placeOf(who: Actor, reference: string): Promise<ChosenPlace | { country: null; land: null }> {
  return transactionAs(staffSight(who), async (tx) => {
    const where = { id: reference, shreddedAt: null };
    const row = await tx.request.findFirst({ where, select: { contact: true } });
    if (!row) return { country: null, land: null };
    const { place } = openFor<{ place?: ChosenPlace | null }>(await requestKey(tx, reference), "contact", row.contact);
    return place ?? { country: null, land: null };
  });
}
