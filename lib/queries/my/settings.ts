/** Art. 12(1), 77: what the person chose for themselves, and the authority that follows from where they live. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import type { Authority, Place } from "../../gdpr/authorities";
import { complaintTo, elsewhere } from "../../gdpr/complaint";
import { openSettings, type Settings } from "../../seal/settings";
import { ownSight } from "../../sight";

/** Which address hears of answers. */
export type ChosenContact = {
  /** A second one, proved by a code. */
  second: string | null;
  /** `waits`: the second one is chosen, and its time has not come. */
  standing: "sign-in" | "waits" | "second";
  waitsUntil: Day | null;
  /** Where a code went that still works. */
  asked: string | null;
};

export type MySettings = Omit<Settings, "answers"> & {
  contact: ChosenContact;
  /** The place by its name in the reader's language; `elsewhere`: outside the EEA. */
  named: Place | typeof elsewhere | null;
  /** The authority that is named first: the person's own, or the one that supervises the controller. */
  first: Authority;
};

export async function mySettings(who: Actor): Promise<MySettings> {
  const { answers, ...settings } = await chosen(who);
  const place = settings.place ?? { country: null, land: null };
  const to = complaintTo(place, policy().authority, who.language);
  return {
    ...settings,
    contact: contactNow(answers, (await portalNow()).toISOString()),
    named: place.country === elsewhere ? elsewhere : to.place,
    first: to.own ?? to.competent,
  };
}

function contactNow({ second, from, asked }: Settings["answers"], now: string): ChosenContact {
  const waits = from !== null && from > now;
  return {
    second,
    standing: from === null ? "sign-in" : waits ? "waits" : "second",
    waitsUntil: waits ? dayIn(policy().zone, new Date(from)) : null,
    asked: asked && asked.until > now ? asked.email : null,
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
