/** What the tests of a transfer share: somebody who named and confirmed one, and what can be read of it afterwards. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { openDrawer, requestKey } from "../../seal/request-key";
import { advance } from "../advance";
import type { Portal } from "../portal.fixture";
import { confirmTransfer } from "./confirm";
import { nameTransfer, type Named } from "./name";
import type { Receipt } from "./stored";

export const row = (id: string) => db().transfer.findUniqueOrThrow({ where: { id } });

/** Its facts, without the first half of their names. */
export const facts = async (request: string) =>
  (await db().event.findMany({ where: { request }, orderBy: { seq: "asc" } }))
    .filter(({ fact }) => fact.startsWith("transfer-"))
    .map(({ fact, data }) => ({ fact: fact.slice("transfer-".length), ...(data as Record<string, unknown>) }));
export const told = async (request: string) => (await facts(request)).map(({ fact }) => fact);

export async function receiptOf(request: string, id: string): Promise<Receipt> {
  const { receiptId } = await row(id);
  return openDrawer<Receipt>(db(), await requestKey(db(), request), receiptId ?? "");
}

/** The answer to the request; null while there is none. */
export async function letterOf(request: string): Promise<string | null> {
  const letter = await db().letter.findFirst({ where: { request, kind: "portability" } });
  return letter && JSON.stringify(await openDrawer(db(), await requestKey(db(), request), letter.drawerId));
}

/** Makes due what waits for a later attempt, and frees what a worker that died had taken. */
export const hurry = (id: string) =>
  db()
    .$executeRaw`UPDATE "transfer" SET "try_at" = portal_now(), "lease_until" = NULL WHERE "id" = ${id}::uuid AND "ended_at" IS NULL`;

/** What somebody types who was invited by the receiver of this portal. */
export const formOf = (portal: Portal, more: Partial<Named> = {}): Named => {
  const { address, code } = portal.receiver.invitation();
  return { id: randomUUID(), company: "Tonspur", address, code, language: "en", ...more };
};

/** Named and confirmed, the file made. */
export async function confirmed(portal: Portal, who: Actor): Promise<{ reference: string; id: string }> {
  const named = formOf(portal);
  const given = await nameTransfer(who, named);
  if (!given.ok) throw new Error(given.reason);
  const { reference } = given.value;
  await advance(reference);
  expect(await confirmTransfer(who, reference, named.id)).toMatchObject({ ok: true });
  return { reference, id: named.id };
}
