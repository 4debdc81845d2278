/**
 * Art. 5(2), 24: the figures of a period, in one statement.
 *
 * By month and right: what was **received** counts in the month of its receipt; what ended (closed, on time, late, refused,
 * cancelled, not identified, days) in the month of its closing, as `answered-sql.ts` defines it; an **extension** in the month in
 * which it took effect. **open** and **overdue** are those of this moment, whatever the period: overdue is what is open after the
 * day that binds. **Failures of a system** are what the records of the period name it for: a record of somebody else in its
 * answer (`wrong-person`), a duty that it stopped (`duty-stopped` by `source`), something held back or confirmed too late (tasks),
 * a sweep in it that failed or is stuck; and once for all systems the requests that had to wait for one (`waits`).
 * **Late refusals** are those that went out in the period after month one, of a whole request or of a part (`refused-late`).
 * **Duties** of the period are those due in it; overdue are those whose day has passed, whatever the period.
 */
import { Prisma } from "../../db/generated/client";
import { endedIn, inPeriod } from "./answered-sql";
import type { AskedPeriod } from "./period";

const { sql } = Prisma;

/** So many overdue requests and duties stand on the page; how many there are is counted. A file takes more. */
export const overdueOnPage = 100;
export const overdueInFile = 100_000;
/** Upper ends of the bands of days to an answer; the last band has none. */
export const bands = [3, 7, 14, 21, 31, 62, 93] as const;

export const figuresSql = (asked: AskedPeriod, zone: string, rows: number): Prisma.Sql => sql`
  WITH ${endedIn(asked, zone)},
  lines AS (
    SELECT "right", to_char("received_on", 'YYYY-MM') AS month, count(*) AS received,
      0 AS closed, 0 AS "time", 0 AS extension, 0 AS late, 0 AS unsettled, 0 AS refused, 0 AS cancelled, 0 AS unidentified,
      0 AS extended, NULL::int AS took
    FROM "request" WHERE ${inPeriod(sql`"received_at"`)}
    GROUP BY 1, 2
    UNION ALL
    SELECT "right", to_char(closed_on, 'YYYY-MM'), 0, 1, (met = 'time')::int, (met = 'extension')::int, (met = 'late')::int,
      (met = 'unsettled')::int, ("state" = 'refused')::int, ("state" = 'cancelled')::int, ("state" = 'not-identified')::int,
      0, took
    FROM ended
    UNION ALL
    SELECT r."right", to_char(e."at" AT TIME ZONE ${zone}, 'YYYY-MM'), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, NULL
    FROM "event" e JOIN "request" r ON r."id" = e."request"
    WHERE e."fact" = 'extended' AND ${inPeriod(sql`e."at"`)}
  ),
  grouped AS (
    SELECT "right", month, sum(received) AS received, sum(closed) AS closed, sum("time" + extension) AS "onTime",
      sum(extension) AS "inExtension", sum(late) AS late, sum(unsettled) AS unsettled, sum(refused) AS refused,
      sum(cancelled) AS cancelled, sum(unidentified) AS "notIdentified", sum(extended) AS extended,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS median
    FROM lines GROUP BY GROUPING SETS (("right"), (month), ())
  ),
  overdue AS MATERIALIZED (
    SELECT "id", "right", "state", coalesce("extended_on", "due_on") AS due FROM "request"
    WHERE "closed_at" IS NULL AND "due_on" < (SELECT today FROM clock)
      AND coalesce("extended_on", "due_on") < (SELECT today FROM clock)
  ),
  late_duty AS MATERIALIZED (
    SELECT * FROM "duty" WHERE "state" <> 'done' AND "due_on" < (SELECT today FROM clock)
  ),
  failure AS (${failures}),
  late_refusal AS MATERIALIZED (
    SELECT e."request", e."data"->>'part' AS part, (e."data"->>'dueOn')::date AS due, (e."at" AT TIME ZONE ${zone})::date AS "on"
    FROM "event" e WHERE e."fact" = 'refused-late' AND ${inPeriod(sql`e."at"`)}
  )
  SELECT jsonb_build_object(
    'today', (SELECT today FROM clock), 'from', (SELECT "from" FROM days), 'to', (SELECT "to" FROM days),
    'groups', (SELECT jsonb_agg(to_jsonb(g)) FROM grouped g),
    'bands', (SELECT coalesce(jsonb_agg(jsonb_build_object('band', b.band, 'right', b."right", 'count', b.n)), '[]') FROM (
      SELECT width_bucket(took, ARRAY[${Prisma.join(bands.map((end) => end + 1))}]::int[]) AS band, "right", count(*) AS n
      FROM ended WHERE took IS NOT NULL GROUP BY 1, 2) AS b),
    'open', (SELECT count(*) FROM "request" WHERE "closed_at" IS NULL),
    'overdue', (SELECT count(*) FROM overdue),
    'overdueRows', (SELECT coalesce(jsonb_agg(jsonb_build_object('reference', o."id", 'right', o."right", 'state', o."state",
        'due', o.due, 'days', (SELECT today FROM clock) - o.due) ORDER BY o.due, o."id"), '[]')
      FROM (SELECT * FROM overdue ORDER BY due, "id" LIMIT ${rows}) AS o),
    'failures', (SELECT coalesce(jsonb_agg(jsonb_build_object('source', f.source, 'kind', f.kind, 'count', f.n)
      ORDER BY f.source, f.kind), '[]') FROM (SELECT source, kind, count(*) AS n FROM failure GROUP BY 1, 2) AS f),
    'waited', (SELECT count(DISTINCT e."request") FROM "event" e WHERE e."fact" = 'waits' AND e."data"->>'for' = 'source'
      AND ${inPeriod(sql`e."at"`)}),
    'lateRefusals', (SELECT count(*) FROM late_refusal),
    'lateRefusalRows', (SELECT coalesce(jsonb_agg(jsonb_build_object('reference', l."request", 'right', r."right", 'part', l.part,
        'due', l.due, 'days', l."on" - l.due) ORDER BY l."on" DESC, l."request"), '[]')
      FROM (SELECT * FROM late_refusal ORDER BY "on" DESC, "request" LIMIT ${rows}) AS l JOIN "request" r ON r."id" = l."request"),
    'duties', (SELECT jsonb_build_object('due', count(*), 'done', count(*) FILTER (WHERE d."state" = 'done'),
        'records', coalesce(sum(d."count"), 0)) FROM "duty" d, days WHERE d."due_on" BETWEEN days."from" AND days."to"),
    'lateDuties', (SELECT count(*) FROM late_duty),
    'lateDutyRows', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l."id", 'reference', l."request", 'category', l."category",
        'source', l."source", 'due', l."due_on", 'days', (SELECT today FROM clock) - l."due_on", 'by', l."stopped_by")
        ORDER BY l."due_on", l."id"), '[]')
      FROM (SELECT * FROM late_duty ORDER BY "due_on", "id" LIMIT ${rows}) AS l)
  ) AS "figures"`;

const failures = sql`
  SELECT e."data"->>'source' AS source, 'wrong-person' AS kind FROM "event" e
  WHERE e."fact" = 'wrong-person' AND ${inPeriod(sql`e."at"`)}
  UNION ALL
  SELECT d."source", 'duty' FROM "event" e JOIN "duty" d ON d."id" = (e."data"->>'duty')::uuid
  WHERE e."fact" = 'duty-stopped' AND e."data"->>'by' = 'source' AND ${inPeriod(sql`e."at"`)}
  UNION ALL
  SELECT t."source", t."kind" FROM "task" t
  WHERE t."kind" IN ('source-late', 'held-back') AND t."source" IS NOT NULL AND ${inPeriod(sql`t."made_at"`)}
  UNION ALL
  SELECT s."source", 'sweep' FROM "sweep" s
  WHERE (s."state" = 'failed' OR s."trouble" IN ('source', 'late')) AND ${inPeriod(sql`s."made_at"`)}`;
