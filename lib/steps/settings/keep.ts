/**
 * Art. 12(1): what a person chose holds at once: for every request from now on, and for those that are under way. It is
 * carried into their sealed contact, because whoever writes the letters sees the request and not the person.
 */
import canonicalize from "canonicalize";
import type { Actor } from "../../actor";
import type { Tx } from "../../db";
import { openSettings, sealSettings, type Settings } from "../../seal/settings";
import { sealFor } from "../../seal/request-key";
import { lockRequest } from "../decide/allowed";
import { load, type Contact } from "../load";
import { note } from "../move";

/** What the person chose before; nothing of somebody who is no person. */
export async function chosenBy(tx: Tx, { person }: Actor): Promise<Settings> {
  const row =
    person === null ? null : await tx.person.findUnique({ where: { id: person }, select: { settings: true } });
  return openSettings(row?.settings ?? null);
}

/** The same, with the row locked: of two forms of one person the second one sees what the first one chose. */
export async function chosenLocked(tx: Tx, who: Actor): Promise<Settings> {
  if (who.person === null) throw new Error("only a person can choose");
  await tx.$queryRaw`SELECT "id" FROM "person" WHERE "id" = ${who.person}::uuid FOR UPDATE`;
  return chosenBy(tx, who);
}

/** What of it goes into the sealed contact of a request. */
export const contactOf = ({ place, answers: { second, from } }: Settings): Pick<Contact, "place" | "answers"> => ({
  place,
  answers: second !== null && from !== null ? { email: second, from } : null,
});

/** Keeps a choice, in a transaction that looks as the person. Gives whether anything is different now. */
export async function keep(tx: Tx, who: Actor, change: Partial<Settings>): Promise<boolean> {
  const before = await chosenLocked(tx, who);
  const chosen = { ...before, ...change };
  if (canonicalize(chosen) === canonicalize(before)) return false;
  const id = who.person as string;
  await tx.person.update({ where: { id }, data: { settings: sealSettings(chosen) }, select: { id: true } });
  const open = await tx.request.findMany({
    where: { personId: id, closedAt: null, shreddedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id: reference } of open) await carry(tx, who, reference, chosen);
  return true;
}

async function carry(tx: Tx, who: Actor, reference: string, chosen: Settings): Promise<void> {
  await lockRequest(tx, reference);
  const request = await load(tx, reference);
  if (!request || request.closedAt) return;
  const { contact, keys, answerBy } = request;
  // What came by letter is answered to the address in that letter.
  const post = answerBy === "portal" ? chosen.paper : (contact.post ?? null);
  const changed = { ...contact, ...contactOf(chosen), post };
  if (canonicalize(changed) === canonicalize(contact)) return;
  await tx.request.update({
    where: { id: reference },
    data: { contact: sealFor(keys, "contact", changed) },
    select: { id: true },
  });
  if (post === (contact.post ?? null)) return;
  await note(tx, reference, "paper-chosen", who, { as: "subject", data: { paper: post === null ? "no" : "yes" } });
}
