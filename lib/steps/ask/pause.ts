/**
 * Art. 18: a pause is set. From this transaction on the registry says so and every erasure stops at it; the marks in the
 * sources follow by the request's own plan.
 */
import { randomUUID } from "node:crypto";
import type { Actor, Role } from "../../actor";
import type { Tx } from "../../db";
import type { Pausing } from "../../gdpr/wish";
import type { Person } from "../../sources/source";
import { note } from "../move";
import { exportsOf, subjectsOf } from "./register-stop";
import { excludeWritingNow } from "../carry-out/writing-lock";

/** Addresses that only the search brought to light are paused too: other systems may know the person by one of them. */
export async function widenPauses(
  tx: Tx,
  request: string,
  person: Pick<Person, "account" | "addresses">,
): Promise<void> {
  const data = { subjects: subjectsOf(person), exports: exportsOf(person) };
  await tx.restriction.updateMany({ where: { request, liftedAt: null }, data });
}

type Paused = { id: string; account: string | null; subject: Pick<Person, "account" | "addresses"> };

/** Nothing is erased behind the pause: whoever calls has excluded writing before they locked a row. */
export async function setPauses(
  tx: Tx,
  { id: request, account, subject }: Paused,
  pauses: readonly Pausing[],
  by: { who: Actor; as: Role },
): Promise<void> {
  if (pauses.length === 0) return;
  await excludeWritingNow(tx);
  const about = { request, account, subjects: subjectsOf(subject), exports: exportsOf(subject) };
  const rows = pauses.map((pause) => ({ id: randomUUID(), ...about, ...pause }));
  await tx.restriction.createMany({ data: rows });
  for (const { id: restriction, category, purpose, ground } of rows)
    await note(tx, request, "restricted", by.who, { as: by.as, data: { restriction, category, purpose, ground } });
}
