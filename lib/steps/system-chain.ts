/**
 * Art. 5(2): what happens for no request in particular (sweeps, replays, tax years) is evidence too. It stands in a chain
 * of its own, `request: "system"`, in the same format: the head and the event are one SQL statement.
 */
import canonicalize from "canonicalize";
import { system, type Actor } from "../actor";
import type { Tx } from "../db";
import { facts, moves, type Fact } from "../gdpr/facts";
import { pseudonym } from "./pseudonym";

type Telling = { data: Record<string, unknown>; commit?: string | null; by?: Actor };

/** Records a fact of no request. Throws when the fact belongs to a request's life or its data have another shape. */
export async function noteSystem(tx: Tx, fact: Fact, { data, commit = null, by = system }: Telling): Promise<void> {
  if (moves(fact)) throw new Error(`${fact} moves a request`);
  facts[fact].parse(data);
  const id = await pseudonym(tx, "system", by);
  const role = by.roles[0] ?? "system";
  const dataText = canonicalize(data) ?? "{}";
  const commitText = commit === null ? "null" : `"${commit}"`;
  const written = await tx.$executeRaw`
    WITH held AS MATERIALIZED (
      SELECT c."head_seq" + 1 AS seq, c."head_hash" AS prev,
             greatest(date_trunc('milliseconds', portal_now()), c."head_at") AS at
      FROM "system_chain" c WHERE c."id" = 'system' FOR UPDATE
    ), line AS MATERIALIZED (
      SELECT h.*, encode(sha256(convert_to(
        'rightful-event-v1' || chr(10) || '{"actor":{"id":"' || ${id}::text || '","role":"' || ${role}::text || '"},"at":"'
        || to_char(h.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","commit":' || ${commitText}::text
        || ',"data":' || ${dataText}::text || ',"fact":"' || ${fact}::text || '","prev":"' || h.prev
        || '","request":"system","seq":' || h.seq || ',"v":1}', 'UTF8')), 'hex') AS hash
      FROM held h
    ), told AS (
      INSERT INTO "system_event" ("seq", "at", "fact", "actor_role", "actor_id", "data", "commit", "prev", "hash")
      SELECT line.seq, line.at, ${fact}::text, ${role}::text, ${id}::text, ${dataText}::jsonb, ${commit}::text, line.prev, line.hash
      FROM line
    )
    UPDATE "system_chain" c SET "head_seq" = line.seq, "head_hash" = line.hash, "head_at" = line.at
    FROM line WHERE c."id" = 'system'`;
  if (written === 0) throw new Error("the chain of the system has no head");
}

/** The chain as lines of evidence, oldest first. */
export async function systemLines(tx: Tx): Promise<string> {
  const rows = await tx.systemEvent.findMany({ orderBy: { seq: "asc" } });
  const lines = rows.map(({ actorRole, actorId, at, ...event }) => {
    const actor = { id: actorId, role: actorRole };
    return canonicalize({ v: 1, request: "system", at: at.toISOString(), actor, ...event }) ?? "";
  });
  return lines.map((line) => `${line}\n`).join("");
}
