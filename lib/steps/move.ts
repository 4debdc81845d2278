/**
 * The only function that changes a status. Compare-and-set of the state, the head of the chain and the event are one
 * SQL statement: a lost race writes nothing, and no status exists without its line of evidence.
 */
import canonicalize from "canonicalize";
import type { Actor, Role } from "../actor";
import type { Tx } from "../db";
import { facts, type Fact } from "../gdpr/facts";
import { isClosed, mayFollow, states, type State } from "../gdpr/request";
import { pseudonym } from "./pseudonym";

type Telling = {
  data: Record<string, unknown>;
  /** Commitment to the payload in the drawer, hex. */
  commit?: string | null;
  /** In which capacity the actor acts; the first of their roles when absent. */
  as?: Role;
  /** The worker's claim: nothing is written when somebody else has taken over. */
  fence?: bigint;
  /** The first fact of a new chain: the row was inserted in this very transaction. */
  opens?: true;
};

export type Told = { seq: number; hash: string; at: Date };

/** The race for a request was lost: somebody else moved it, or took over the work. */
export class LostRace extends Error {}

/** Moves a request to the state `fact`. Throws `LostRace` when the state (or the fence) is no longer what it was. */
export async function move(tx: Tx, request: string, fact: State, who: Actor, telling: Telling): Promise<Told> {
  const from = telling.opens ? [fact] : states.filter((state) => mayFollow(state, fact));
  return tell(tx, request, fact, who, { ...telling, from, to: fact });
}

/** Records a fact that changes no status. */
export async function note(tx: Tx, request: string, fact: Fact, who: Actor, telling: Telling): Promise<Told> {
  return tell(tx, request, fact, who, { ...telling, from: [...states], to: null });
}

async function tell(
  tx: Tx,
  request: string,
  fact: Fact,
  who: Actor,
  { data, commit = null, as, fence, from, to }: Telling & { from: State[]; to: State | null },
): Promise<Told> {
  facts[fact].parse(data);
  const id = await pseudonym(tx, request, who);
  const role = as ?? who.roles[0] ?? "subject";
  const dataText = canonicalize(data) ?? "{}";
  const commitText = commit === null ? "null" : `"${commit}"`;
  const closes = to !== null && isClosed(to);
  const rows = await tx.$queryRaw<Told[]>`
    /* prepared: tell */
    WITH held AS MATERIALIZED (
      SELECT r."id", r."head_seq" + 1 AS seq, r."head_hash" AS prev,
             greatest(date_trunc('milliseconds', portal_now()), r."head_at") AS at
      FROM "request" r
      WHERE r."id" = ${request} AND r."state" = ANY(${from}::text[])
        AND (${fence ?? null}::bigint IS NULL OR r."fence" = ${fence ?? null}::bigint)
      FOR UPDATE
    ), line AS MATERIALIZED (
      SELECT h.*, encode(sha256(convert_to(
        'rightful-event-v1' || chr(10) || '{"actor":{"id":"' || ${id}::text || '","role":"' || ${role}::text || '"},"at":"'
        || to_char(h.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","commit":' || ${commitText}::text
        || ',"data":' || ${dataText}::text || ',"fact":"' || ${fact}::text || '","prev":"' || h.prev
        || '","request":"' || h."id" || '","seq":' || h.seq || ',"v":1}', 'UTF8')), 'hex') AS hash
      FROM held h
    ), told AS (
      INSERT INTO "event" ("request", "seq", "at", "fact", "actor_role", "actor_id", "data", "commit", "prev", "hash")
      SELECT line."id", line.seq, line.at, ${fact}::text, ${role}::text, ${id}::text, ${dataText}::jsonb, ${commit}::text, line.prev, line.hash
      FROM line
    )
    UPDATE "request" r
    SET "head_seq" = line.seq, "head_hash" = line.hash, "head_at" = line.at,
        "state" = coalesce(${to}::text, r."state"),
        "closed_at" = CASE WHEN ${to}::text IS NULL THEN r."closed_at" WHEN ${closes}::boolean THEN line.at ELSE NULL END
    FROM line WHERE r."id" = line."id"
    RETURNING line.seq, line.hash, line.at`;
  const told = rows[0];
  if (!told) throw new LostRace(`${fact} could not be recorded for ${request}`);
  return told;
}
