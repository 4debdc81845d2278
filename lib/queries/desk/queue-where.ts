/** The parts of the queue's statement: which requests, in which order, from where on. Every part can walk an index. */
import { Prisma } from "../../db/generated/client";
import { addDays, type Day } from "../../gdpr/day";
import { isClosed, states } from "../../gdpr/request";
import type { Cursor, QueueView, SortKey } from "./queue-view";

const { sql, join, raw } = Prisma;

/** Which rights need the officer's opinion before anybody approves: what the policy says. */
export type Review = { opinion: readonly string[] };
/** `me`: a person's id. `today` is said and not asked for inside: the planner has to know how much is due by then. */
export type Asking = { me: string; today: Day; review: Review; view: QueueView };

/** Whether this page is read against its order: the rows before a cursor, the nearest first. */
export const isBackwards = ({ after, before }: QueueView): boolean => after === null && before !== null;

/** The order in which the statement reads. */
export function orderOf(view: QueueView): Prisma.Sql {
  const way = raw(goesDown(view) ? "DESC" : "ASC");
  const { by } = view.sort;
  return by === "reference" ? sql`"id" ${way}` : sql`${column[by]} ${way}, "id" ${way}`;
}

const goesDown = (view: QueueView): boolean => view.sort.down !== isBackwards(view);
const column: Record<SortKey, Prisma.Sql> = { due: sql`"due_on"`, received: sql`"received_at"`, reference: sql`"id"` };

/** The requests of a view from its cursor on, at most `limit` of them. */
export function rowsSql(asking: Asking, limit: number): Prisma.Sql {
  const { view } = asking;
  const order = orderOf(view);
  const edge = cursorSql(view);
  const scan = (where: Prisma.Sql) => sql`
    (SELECT * FROM "request" WHERE ${join([where, ...conditions(asking), ...(edge ? [edge] : [])], " AND ")} ORDER BY ${order} LIMIT ${limit})`;
  return sql`SELECT * FROM (${join(basesOf(view).map(scan), " UNION ALL ")}) AS part ORDER BY ${order} LIMIT ${limit}`;
}

/**
 * Open or closed. By date the closed ones, which are many, are read from one ordered, limited scan for each of their states; and a
 * state says by itself which of the two it is.
 */
function basesOf({ show, state, right, sort }: QueueView): Prisma.Sql[] {
  if (sort.by === "due" && state) return [sql`true`];
  if (show === "open") return [sql`"closed_at" IS NULL`];
  if (sort.by === "due" && right === null) return states.filter(isClosed).map((one) => sql`"state" = ${one}`);
  return [sql`"closed_at" IS NOT NULL`];
}

/** What the view asks for besides open or closed. */
export function conditions({ me, today, review, view }: Asking): Prisma.Sql[] {
  const { right, state, due, waits, with: hands } = view;
  return [
    ...(right ? [sql`"right" = ${right}`] : []),
    ...(state ? [sql`"state" = ${state}`] : []),
    ...(due === "overdue" ? [sql`"due_on" < ${today}::date`] : []),
    ...(typeof due === "number" ? [sql`"due_on" BETWEEN ${today}::date AND ${addDays(today, due)}::date`] : []),
    ...(waits ? [waitsSql(waits, review)] : []),
    ...(hands === "nobody" ? [sql`"assignee" IS NULL`] : []),
    ...(hands && hands !== "nobody" ? [sql`"assignee" = ${hands === "me" ? me : hands}::uuid`] : []),
  ];
}

/** The same as `waitsFor` in queue.ts, which says it of a row; a test holds the two against each other. */
function waitsSql(waits: NonNullable<QueueView["waits"]>, { opinion }: Review): Prisma.Sql {
  const advises = sql`("state" = 'planned' AND "right" = ANY(${[...opinion]}::text[]) AND NOT ${given("opinion")})`;
  const approved = sql`("state" = 'planned' AND ${given("approval")})`;
  switch (waits) {
    case "us":
      return sql`("waits_for" IS NULL OR "waits_for" IN ('reviewer', 'task'))`;
    case "dpo":
      return sql`"waits_for" = 'reviewer' AND ${advises}`;
    case "second":
      return sql`"waits_for" = 'reviewer' AND ${approved} AND NOT ${advises}`;
    case "reviewer":
      return sql`"waits_for" = 'reviewer' AND NOT ${approved} AND NOT ${advises}`;
    default:
      return sql`"waits_for" = ${waits}`;
  }
}

const given = (kind: "opinion" | "approval"): Prisma.Sql => sql`
  EXISTS (SELECT FROM "approval" a WHERE a."request" = "request"."id" AND a."kind" = ${kind}
          AND a."plan_no" = "request"."plan_no" AND a."plan_hash" = "request"."plan_hash")`;

function cursorSql(view: QueueView): Prisma.Sql | null {
  const edge = view.after ?? view.before;
  if (!edge) return null;
  const sign = raw(goesDown(view) ? "<" : ">");
  if (view.sort.by === "reference") return sql`"id" ${sign} ${edge.reference}`;
  const at = view.sort.by === "due" ? sql`${edge.at}::date` : sql`${instantOf(edge)}::timestamptz`;
  return sql`(${column[view.sort.by]}, "id") ${sign} (${at}, ${edge.reference})`;
}

const instantOf = ({ at }: Cursor): string => new Date(Number(at)).toISOString();
