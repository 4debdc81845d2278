/**
 * Art. 12(3), (4): when a request was answered and by which day it had to be, for the reports: one definition for all of them.
 *
 * A request counts as **closed** on the local day of its last moving fact, when that is one of `delivered`, `refused`,
 * `cancelled` and `not-identified`. What was taken back (`cancelled`) needs no answer; of the others:
 *
 * - **answered** is the moment from which the answer counts: its announcement was accepted by the receiving server or the letter
 *   was posted (`mailed`), or somebody wrote down that they told the person another way after it bounced. Where a letter was never
 *   mailed, because it lies in the portal and there is nowhere to announce it to, it is the closing itself. Mailed and never
 *   arrived: not answered.
 * - **due** is the day that held then: that of the receipt, moved by the days of an identity query (`identity-answered`), or that of an
 *   extension, which holds from the moment at which its notice was accepted (`extended`) and not before. A refusal, and the letter that
 *   somebody could not be identified, are due in month one: neither a query nor an extension moves that.
 * - **on time**: answered on the due day at the latest. **late**: answered after it, or not answered and the day has passed.
 *   What is neither is **unsettled**: the letter is still on its way.
 *
 * So closed = cancelled + on time + late + unsettled, for every right and month. A request whose answer says no in part is a
 * delivered one, and counts once.
 */
import { Prisma } from "../../db/generated/client";
import type { AskedPeriod } from "./period";

const { sql } = Prisma;

/** Whether an instant lies in the period. */
export const inPeriod = (column: Prisma.Sql): Prisma.Sql =>
  sql`${column} >= (SELECT start FROM period) AND ${column} < (SELECT "end" FROM period)`;

/** The letters that can be the answer of a request `r` in its last state. */
const answerLetters = sql`CASE r."state" WHEN 'delivered' THEN ARRAY[r."right", 'weighing', 'answer']
  WHEN 'refused' THEN ARRAY['refusal', 'weighing'] ELSE ARRAY['not-identified'] END`;

/** `clock`, `period` (from, to, today, start, "end": the exclusive instant) and `ended`: one row for each closed request. */
export const endedIn = ({ from, to }: AskedPeriod, zone: string): Prisma.Sql => sql`
  clock AS MATERIALIZED (SELECT (portal_now() AT TIME ZONE ${zone})::date AS today),
  days AS MATERIALIZED (
    SELECT today, coalesce(${from}::date, date_trunc('year', today)::date) AS "from",
           coalesce(${to}::date, (date_trunc('year', today) + interval '1 year - 1 day')::date) AS "to" FROM clock
  ),
  period AS MATERIALIZED (
    SELECT *, "from"::timestamp AT TIME ZONE ${zone} AS start, ("to" + 1)::timestamp AT TIME ZONE ${zone} AS "end" FROM days
  ),
  closing AS MATERIALIZED (
    SELECT r."id", r."right", r."state", r."plan_no", r."received_on", r."due_on", r."extended_on", r."pauses" <> '[]' AS paused, r."channel", r."requester",
      (r."closed_at" AT TIME ZONE ${zone})::date AS closed_on,
      CASE WHEN r."state" <> 'cancelled' THEN coalesce(
        mailed.accepted, mailed.told, CASE WHEN mailed.tried = 0 OR r."state" = 'delivered' THEN r."closed_at" END) END AS answered
    FROM "request" r
    LEFT JOIN LATERAL (
      SELECT min(e."at") FILTER (WHERE e."data"->>'outcome' IN ('accepted', 'posted')) AS accepted, count(*) AS tried,
        (SELECT min(t."done_at") FROM "task" t WHERE t."request" = r."id" AND t."kind" = 'mail-bounced'
           AND r."state" <> 'delivered' AND t."done_at" >= r."closed_at") AS told
      FROM "event" e
      WHERE e."request" = r."id" AND e."fact" = 'mailed' AND e."data"->>'letter' = ANY(${answerLetters})
        AND CASE r."state" WHEN 'delivered' THEN e."at" <= r."closed_at" ELSE e."at" >= r."closed_at" END
    ) AS mailed ON r."state" <> 'cancelled'
    WHERE r."closed_at" IS NOT NULL
      AND ${inPeriod(sql`r."closed_at"`)}
  ),
  dated AS (
    SELECT c.*, (c.answered AT TIME ZONE ${zone})::date AS answered_on,
      CASE WHEN c."state" <> 'delivered' THEN coalesce(first.due, c."due_on")
           WHEN c."extended_on" IS NULL THEN c."due_on"
           WHEN EXISTS (SELECT FROM "event" e WHERE e."request" = c."id" AND e."fact" = 'extended'
                                                    AND e."at" <= c.answered) THEN c."extended_on"
           ELSE coalesce(month.due, first.due) END AS due,
      coalesce(CASE WHEN c."state" = 'delivered' THEN month.due END, first.due, c."due_on") AS first_due
    FROM closing c LEFT JOIN LATERAL (
      SELECT (e."data"->>'dueOn')::date AS due FROM "event" e
      WHERE (c."extended_on" IS NOT NULL OR c.paused) AND e."request" = c."id" AND e."seq" = 0
    ) AS first ON true LEFT JOIN LATERAL (
      SELECT (e."data"->>'dueOn')::date AS due FROM "event" e
      WHERE c.paused AND e."request" = c."id" AND e."fact" IN ('received', 'identity-answered') AND NOT EXISTS (
        SELECT FROM "event" x WHERE x."request" = c."id" AND x."fact" = 'extended' AND x."seq" < e."seq")
      ORDER BY e."seq" DESC LIMIT 1
    ) AS month ON true
  ),
  ended AS MATERIALIZED (
    SELECT d.*, CASE WHEN "state" = 'cancelled' THEN 'cancelled'
        WHEN answered_on <= due THEN CASE WHEN answered_on > first_due THEN 'extension' ELSE 'time' END
        WHEN answered_on > due OR due < (SELECT today FROM clock) THEN 'late' ELSE 'unsettled' END AS met,
      answered_on - "received_on" AS took
    FROM dated d
  )`;
