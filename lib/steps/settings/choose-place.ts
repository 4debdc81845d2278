/** Art. 77(1): where the person lives or works. It serves one thing: to name their own authority first. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { complaintTo, elsewhere } from "../../gdpr/complaint";
import { done, no, type Result } from "../../result";
import { ownSight } from "../../sight";
import { keep } from "./keep";

/** `country` as in the form of the complaint page; empty: it is not said any more. */
export async function choosePlace(
  who: Actor,
  { country, land }: { country: string; land: string },
): Promise<Result<"unknown-country" | "land-needed">> {
  const place = country === "" ? null : { country, land: country === "DE" ? land || null : null };
  if (place && country !== elsewhere) {
    const { standing } = complaintTo(place, policy().authority, who.language);
    if (standing === "land-needed" || standing === "unasked")
      return no(country === "DE" ? "land-needed" : "unknown-country");
  }
  await transactionAs(ownSight(who), (tx) => keep(tx, who, { place }));
  return done;
}
