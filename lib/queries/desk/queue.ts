/** The desk's queue: soonest due first, with the sentences it greets with. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";
import { pageSize, queueSql, type QueueJson, type QueueRow } from "./queue-sql";
import type { Cursor, QueueView } from "./queue-view";

export type Waits = "person" | "source" | "hold" | "task" | "reviewer" | "dpo" | "second" | null;
export type Line = Omit<QueueRow, "waitsFor" | "approvals"> & { waitsFor: Waits };
export type Queue = Omit<QueueJson, "rows"> & { rows: Line[]; next: Cursor | null; previous: Cursor | null };

/** One page of the queue, in one query; null for those who may not read the desk. Counts end at `countLimit` + 1. */
export async function deskQueue(who: Actor, view: QueueView): Promise<Queue | null> {
  if (!readsDesk(who) || who.person === null) return null;
  const { zone, review } = policy();
  const statement = queueSql(who.person, zone, view);
  const [found] = await transactionAs(staffSight(who), (tx) => tx.$queryRaw<{ queue: QueueJson }[]>(statement));
  if (!found) throw new Error("the queue gave nothing");
  const backwards = view.after === null && view.before !== null;
  const more = found.queue.rows.length > pageSize;
  const page = found.queue.rows.slice(0, pageSize);
  const rows = backwards ? page.toReversed() : page;
  return {
    ...found.queue,
    rows: rows.map(({ approvals, ...row }) => ({ ...row, waitsFor: waitsFor(row, approvals, review) })),
    next: (backwards ? true : more) ? cursorOf(rows.at(-1)) : null,
    previous: (backwards ? more : view.after !== null) ? cursorOf(rows[0]) : null,
  };
}

type Review = { secondApprover: readonly string[]; opinion: readonly string[] };

/** A plan that waits for the desk waits for one person of it: the officer's opinion comes before any approval. */
export function waitsFor(row: Pick<QueueRow, "waitsFor" | "state" | "right">, given: string[], review: Review): Waits {
  if (row.state !== "planned" || row.waitsFor !== "reviewer") return row.waitsFor as Waits;
  if (review.opinion.includes(row.right) && !given.includes("opinion")) return "dpo";
  return given.includes("approval") ? "second" : "reviewer";
}

const cursorOf = (row: QueueRow | undefined): Cursor | null =>
  row ? { dueOn: row.dueOn, reference: row.reference } : null;
