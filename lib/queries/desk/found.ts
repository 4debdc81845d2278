/** Art. 12(2): whose address somebody names has these requests. The address itself is nowhere kept or shown. */
import type { Actor } from "../../actor";
import { transactionAs } from "../../db";
import type { State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import { contactHash } from "../../seal/contact-hash";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

/** So many are shown, the newest first. */
export const mostFound = 20;

/** References of the requests made with exactly this address, the newest first. */
export async function requestsOfAddress(who: Actor, address: string): Promise<string[]> {
  if (!readsDesk(who)) return [];
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.request.findMany({
      where: { contactHash: contactHash(address) },
      orderBy: { receivedAt: "desc" },
      select: { id: true },
      take: mostFound,
    }),
  );
  return rows.map(({ id }) => id);
}

export type Found = { reference: string; right: Right; state: State; receivedOn: string; dueOn: string };

/** What the desk shows of each of these requests; unknown references are left out. */
export async function foundRequests(who: Actor, references: readonly string[]): Promise<Found[] | null> {
  if (!readsDesk(who)) return null;
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.request.findMany({
      where: { id: { in: references.slice(0, mostFound) } },
      orderBy: { receivedAt: "desc" },
      select: { id: true, right: true, state: true, receivedOn: true, dueOn: true },
    }),
  );
  return rows.map(({ id, right, state, receivedOn, dueOn }) => ({
    reference: id,
    right: right as Right,
    state: state as State,
    receivedOn: receivedOn.toISOString().slice(0, 10),
    dueOn: dueOn.toISOString().slice(0, 10),
  }));
}
