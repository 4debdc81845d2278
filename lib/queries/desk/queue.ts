/** The desk's queue: soonest due first, with the sentences it greets with. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { dayIn } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";
import { opened, type Colleague } from "./colleagues";
import { batchSql, pageSize, queueSql, type QueueJson, type QueueRow } from "./queue-sql";
import type { Cursor, QueueView, SortKey } from "./queue-view";
import { isBackwards, type Asking } from "./queue-where";

export type Waits = "person" | "source" | "hold" | "task" | "reviewer" | "dpo" | "second" | null;
export type Line = Omit<QueueRow, "waitsFor" | "approvals" | "receivedMs"> & { waitsFor: Waits };
export type Queue = Omit<QueueJson, "rows" | "colleagues"> & {
  rows: Line[];
  next: Cursor | null;
  previous: Cursor | null;
  /** Person who looks, as `assignee` names them. */
  me: string;
  colleagues: Colleague[];
};

/** One page of the queue, in two queries: which day it is, and the page; null for those who may not read the desk. Counts end at `countLimit` + 1. */
export async function deskQueue(who: Actor, view: QueueView): Promise<Queue | null> {
  if (!readsDesk(who) || who.person === null) return null;
  const { person: me } = who;
  const { zone, review } = policy();
  const [found] = await transactionAs(staffSight(who), async (tx) => {
    const asking = { me, today: dayIn(zone, await portalNow(tx)), review, view };
    return tx.$queryRaw<{ queue: QueueJson }[]>(queueSql(asking));
  });
  if (!found) throw new Error("the queue gave nothing");
  const backwards = isBackwards(view);
  const more = found.queue.rows.length > pageSize;
  const page = found.queue.rows.slice(0, pageSize);
  const rows = backwards ? page.toReversed() : page;
  const [first, last] = [rows[0], rows.at(-1)].map((row) => (row ? cursorOf(row, view.sort.by) : null));
  return {
    ...found.queue,
    rows: rows.map((row) => lineOf(row, review)),
    next: (backwards ? true : more) ? (last ?? null) : null,
    previous: (backwards ? more : view.after !== null) ? (first ?? null) : null,
    me,
    colleagues: found.queue.colleagues.map(opened),
  };
}

/** Rows of one batch: enough to be quick, few enough to lie in memory. */
const batchSize = 1_000;

/** All requests of a view, page after page, in its order; whoever may not read the desk gets none. */
export async function* wholeView(who: Actor, view: QueueView): AsyncGenerator<Line[]> {
  if (!readsDesk(who) || who.person === null) return;
  const { person: me } = who;
  const { zone, review } = policy();
  const today = dayIn(zone, await portalNow());
  for (let after: Cursor | null = null; ;) {
    const asking: Asking = { me, today, review, view: { ...view, after, before: null } };
    const statement = batchSql(asking, batchSize);
    const [found] = await transactionAs(staffSight(who), (tx) => tx.$queryRaw<{ rows: QueueRow[] }[]>(statement));
    const rows = found?.rows ?? [];
    if (rows.length > 0) yield rows.map((row) => lineOf(row, review));
    const last = rows.at(-1);
    if (!last || rows.length < batchSize) return;
    after = cursorOf(last, view.sort.by);
  }
}

type Review = { secondApprover: readonly string[]; opinion: readonly string[] };

const lineOf = ({ approvals, receivedMs: _ms, ...row }: QueueRow, review: Review): Line => ({
  ...row,
  waitsFor: waitsFor(row, approvals, review),
});

/** A plan that waits for the desk waits for one person of it: the officer's opinion comes before any approval. */
export function waitsFor(row: Pick<QueueRow, "waitsFor" | "state" | "right">, given: string[], review: Review): Waits {
  if (row.state !== "planned" || row.waitsFor !== "reviewer") return row.waitsFor as Waits;
  if (review.opinion.includes(row.right) && !given.includes("opinion")) return "dpo";
  return given.includes("approval") ? "second" : "reviewer";
}

const cursorOf = (row: QueueRow, by: SortKey): Cursor => ({
  at: by === "due" ? row.dueOn : by === "received" ? String(row.receivedMs) : "r",
  reference: row.reference,
});
