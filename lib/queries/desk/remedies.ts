/** Art. 12(4): the sentences about authority and court that a refusal or an extension of this request will carry. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { authority } from "../../gdpr/authorities";
import { remedies } from "../../letters/remedies";
import { speaker } from "../../letters/words";
import { readsDesk } from "../readers";

/** In the language of the letter; null for those who may not read the desk. */
export function remediesToCome(who: Actor, language: "en" | "de"): string[] | null {
  if (!readsDesk(who)) return null;
  const complaintUrl = `${(process.env.APP_URL ?? "").replace(/\/$/, "")}/complaint`;
  const named = { authority: authority(policy().authority), secondAuthority: null, complaintUrl };
  return remedies(speaker(language), named).flatMap((block) => ("text" in block ? [block.text] : []));
}
