/** What stays and when it goes: the duties that approved plans left behind. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs, type Tx } from "../../db";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type DutyDay = {
  on: string;
  lines: { category: string; source: string; writing: string; norm: string | null; duties: number; records: number }[];
};
export type StoppedDuty = {
  reference: string;
  category: string;
  source: string;
  on: string;
  records: number;
  by: string | null;
};
export type Duties = {
  today: string;
  days: DutyDay[];
  stopped: StoppedDuty[];
  later: string | null;
  done: number;
  /** Years that wait for finance, and duties that a changed policy would move. */
  taxYears: number;
  changes: number;
};

const daysOnPage = 20;
const stoppedOnPage = 100;

/**
 * The next days on which something goes, with counts by category, and what is stopped and why; in one query. `from` is
 * the first day shown (YYYY-MM-DD), null for the earliest. `later` is where the next page starts.
 */
export async function deskDuties(who: Actor, from: string | null): Promise<Duties | null> {
  if (!readsDesk(who)) return null;
  const [found] = await transactionAs(staffSight(who), (tx) => read(tx, from));
  if (!found) throw new Error("the duties gave nothing");
  return found.duties;
}

const read = (tx: Tx, from: string | null) => tx.$queryRaw<{ duties: Duties }[]>`
    WITH RECURSIVE clock AS MATERIALIZED (SELECT (portal_now() AT TIME ZONE ${policy().zone})::date AS today),
    days AS (
      (SELECT "due_on" AS "on", 1 AS n FROM "duty"
       WHERE "state" <> 'done' AND "due_on" >= coalesce(${from}::date, '-infinity') ORDER BY "due_on", "id" LIMIT 1)
      UNION ALL
      SELECT (SELECT "due_on" FROM "duty" WHERE "state" <> 'done' AND "due_on" > days."on" ORDER BY "due_on", "id" LIMIT 1),
             days.n + 1
      FROM days WHERE days.n <= ${daysOnPage} AND days."on" IS NOT NULL
    ),
    lines AS (
      SELECT u."due_on", u."category", u."source", u."writing", u."norm", count(*) AS duties, sum(u."count") AS records
      FROM days JOIN "duty" u ON u."due_on" = days."on" AND u."state" <> 'done'
      WHERE days.n <= ${daysOnPage}
      GROUP BY u."due_on", u."category", u."source", u."writing", u."norm"
    )
    SELECT jsonb_build_object(
      'today', (SELECT today FROM clock),
      'days', (SELECT coalesce(jsonb_agg(jsonb_build_object('on', day."due_on", 'lines', day.lines) ORDER BY day."due_on"), '[]')
        FROM (SELECT "due_on", jsonb_agg(jsonb_build_object('category', "category", 'source', "source", 'writing', "writing",
                'norm', "norm", 'duties', duties, 'records', records) ORDER BY "category", "writing") AS lines
              FROM lines GROUP BY "due_on") AS day),
      'later', (SELECT "on" FROM days WHERE n = ${daysOnPage + 1}),
      'stopped', (SELECT coalesce(jsonb_agg(jsonb_build_object('reference', s."request", 'category', s."category",
          'source', s."source", 'on', s."due_on", 'records', s."count", 'by', s."stopped_by") ORDER BY s."due_on", s."id"), '[]')
        FROM (SELECT * FROM "duty" WHERE "state" <> 'done' AND "state" = 'stopped' ORDER BY "due_on", "id" LIMIT ${stoppedOnPage}) AS s),
      'taxYears', (SELECT count(*) FROM "tax_year" WHERE "released_at" IS NULL),
      'changes', (SELECT count(*) FROM (SELECT FROM "duty_change" WHERE "decision" IS NULL AND "applied_at" IS NULL LIMIT 10001) AS open),
      'done', (SELECT count(*) FROM (SELECT FROM "duty" WHERE "state" = 'done' LIMIT 10001) AS counted)
    ) AS "duties"`;
