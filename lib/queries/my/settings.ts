/** Art. 12(1), 77: what the person chose for themselves, and the authority that follows from where they live. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import type { Authority, Place } from "../../gdpr/authorities";
import { complaintTo, elsewhere } from "../../gdpr/complaint";
import { openSettings, type Settings } from "../../seal/settings";
import { ownSight } from "../../sight";

export type MySettings = Settings & {
  /** The place by its name in the reader's language; `elsewhere`: outside the EEA. */
  named: Place | typeof elsewhere | null;
  /** The authority that is named first: the person's own, or the one that supervises the controller. */
  first: Authority;
};

export async function mySettings(who: Actor): Promise<MySettings> {
  const settings = await chosen(who);
  const place = settings.place ?? { country: null, land: null };
  const to = complaintTo(place, policy().authority, who.language);
  return {
    ...settings,
    named: place.country === elsewhere ? elsewhere : to.place,
    first: to.own ?? to.competent,
  };
}

async function chosen(who: Actor): Promise<Settings> {
  const id = who.person;
  if (id === null) return openSettings(null);
  const row = await transactionAs(ownSight(who), (tx) =>
    tx.person.findUnique({ where: { id }, select: { settings: true } }),
  );
  return openSettings(row?.settings ?? null);
}
