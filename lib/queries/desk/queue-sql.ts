/**
 * The queue as one SQL statement. Pages are cut by key, never by offset, and counts stop at a thousand: the queue of a
 * breach day is as fast as that of a quiet one.
 */
import { Prisma } from "../../db/generated/client";
import { states, isClosed, type State } from "../../gdpr/request";
import type { QueueView } from "./queue-view";

export const pageSize = 25;
/** Beyond this a count only says "more than". */
export const countLimit = 1000;

export type QueueRow = {
  reference: string;
  right: string;
  state: string;
  receivedOn: string;
  /** The date the order goes by. */
  dueOn: string;
  /** The date that binds: that of the extension where there is one. */
  binds: string;
  left: number;
  waitsFor: string | null;
  approvals: string[];
  hands: "you" | "colleague" | null;
};

export type QueueJson = {
  today: string;
  rows: QueueRow[];
  week: number;
  overdue: number;
  trouble: number;
  open: number;
  /** Contracts cancelled here that nobody has taken over. */
  withdrawals: number;
  duties: { on: string; count: number } | null;
};

const { sql, join } = Prisma;

/** The statement for one page and everything the queue's first sentences say. `me` is a person's id. */
export function queueSql(me: string, zone: string, view: QueueView): Prisma.Sql {
  const down = isDown(view);
  const order = down ? sql`"due_on" DESC, "id" DESC` : sql`"due_on", "id"`;
  return sql`
    WITH clock AS MATERIALIZED (SELECT (portal_now() AT TIME ZONE ${zone})::date AS today),
    page AS MATERIALIZED (
      SELECT * FROM (${join(parts(me, view, order), " UNION ALL ")}) AS part ORDER BY ${order} LIMIT ${pageSize + 1}
    )
    SELECT jsonb_build_object(
      'today', (SELECT today FROM clock),
      'rows', (SELECT coalesce(jsonb_agg(${rowOf(me)} ORDER BY ${order}), '[]') FROM page r),
      'week', ${capped(sql`"due_on" BETWEEN (SELECT today FROM clock) AND (SELECT today + 7 FROM clock) AND "extended_on" IS NULL`)},
      'overdue', ${capped(sql`"due_on" < (SELECT today FROM clock) AND coalesce("extended_on", "due_on") < (SELECT today FROM clock)`)},
      'trouble', ${capped(sql`"waits_for" = 'source'`)},
      'open', ${capped(sql`true`)},
      'withdrawals', (SELECT count(*) FROM (SELECT FROM "contract_withdrawal" WHERE "settled_at" IS NULL LIMIT ${countLimit + 1}) AS counted),
      'duties', (${nextDuties})
    ) AS "queue"`;
}

/** Whether this page is read from its end: closed requests show the newest first, "newer" reads against the order. */
export const isDown = (view: QueueView): boolean =>
  isClosedView(view) !== (view.after === null && view.before !== null);

const isClosedView = ({ show, state }: QueueView): boolean => (state ? isClosed(state) : show === "closed");

/** One ordered, limited scan for each state asked for, so that each can walk its index; a single one for all open. */
function parts(me: string, view: QueueView, order: Prisma.Sql): Prisma.Sql[] {
  const wanted: State[] | null = view.state ? [view.state] : view.show === "closed" ? states.filter(isClosed) : null;
  const scan = (where: Prisma.Sql) => sql`
    (SELECT * FROM "request" WHERE ${join([where, ...conditions(me, view)], " AND ")} ORDER BY ${order} LIMIT ${pageSize + 1})`;
  return wanted === null ? [scan(sql`"closed_at" IS NULL`)] : wanted.map((state) => scan(sql`"state" = ${state}`));
}

function conditions(me: string, view: QueueView): Prisma.Sql[] {
  const { show, right, after, before } = view;
  const edge = after ?? before;
  const sign = isDown(view) ? sql`<` : sql`>`;
  return [
    ...(right ? [sql`"right" = ${right}`] : []),
    ...(edge ? [sql`("due_on", "id") ${sign} (${edge.dueOn}::date, ${edge.reference})`] : []),
    ...(show === "us" ? [sql`("waits_for" IS NULL OR "waits_for" IN ('reviewer', 'task'))`] : []),
    ...(show === "person" || show === "source" ? [sql`"waits_for" = ${show}`] : []),
    ...(show === "mine" ? [sql`"person_id" IS DISTINCT FROM ${me}::uuid AND ${touchedBy(me)}`] : []),
  ];
}

const touchedBy = (me: string): Prisma.Sql =>
  sql`EXISTS (SELECT FROM "pseudonym" p WHERE p."request" = "request"."id" AND p."person_id" = ${me}::uuid)`;

const rowOf = (me: string): Prisma.Sql => sql`jsonb_build_object(
  'reference', r."id", 'right', r."right", 'state', r."state", 'receivedOn', r."received_on", 'dueOn', r."due_on",
  'binds', coalesce(r."extended_on", r."due_on"), 'left', coalesce(r."extended_on", r."due_on") - (SELECT today FROM clock), 'waitsFor', r."waits_for",
  'approvals', (SELECT coalesce(jsonb_agg(a."kind"), '[]') FROM "approval" a
                WHERE a."request" = r."id" AND a."plan_no" = r."plan_no" AND a."plan_hash" = r."plan_hash"),
  'hands', (SELECT CASE WHEN bool_or(p."person_id" = ${me}::uuid) THEN 'you' WHEN count(*) > 0 THEN 'colleague' END
            FROM "pseudonym" p WHERE p."request" = r."id" AND p."person_id" IS DISTINCT FROM r."person_id"))`;

const capped = (where: Prisma.Sql): Prisma.Sql =>
  sql`(SELECT count(*) FROM (SELECT FROM "request" WHERE "closed_at" IS NULL AND ${where} LIMIT ${countLimit + 1}) AS counted)`;

const nextDuties = sql`
  SELECT jsonb_build_object('on', next."on", 'count', (SELECT count(*) FROM (
    SELECT FROM "duty" d WHERE d."state" <> 'done' AND d."state" = 'waiting' AND d."due_on" = next."on"
    LIMIT ${countLimit + 1}) AS counted))
  FROM (SELECT d."due_on" AS "on" FROM "duty" d
        WHERE d."state" <> 'done' AND d."state" = 'waiting' AND d."due_on" >= (SELECT today FROM clock)
        ORDER BY d."due_on", d."id" LIMIT 1) AS next`;
