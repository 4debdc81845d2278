/**
 * What authorities ask about access (the coordinated action of 2024) and erasure (that of 2025), from the records of a period, in
 * one statement. What was received counts by its receipt, everything else by the closing of its request, as `answered-sql.ts`
 * defines it. Decisions are those of the last plan of a request that was answered.
 */
import { Prisma } from "../../db/generated/client";
import { endedIn, inPeriod } from "./answered-sql";
import type { AskedPeriod } from "./period";

const { sql } = Prisma;

const list = (inner: Prisma.Sql): Prisma.Sql =>
  sql`(SELECT coalesce(jsonb_agg(to_jsonb(l)), '[]') FROM (${inner}) AS l)`;

export const authoritySql = (asked: AskedPeriod, zone: string): Prisma.Sql => sql`
  WITH ${endedIn(asked, zone)},
  ours AS MATERIALIZED (SELECT * FROM ended WHERE "right" IN ('access', 'erasure')),
  told AS MATERIALIZED (
    SELECT o."id", o."right", o."state", f.* FROM ours o CROSS JOIN LATERAL (
      SELECT max(e."data"->>'door') FILTER (WHERE e."fact" = 'identified') AS door,
        count(*) FILTER (WHERE e."fact" = 'notified' AND e."data"->>'kind' = 'identity-query') > 0 AS queried,
        max(e."data"->>'ground') FILTER (WHERE e."fact" = 'refused') AS ground,
        bool_or(e."fact" = 'fee-announced') AS fee, bool_or(e."fact" = 'fee-accepted') AS agreed,
        bool_or(e."fact" = 'fee-declined') AS declined,
        bool_or(e."fact" = 'package-made') AS copied, bool_or(e."fact" = 'downloaded') AS fetched,
        bool_or(e."fact" = 'opinion' AND e."actor_role" = 'dpo') AS opinion, bool_or(e."fact" = 'second-approved') AS second,
        bool_or(e."fact" = 'waits' AND e."data"->>'for' = 'source') AS waited,
        bool_or(e."fact" = 'looked-again') AS looked,
        coalesce(sum((e."data"->>'left')::bigint) FILTER (WHERE e."fact" = 'looked-again'), 0) AS remained
      FROM "event" e WHERE e."request" = o."id" AND e."fact" IN ('identified', 'notified', 'refused', 'fee-announced',
        'fee-accepted', 'fee-declined', 'package-made', 'downloaded', 'opinion', 'second-approved', 'waits', 'looked-again')
    ) AS f
  ),
  decided AS MATERIALIZED (
    SELECT o."right", d."request", d."action", coalesce(d."mode", '') AS mode, d."ground", d."norm", d."count"
    FROM ours o JOIN "decision" d ON d."request" = o."id" AND d."plan_no" = o."plan_no"
    WHERE o."state" = 'delivered'
  )
  SELECT jsonb_build_object(
    'today', (SELECT today FROM clock), 'from', (SELECT "from" FROM days), 'to', (SELECT "to" FROM days),
    'received', ${list(sql`
      SELECT "right", "channel", "requester", count(*) AS count FROM "request"
      WHERE "right" IN ('access', 'erasure') AND ${inPeriod(sql`"received_at"`)} GROUP BY 1, 2, 3`)},
    'ended', ${list(sql`SELECT "right", "state", met, count(*) AS count FROM ours GROUP BY 1, 2, 3`)},
    'medians', ${list(sql`
      SELECT "right", percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS days FROM ours WHERE took IS NOT NULL GROUP BY 1`)},
    'extensions', ${list(sql`
      SELECT r."right", e."data"->>'reason' AS reason, count(*) AS count FROM "event" e JOIN "request" r ON r."id" = e."request"
      WHERE e."fact" = 'extended' AND r."right" IN ('access', 'erasure') AND ${inPeriod(sql`e."at"`)} GROUP BY 1, 2`)},
    'doors', ${list(sql`SELECT "right", door, count(*) AS count FROM told WHERE door IS NOT NULL GROUP BY 1, 2`)},
    'refusals', ${list(sql`SELECT "right", ground, count(*) AS count FROM told WHERE ground IS NOT NULL GROUP BY 1, 2`)},
    'told', ${list(sql`
      SELECT "right", ${counts}, sum(remained) AS remained FROM told GROUP BY 1`)},
    'searches', ${list(sql`
      SELECT s."outcome", count(*) AS count, count(DISTINCT s."request") AS requests FROM ours o
      JOIN "search" s ON s."request" = o."id" AND s."plan_no" = o."plan_no" WHERE o."right" = 'access' GROUP BY 1`)},
    'actions', ${list(sql`
      SELECT "right", "action", count(DISTINCT "request") AS requests, coalesce(sum("count"), 0) AS records
      FROM decided GROUP BY 1, 2`)},
    'grounds', ${list(sql`
      SELECT "right", "ground", count(DISTINCT "request") AS requests, coalesce(sum("count"), 0) AS records
      FROM decided WHERE "action" IN ('keep', 'restrict') AND "ground" IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`)},
    'norms', ${list(sql`
      SELECT "norm", count(DISTINCT "request") AS requests, coalesce(sum("count"), 0) AS records FROM decided
      WHERE "right" = 'erasure' AND "action" IN ('keep', 'restrict') AND "ground" LIKE '17(3)%' AND "norm" IS NOT NULL
      GROUP BY 1 ORDER BY 3 DESC, 1`)},
    'notices', ${list(sql`
      SELECT n."state", n."because", count(*) AS count FROM ours o JOIN "recipient_notice" n ON n."request" = o."id"
      WHERE o."right" = 'erasure' GROUP BY 1, 2`)},
    'duties', (SELECT jsonb_build_object('due', count(*), 'done', count(*) FILTER (WHERE d."state" = 'done')) FROM "duty" d, days
      WHERE d."due_on" BETWEEN days."from" AND days."to"),
    'lateDuties', (SELECT count(*) FROM "duty" WHERE "state" <> 'done' AND "due_on" < (SELECT today FROM clock)),
    'sweeps', (SELECT jsonb_build_object('due', coalesce(sum("due"), 0), 'done', coalesce(sum("done") FILTER (WHERE NOT "dry"), 0))
      FROM "sweep" WHERE ${inPeriod(sql`"made_at"`)}),
    'holds', (SELECT jsonb_build_object(
        'placed', count(*) FILTER (WHERE ${inPeriod(sql`"placed_at"`)}),
        'released', count(*) FILTER (WHERE ${inPeriod(sql`"released_at"`)}),
        'open', count(*) FILTER (WHERE "released_at" IS NULL)) FROM "hold"),
    'files', (SELECT count(*) FROM "request" WHERE "shredded_at" IS NOT NULL AND ${inPeriod(sql`"shredded_at"`)})
  ) AS "found"`;

const counts = Prisma.join(
  ["queried", "fee", "agreed", "declined", "copied", "fetched", "opinion", "second", "waited", "looked"].map(
    (name) => sql`count(*) FILTER (WHERE ${Prisma.raw(name)}) AS ${Prisma.raw(name)}`,
  ),
  ", ",
);
