/** What legal and the DPO see beside a request's evidence: who of the staff stands behind its ids, and notes of their own. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { openFor, requestKey } from "../../seal/request-key";
import { openColumn } from "../../seal/seal";

export type Register = {
  /** Ids of the events, and the names that staff signed in with; null where their sign-in told none. */
  staff: { id: string; name: string | null; roles: string[] }[];
  notes: { id: string; on: Day; text: string; mine: boolean }[];
};

/** Null for everybody else, and once the file was destroyed: then nobody knows any longer. */
export async function registerOf(who: Actor, reference: string): Promise<Register | null> {
  if (!has(who, "legal", "dpo") || who.person === null) return null;
  return transactionAs({ role: "register", key: reference, person: who.person }, async (tx) => {
    const request = await tx.request.findUnique({ where: { id: reference }, select: { shreddedAt: true } });
    if (!request || request.shreddedAt) return null;
    const ids = await tx.pseudonym.findMany({ where: { request: reference }, select: { id: true, personId: true } });
    const people = await tx.person.findMany({
      where: { id: { in: ids.map(({ personId }) => personId) } },
      select: { id: true, name: true, roles: true },
    });
    const byId = new Map(people.map((person) => [person.id, person]));
    const staff = ids.flatMap(({ id, personId }) => {
      const person = byId.get(personId);
      return person ? [{ id, name: person.name && openColumn("person name", person.name), roles: person.roles }] : [];
    });
    const rows = await tx.legalNote.findMany({ where: { request: reference }, orderBy: { writtenAt: "asc" } });
    const keys = rows.length > 0 ? await requestKey(tx, reference) : null;
    const notes = rows.map(({ id, sealed, writtenAt, writtenBy }) => ({
      id,
      on: dayIn(policy().zone, writtenAt),
      text: keys ? openFor<string>(keys, "legal note", sealed) : "",
      mine: writtenBy === who.person,
    }));
    return { staff, notes };
  });
}
