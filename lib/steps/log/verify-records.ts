/** What the portal's other tables say, held against the events: states, heads, the gate. */
import type { Tx } from "../../db";
import type { Finding } from "./finding";
import type { ChainEnd } from "./verify-chains";

/** Holds the ends of some chains against their rows: one statement for all of them. */
export async function verifyEnds(tx: Tx, ends: readonly ChainEnd[], found: (finding: Finding) => void): Promise<void> {
  const rows = await tx.$queryRaw<{ request: string; state: string | null; head: string; seq: number }[]>`
    SELECT "id" AS request, "state", "head_hash" AS head, "head_seq" AS seq FROM "request"
    WHERE "id" = ANY(${ends.map(({ request }) => request)}::text[])
    UNION ALL SELECT "id", NULL, "head_hash", "head_seq" FROM "system_chain"`;
  const stored = new Map(rows.map((row) => [row.request, row]));
  for (const { request, events, head, state } of ends) {
    const row = stored.get(request);
    if (row?.head !== head || row.seq !== events - 1) found({ where: request, line: events, code: "wrong-head" });
    if (row && row.state !== state) found({ where: request, line: events, code: "wrong-state" });
  }
}

/** Requests of which no event is there, and everything about the gate. */
export async function verifyRecords(tx: Tx, found: (finding: Finding) => void): Promise<void> {
  const silent = await tx.$queryRaw<{ request: string }[]>`
    SELECT r."id" AS request FROM "request" r
    WHERE NOT EXISTS (SELECT FROM "event" e WHERE e."request" = r."id") ORDER BY 1`;
  for (const { request } of silent) found({ where: request, line: 0, code: "wrong-head" });
  // The gate writes its line and the event in one transaction, once for each grant; files are read under a grant alone.
  const gates = await tx.$queryRaw<{ request: string }[]>`
    SELECT coalesce(told."request", opened."request") AS request
    FROM (SELECT "request", count(*) FROM "event" WHERE "fact" = 'downloaded' GROUP BY 1) told
    FULL JOIN (SELECT p."request", count(DISTINCT g."grant_id") FROM "gate" g JOIN "package" p ON p."id" = g."package_id"
               WHERE g."outcome" = 'opened' GROUP BY 1) opened ON opened."request" = told."request"
    WHERE told.count IS DISTINCT FROM opened.count
    UNION
    SELECT p."request" FROM "gate" g JOIN "package" p ON p."id" = g."package_id"
    WHERE g."outcome" IN ('read', 'again') AND NOT EXISTS (
      SELECT FROM "gate" o WHERE o."outcome" = 'opened' AND o."grant_id" = g."grant_id" AND o."id" < g."id")
    ORDER BY 1`;
  for (const { request } of gates) found({ where: request, line: 0, code: "no-gate" });
}
