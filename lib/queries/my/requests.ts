/** The person's own requests, the newest first, and what was sent together. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { isClosed, type State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import { ownSight } from "../../sight";
import { dayOfColumn, dueOf, type Due } from "./due";
import { mannerOf, type Manner } from "./manner";
import { phaseOf, type Phase } from "./phase";

export type Brief = {
  reference: string;
  right: Right;
  state: State;
  phase: Phase;
  closed: boolean;
  receivedOn: Day;
  dueOn: Day;
  closedOn: Day | null;
  /** Until when a copy lies ready, if one does. */
  copyUntil: Day | null;
};

/** All requests of the person, and the portal's day. */
export async function myRequests(who: Actor): Promise<{ requests: Brief[]; today: Day }> {
  const { zone } = policy();
  const now = await portalNow();
  if (who.person === null) return { requests: [], today: dayIn(zone, now) };
  const where = { personId: who.person };
  const rows = await transactionAs(ownSight(who), (tx) =>
    tx.request.findMany({
      where,
      include: { package: true, copyFirstRequest: { include: { package: true } } },
      orderBy: [{ receivedAt: "desc" }, { right: "asc" }],
    }),
  );
  return { requests: rows.map((row) => brief(row, zone, now)), today: dayIn(zone, now) };
}

export type Sent = {
  submission: string;
  undoHours: number;
  /** Days that a change of an address waits. */
  coolDays: number;
  requests: { reference: string; right: Right; manner: Manner; due: Due }[];
};

/** What was submitted together with the request; null when it is not the person's own. */
export async function mySubmission(who: Actor, reference: string): Promise<Sent | null> {
  if (who.person === null) return null;
  const where = { id: reference, personId: who.person };
  const own = await transactionAs(ownSight(who), (tx) =>
    tx.request.findFirst({ where, include: { submission: { include: { requests: true } } } }),
  );
  if (!own) return null;
  const { holidays, review, correction } = policy();
  const requests = own.submission.requests.toSorted((a, b) => (a.right < b.right ? -1 : 1));
  return {
    submission: own.submissionId,
    undoHours: review.undoHours,
    coolDays: correction.coolDays,
    requests: requests.map((row) => ({
      reference: row.id,
      right: row.right as Right,
      manner: mannerOf(row),
      due: dueOf(row, holidays),
    })),
  };
}

type Row = Parameters<typeof phaseOf>[0] & {
  id: string;
  right: string;
  receivedOn: Date;
  dueOn: Date;
  extendedOn: Date | null;
  closedAt: Date | null;
};

function brief(row: Row, zone: string, now: Date): Brief {
  const copy = row.package;
  const ready = copy?.availableAt && copy.expiresAt && !copy.destroyedAt && copy.expiresAt > now;
  return {
    reference: row.id,
    right: row.right as Right,
    state: row.state as State,
    phase: phaseOf(row, now),
    closed: isClosed(row.state as State),
    receivedOn: dayOfColumn(row.receivedOn),
    dueOn: dayOfColumn(row.extendedOn ?? row.dueOn),
    closedOn: row.closedAt ? dayIn(zone, row.closedAt) : null,
    copyUntil: ready && copy.expiresAt ? dayIn(zone, copy.expiresAt) : null,
  };
}
