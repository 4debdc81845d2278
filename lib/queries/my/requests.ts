/** The person's own requests, the newest first, and what was sent together. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs, type Tx } from "../../db";
import { dayIn, dayOfColumn, type Day } from "../../gdpr/day";
import { isClosed, type State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import { ownSight } from "../../sight";
import { dueOf, type Due } from "./due";
import { endingTakes, type EndingTakes } from "./ending-takes";
import { mannerOf, type Manner } from "./manner";
import { paused, type Paused } from "./paused";
import { phaseOf, type Phase } from "./phase";

export type Brief = {
  reference: string;
  right: Right;
  manner: Manner;
  /** The right of the request that this one follows: nobody asked for it by itself. */
  follows: Right | null;
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
  const rows = await transactionAs(ownSight(who), (tx) => ownRows(tx, who.person));
  const now = rows[0]?.now;
  if (!now) throw new Error("portal_now() gave nothing");
  return { requests: rows.flatMap((row) => (row.id === null ? [] : [brief(row, zone, now)])), today: dayIn(zone, now) };
}

/** What belongs to the first page of everybody who is signed in, in one statement: a row without a request says the time alone. */
const ownRows = (tx: Tx, person: string | null) => tx.$queryRaw<(Row | Clock)[]>`
  SELECT clock.now, r."id", r."right", r."state", r."waits_for" AS "waitsFor", r."fee_state" AS "feeState",
         r."received_on" AS "receivedOn", r."due_on" AS "dueOn", r."extended_on" AS "extendedOn",
         r."closed_at" AS "closedAt", r."stopped_at" AS "stoppedAt", r."undo_until" AS "undoUntil",
         r."copy_waived_at" AS "copyWaivedAt", r."choice", r."requester", r."by_hand" AS "byHand", w."right" AS "follows", f."state" AS "firstState",
         c."available_at" AS "availableAt", c."expires_at" AS "expiresAt", c."downloads", c."destroyed_at" AS "destroyedAt",
         g."available_at" AS "firstAvailableAt", g."expires_at" AS "firstExpiresAt", g."downloads" AS "firstDownloads",
         g."destroyed_at" AS "firstDestroyedAt"
  FROM (SELECT portal_now() AS now) clock
  LEFT JOIN "request" r ON r."person_id" = ${person}::uuid
  LEFT JOIN "package" c ON c."request" = r."id"
  LEFT JOIN "request" w ON w."id" = r."follows_up"
  LEFT JOIN "request" f ON f."id" = r."copy_first"
  LEFT JOIN "package" g ON g."request" = f."id"
  ORDER BY r."received_at" DESC, r."right"`;

export type Sent = {
  submission: string;
  undoHours: number;
  /** Days that a change of an address waits. */
  coolDays: number;
  /** How long the uses that end with it take to end. */
  takes: EndingTakes;
  /** `paused`: what a request to pause has paused, null for every other one. */
  requests: { reference: string; right: Right; manner: Manner; due: Due; paused: Paused | null }[];
};

const pauses = { restrictions: { orderBy: { setAt: "asc" } }, exceptions: true } as const;

/** What was submitted together with the request; null when it is not the person's own. */
export async function mySubmission(who: Actor, reference: string): Promise<Sent | null> {
  if (who.person === null) return null;
  const where = { id: reference, personId: who.person };
  const own = await transactionAs(ownSight(who), (tx) =>
    tx.request.findFirst({ where, include: { submission: { include: { requests: { include: pauses } } } } }),
  );
  if (!own) return null;
  const { holidays, review, correction } = policy();
  const requests = own.submission.requests.toSorted((a, b) => (a.right < b.right ? -1 : 1));
  return {
    submission: own.submissionId,
    undoHours: review.undoHours,
    coolDays: correction.coolDays,
    takes: endingTakes(requests.flatMap(({ purposes }) => purposes)),
    requests: requests.map((row) => ({
      reference: row.id,
      right: row.right as Right,
      manner: mannerOf(row),
      due: dueOf(row, holidays),
      paused: row.right === "restriction" ? paused(row, policy(), who.language) : null,
    })),
  };
}

type Clock = { now: Date; id: null };
type Row = Omit<Parameters<typeof phaseOf>[0], "package" | "copyFirstRequest"> & {
  now: Date;
  id: string;
  follows: string | null;
  receivedOn: Date;
  dueOn: Date;
  extendedOn: Date | null;
  closedAt: Date | null;
  /** Its copy, and the request whose copy it waits for, with that one's copy. */
  downloads: number | null;
  availableAt: Date | null;
  expiresAt: Date | null;
  destroyedAt: Date | null;
  firstState: string | null;
  firstDownloads: number | null;
  firstAvailableAt: Date | null;
  firstExpiresAt: Date | null;
  firstDestroyedAt: Date | null;
  choice: unknown;
  requester: string;
  byHand: boolean;
};

function brief(flat: Row, zone: string, now: Date): Brief {
  const copy = flat.downloads === null ? null : { ...flat, downloads: flat.downloads };
  const row = { ...flat, package: copy, copyFirstRequest: firstOf(flat) };
  const ready =
    flat.stoppedAt === null && copy?.availableAt && copy.expiresAt && !copy.destroyedAt && copy.expiresAt > now;
  return {
    reference: row.id,
    right: row.right as Right,
    manner: mannerOf(row),
    follows: row.follows as Right | null,
    state: row.state as State,
    phase: phaseOf(row, now),
    closed: isClosed(row.state as State),
    receivedOn: dayOfColumn(row.receivedOn),
    dueOn: dayOfColumn(row.extendedOn ?? row.dueOn),
    closedOn: row.closedAt ? dayIn(zone, row.closedAt) : null,
    copyUntil: ready && copy.expiresAt ? dayIn(zone, copy.expiresAt) : null,
  };
}

/** The request whose copy has to be fetched first; null where none has. */
function firstOf(flat: Row) {
  const { firstState: state, firstDownloads, firstAvailableAt, firstExpiresAt, firstDestroyedAt } = flat;
  if (state === null) return null;
  const times = { availableAt: firstAvailableAt, expiresAt: firstExpiresAt, destroyedAt: firstDestroyedAt };
  return { state, package: firstDownloads === null ? null : { ...times, downloads: firstDownloads } };
}
