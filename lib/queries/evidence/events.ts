/** One request's evidence: its events as they are stored, and what the verifier says of them now. */
import type { Actor } from "../../actor";
import { transactionAs } from "../../db";
import { eventLine, verifyEvents, type Event, type Problem } from "../../gdpr/evidence";
import { staffSight } from "../../sight";
import { readsEvidence } from "../readers";

export type EvidenceEvent = Pick<Event, "seq" | "at" | "fact" | "data" | "hash"> & { role: string };
export type Evidence = {
  reference: string;
  right: string;
  state: string;
  receivedOn: string;
  events: EvidenceEvent[];
  /** Hash of the last event in the request's row: where the chain must end. */
  head: string;
  problems: Problem[];
};

/** The events in their order and the verdict on the whole chain; null for an unknown request and the wrong role. */
export async function evidenceOf(who: Actor, reference: string): Promise<Evidence | null> {
  if (!readsEvidence(who)) return null;
  const request = await transactionAs(staffSight(who), (tx) =>
    tx.request.findUnique({
      where: { id: reference },
      select: { right: true, state: true, receivedOn: true, headHash: true, events: { orderBy: { seq: "asc" } } },
    }),
  );
  if (!request) return null;
  const events = request.events.map(asEvent);
  const verified = verifyEvents(events.map((event) => `${eventLine(event)}\n`).join(""));
  const { right, state, receivedOn, headHash } = request;
  return {
    reference,
    right,
    state,
    receivedOn: receivedOn.toISOString().slice(0, 10),
    events: events.map(({ seq, at, fact, data, hash, actor }) => ({ seq, at, fact, data, hash, role: actor.role })),
    head: headHash,
    problems:
      verified.problems.length === 0 && verified.head !== headHash
        ? [{ file: "events.jsonl", line: events.length, code: "gap" }]
        : verified.problems,
  };
}

type Row = {
  request: string;
  seq: number;
  at: Date;
  fact: string;
  actorRole: string;
  actorId: string;
  data: unknown;
  commit: string | null;
  prev: string;
  hash: string;
};

/** A stored row in the shape of format v1. What is wrong with it is for the verifier to say. */
function asEvent({ request, seq, at, fact, actorRole, actorId, data, commit, prev, hash }: Row): Event {
  const actor = { role: actorRole, id: actorId };
  return { v: 1, request, seq, at: at.toISOString(), fact, actor, data, commit, prev, hash } as Event;
}
