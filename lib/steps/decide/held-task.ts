/**
 * Art. 17(3)(e): a deletion by hand under a hold. No program keeps a person from deleting in a system that only people reach, so whoever
 * opens the task is told, nobody else is given it, and a link that is out leads nowhere any more.
 */
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs, type Tx } from "../../db";
import { handTask, rightOfTask } from "../../gdpr/task";
import { staffSight } from "../../sight";
import { loadRequest } from "../load";
import { isAbout, openHolds } from "../plan/situation";

type Row = { request: string; kind: string; category: string | null };

/** Whether it deletes what a hold may be about: a hold on one record counts for its whole category, for nobody looks into that system. */
export async function isHeldTask(tx: Tx, { request, kind, category }: Row): Promise<boolean> {
  if (rightOfTask(kind) !== "erasure") return false;
  const holds = await openHolds(tx, await loadRequest(tx, request));
  return holds.some((hold) => category === null || isAbout(category)(hold));
}

/** The same for the page of an open task, to those who do tasks. */
export async function isHeldFor(who: Actor, task: Omit<Row, "request"> & { reference: string }): Promise<boolean> {
  if (!has(who, "reviewer", "dpo")) return false;
  return transactionAs(staffSight(who), (tx) => isHeldTask(tx, { ...task, request: task.reference }));
}

type Held = { id: string; account: string | null; category: string | null };

/** Takes back the links of such tasks when a hold is placed; `category` null: on everything. */
export async function withdrawHeldLinks(tx: Tx, { id, account, category }: Held): Promise<void> {
  const ofPerson = [{ request: id }, ...(account === null ? [] : [{ requestRow: { account } }])];
  const ofCategory = category === null ? {} : { OR: [{ category }, { category: null }] };
  const kinds = [handTask("erasure", false), handTask("erasure", true)];
  const taskRow = { doneAt: null, kind: { in: kinds }, AND: [{ OR: ofPerson }, ofCategory] };
  await tx.taskLink.updateMany({
    where: { answeredAt: null, withdrawnAt: null, taskRow },
    data: { withdrawnAt: await portalNow(tx), sealed: null },
  });
}
