/**
 * Art. 12(3), (5): the same asked again. While it is open it is a reminder: counted, with no clock of its own. After it
 * was answered it is a new request, which says what changed since; the number of requests alone refuses none.
 */
import type { Actor } from "../../actor";
import type { Tx } from "../../db";
import { isClosed, states, type State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import canonicalize from "canonicalize";
import { note } from "../move";
import type { Termed } from "./terms";

const open = states.filter((state) => !isClosed(state));

/** The person's last request for the same right and the same things, or null. A correction is like no other. */
export async function lastAlike(tx: Tx, who: Actor, { right, terms, ends }: Termed, among: readonly State[] = states) {
  if (right === "rectification") return null;
  const rows = await tx.request.findMany({
    where: { personId: who.person, right, state: { in: [...among] }, requester: "self", followsUp: null },
    orderBy: { receivedAt: "desc" },
  });
  const same = (one: unknown, other: unknown) => canonicalize(one ?? null) === canonicalize(other ?? null);
  return rows.find(({ choice, purposes }) => same(choice, terms) && same(purposes, ends)) ?? null;
}

/** Counts a reminder of the open request that is alike and gives its reference; null when there is none. */
export async function remindOf(tx: Tx, who: Actor, termed: Termed): Promise<string | null> {
  const alike = await lastAlike(tx, who, termed, open);
  if (!alike) return null;
  const { reminders } = await tx.request.update({
    where: { id: alike.id },
    data: { reminders: { increment: 1 } },
    select: { reminders: true },
  });
  await note(tx, alike.id, "reminded", who, { as: "subject", data: { count: reminders } });
  return alike.id;
}

/** The person's last request for this right that was answered or refused. */
export async function answeredBefore(tx: Tx, who: Actor, right: Right): Promise<string | null> {
  const row = await tx.request.findFirst({
    where: { personId: who.person, right, state: { in: ["delivered", "refused"] }, requester: "self", followsUp: null },
    orderBy: { closedAt: "desc" },
    select: { id: true },
  });
  return row?.id ?? null;
}
