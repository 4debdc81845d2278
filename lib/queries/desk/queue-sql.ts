/**
 * The queue as one SQL statement. Pages are cut by key, never by offset, and counts stop at a thousand: the queue of a
 * breach day is as fast as that of a quiet one.
 */
import { policy } from "../../company";
import { Prisma } from "../../db/generated/client";
import { addDays, type Day } from "../../gdpr/day";
import type { TakenUp } from "../../gdpr/taken-up";
import { takesUp } from "./request-sql";
import { surgeSql, type SurgeBrief } from "./surge-sql";
import { conditions, orderOf, rowsSql, type Asking } from "./queue-where";

export const pageSize = 25;
/** Beyond this a count only says "more than". */
export const countLimit = 1000;
/** Colleagues that can be named; a desk has fewer. */
const mostColleagues = 200;

export type QueueRow = {
  reference: string;
  right: string;
  state: string;
  receivedOn: string;
  /** Instant of receipt in ms. */
  receivedMs: number;
  dueOn: string;
  left: number;
  waitsFor: string | null;
  /** It is there because what kept a part of another request has ended. */
  takesUp: TakenUp | null;
  approvals: string[];
  assignee: string | null;
};

export type QueueJson = {
  today: string;
  rows: QueueRow[];
  week: number;
  overdue: number;
  trouble: number;
  open: number;
  /** How many fit the view; null for closed requests, which are not counted. */
  fitting: number | null;
  /** Contracts cancelled here that nobody has taken over. */
  withdrawals: number;
  /** Mails that may be requests and wait for somebody to say so; of them those that are late. */
  mails: number;
  lateMails: number;
  /** Since when the mailbox cannot be read, once that is an alarm; null while it can. */
  mailboxAway: string | null;
  duties: { on: string; count: number } | null;
  surge: SurgeBrief | null;
  /** Those who work at the desk; the name sealed, base64. */
  colleagues: { id: string; name: string | null; roles: string[] }[];
};

const { sql, join } = Prisma;

/** The statement for one page and everything the queue's first sentences say. */
export function queueSql(asking: Asking): Prisma.Sql {
  const { today } = asking;
  return sql`
    WITH page AS MATERIALIZED (${rowsSql(asking, pageSize + 1)})
    SELECT jsonb_build_object(
      'today', ${today}::date,
      'rows', (SELECT coalesce(jsonb_agg(${rowOf(today)} ORDER BY ${orderOf(asking.view)}), '[]') FROM page r),
      'week', ${capped(sql`"due_on" BETWEEN ${today}::date AND ${addDays(today, 7)}::date`)},
      'overdue', ${capped(sql`"due_on" < ${today}::date`)},
      'trouble', ${capped(sql`"waits_for" = 'source'`)},
      'open', ${capped(sql`true`)},
      'fitting', ${asking.view.show === "open" ? capped(join([sql`true`, ...conditions(asking)], " AND ")) : sql`NULL::int`},
      'mails', (SELECT count(*) FROM (SELECT FROM "inbound_mail" WHERE "state" = 'open' LIMIT ${countLimit + 1}) AS counted),
      'lateMails', (SELECT count(*) FROM (SELECT FROM "inbound_mail" WHERE "state" = 'open'
                    AND "received_at" < portal_now() - make_interval(days => ${policy().inbound?.daysToDecide ?? 0}) LIMIT ${countLimit + 1}) AS counted),
      'mailboxAway', (SELECT min("since") FROM "inbound_away" WHERE "alarmed_at" IS NOT NULL),
      'withdrawals', (SELECT count(*) FROM (SELECT FROM "contract_withdrawal" WHERE "settled_at" IS NULL LIMIT ${countLimit + 1}) AS counted),
      'duties', (${nextDuties(today)}),
      'surge', (${surgeSql}),
      'colleagues', (${colleaguesSql})
    ) AS "queue"`;
}

/** The statement for so many rows of a view and nothing else: what an export reads, one after the other. */
export function batchSql(asking: Asking, limit: number): Prisma.Sql {
  return sql`
    WITH page AS MATERIALIZED (${rowsSql(asking, limit)})
    SELECT coalesce(jsonb_agg(${rowOf(asking.today)} ORDER BY ${orderOf(asking.view)}), '[]') AS "rows" FROM page r`;
}

const rowOf = (today: Day): Prisma.Sql => sql`jsonb_build_object(
  'reference', r."id", 'right', r."right", 'state', r."state", 'receivedOn', r."received_on",
  'receivedMs', (extract(epoch FROM r."received_at") * 1000)::bigint, 'dueOn', r."due_on", 'left', r."due_on" - ${today}::date,
  'waitsFor', r."waits_for", 'assignee', r."assignee", 'takesUp', ${takesUp},
  'approvals', (SELECT coalesce(jsonb_agg(a."kind"), '[]') FROM "approval" a
                WHERE a."request" = r."id" AND a."plan_no" = r."plan_no" AND a."plan_hash" = r."plan_hash"))`;

/** In the order of an index: a table read from its beginning would go through a year of closed requests first. */
const capped = (where: Prisma.Sql): Prisma.Sql => sql`(SELECT count(*) FROM (
    SELECT FROM "request" WHERE "closed_at" IS NULL AND ${where} ORDER BY "due_on", "id" LIMIT ${countLimit + 1}) AS counted)`;

const nextDuties = (today: Day): Prisma.Sql => sql`
  SELECT jsonb_build_object('on', next."on", 'count', (SELECT count(*) FROM (
    SELECT FROM "duty" d WHERE d."state" <> 'done' AND d."state" = 'waiting' AND d."due_on" = next."on"
    LIMIT ${countLimit + 1}) AS counted))
  FROM (SELECT d."due_on" AS "on" FROM "duty" d
        WHERE d."state" <> 'done' AND d."state" = 'waiting' AND d."due_on" >= ${today}::date
        ORDER BY d."due_on", d."id" LIMIT 1) AS next`;

/** Everybody who has signed in with a role at the desk, in the order they first came. */
export const colleaguesSql = sql`
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', c."id", 'name', encode(c."name", 'base64'), 'roles', c."roles") ORDER BY c."created_at", c."id"), '[]') AS "all"
  FROM (SELECT p."id", p."name", p."roles", p."created_at" FROM "person" p
        WHERE p."roles" <> '{}' AND p."roles" && '{reviewer,dpo}'::text[] ORDER BY p."created_at", p."id" LIMIT ${mostColleagues}) AS c`;
