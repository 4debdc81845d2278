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
import { load } from "../load";
import { note } from "../move";

/** What the person chose before; nothing of somebody who is no person. */
export async function chosenBy(tx: Tx, { person }: Actor): Promise<Settings> {
  const row =
    person === null ? null : await tx.person.findUnique({ where: { id: person }, select: { settings: true } });
  return openSettings(row?.settings ?? null);
}

/** Keeps a choice, in a transaction that looks as the person. Gives whether anything is different now. */
export async function keep(tx: Tx, who: Actor, change: Partial<Settings>): Promise<boolean> {
  if (who.person === null) throw new Error("only a person can choose");
  // Two forms of one person at the same time: the second one sees what the first one chose.
  await tx.$queryRaw`SELECT "id" FROM "person" WHERE "id" = ${who.person}::uuid FOR UPDATE`;
  const before = await chosenBy(tx, who);
  const chosen = { ...before, ...change };
  if (canonicalize(chosen) === canonicalize(before)) return false;
  await tx.person.update({ where: { id: who.person }, data: { settings: sealSettings(chosen) }, select: { id: true } });
  const open = await tx.request.findMany({
    where: { personId: who.person, closedAt: null, shreddedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of open) await carry(tx, who, id, chosen);
  return true;
}

async function carry(tx: Tx, who: Actor, reference: string, { place, paper }: Settings): Promise<void> {
  await lockRequest(tx, reference);
  const request = await load(tx, reference);
  if (!request || request.closedAt) return;
  const { contact, keys, answerBy } = request;
  // What came by letter is answered to the address in that letter.
  const post = answerBy === "portal" ? paper : (contact.post ?? null);
  const changed = { ...contact, place, post };
  await tx.request.update({
    where: { id: reference },
    data: { contact: sealFor(keys, "contact", changed) },
    select: { id: true },
  });
  if (post === (contact.post ?? null)) return;
  await note(tx, reference, "paper-chosen", who, { as: "subject", data: { paper: post === null ? "no" : "yes" } });
}
