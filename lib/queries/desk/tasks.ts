/** What has to be done by hand, soonest due first. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";
import type { Words } from "./words";

export type TaskLine = {
  id: string;
  reference: string;
  kind: string;
  source: string | null;
  category: string | null;
  dueOn: string;
  late: boolean;
  done: boolean;
  /** What the policy says has to be done in that source, null where it says nothing. */
  steps: Words | null;
};

const onPage = 200;

/** Open tasks; null for those who may not read the desk. */
export async function deskTasks(who: Actor): Promise<TaskLine[] | null> {
  if (!readsDesk(who)) return null;
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.task.findMany({
      where: { doneAt: null, kind: { not: "second-refusal" } },
      orderBy: [{ dueOn: "asc" }, { request: "asc" }, { source: "asc" }, { id: "asc" }],
      take: onPage,
    }),
  );
  return rows.length === 0 ? [] : lines(rows);
}

/** One task, done or not; null for an unknown one. */
export async function deskTask(who: Actor, id: string): Promise<TaskLine | null> {
  if (!readsDesk(who)) return null;
  const row = await transactionAs(staffSight(who), (tx) => tx.task.findUnique({ where: { id } }));
  return row ? ((await lines([row]))[0] ?? null) : null;
}

type Row = NonNullable<Awaited<ReturnType<Tx["task"]["findFirst"]>>>;

async function lines(rows: Row[]): Promise<TaskLine[]> {
  const { zone, sources } = policy();
  const today = dayIn(zone, await portalNow());
  return rows.map((row) => {
    const source = row.source === null ? undefined : sources[row.source];
    const dueOn = row.dueOn.toISOString().slice(0, 10);
    return {
      id: row.id,
      reference: row.request,
      kind: row.kind,
      source: row.source,
      category: row.category,
      dueOn,
      late: dueOn < today && row.doneAt === null,
      done: row.doneAt !== null,
      steps: source?.kind === "manual" ? source.steps : null,
    };
  });
}
