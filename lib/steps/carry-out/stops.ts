/**
 * plan-and-list 4: the three stops. Before every write, by request, duty or sweep, the same transaction looks for a legal
 * hold, an Art. 18 restriction and an open copy of the same data.
 */
import type { Tx } from "../../db";
import type { Item, Person, Writing } from "../../sources/source";
import { recordOf } from "../../seal/held-record";
import { reaches } from "../decide/held-record";
import { isAwaited } from "../decide/look-demanded";
import { isAbout, openHolds, openPauses } from "../plan/situation";

/**
 * `contact`: another contact on file pressed the link of the notice, and nobody has decided yet. `second-look`: the officer demanded
 * one, and nobody has looked again.
 */
export type Stop = "hold" | "restriction" | "copy" | "contact" | "second-look";
type Subject = {
  id: string;
  account: string | null;
  subject: Pick<Person, "account" | "addresses" | "ids">;
  personId: string | null;
  copyFirst: string | null;
  copyWaivedAt: Date | null;
};

/**
 * What a writing heeds. Whatever takes something away heeds all. A correction is what a pause waits for, so the pause does
 * not stop it; it takes nothing away either: what the record said before stands in the request, so no copy has to go
 * first, and nobody waits a month for a right address (Art. 16). A pause and the end of a use take nothing away and hold at once.
 */
const heeded: Partial<Record<Writing, readonly Stop[]>> = {
  rectify: ["contact", "second-look", "hold"],
  pause: ["contact"],
  lift: [],
  stop: [],
};

/** What is to be written: records of a category; `listed` says which, where a list is about to be written. */
export type Wanted = { category: string; writing?: Writing; listed?: { source: string; items: readonly Item[] } };

/** What stops such a writing for this request, or null. Without `listed` a hold on one record stops everything. */
export async function stopFor(tx: Tx, request: Subject, wanted: Wanted): Promise<Stop | null> {
  for (const stop of heeded[wanted.writing ?? "erase"] ?? everyStop)
    if (await lies[stop](tx, request, wanted)) return stop;
  return null;
}

const everyStop: readonly Stop[] = ["contact", "second-look", "hold", "restriction", "copy"];

type Lies = (tx: Tx, request: Subject, wanted: Wanted) => Promise<boolean>;

const lies: Record<Stop, Lies> = {
  contact: async (tx, { id }) => (await tx.request.count({ where: { id, stoppedAt: { not: null } } })) > 0,
  "second-look": (tx, { id }) => isAwaited(tx, id),
  hold: isHeld,
  restriction: async (tx, request, { category }) => (await openPauses(tx, request)).some(isAbout(category)),
  copy: (tx, request) => openCopy(tx, request),
};

async function isHeld(tx: Tx, request: Subject, { category, listed }: Wanted): Promise<boolean> {
  for (const hold of await openHolds(tx, request)) {
    const record = recordOf(hold.record);
    if (record === null && isAbout(category)(hold)) return true;
    if (record && (!listed || (await reaches(record, { category, ...listed, ids: request.subject.ids })))) return true;
  }
  return false;
}

/** A copy that was asked for and is not yet with the person, and for which they still wait. */
async function openCopy(tx: Tx, { id, copyWaivedAt }: Subject): Promise<boolean> {
  if (copyWaivedAt) return false;
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`SELECT EXISTS (SELECT FROM copies_first(${id})) AS found`;
  return row?.found ?? false;
}
