/**
 * Art. 17(3)(e): a deletion by hand under a hold. No program keeps a person from deleting in a system that only people reach, so whoever
 * opens the task is told, nobody else is given it, and a link that is out leads nowhere any more.
 */
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs, type Tx } from "../../db";
import { handTask, rightOfTask } from "../../gdpr/task";
import { staffSight } from "../../sight";
import { subjectsOf } from "../ask/register-stop";
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

type Held = { id: string; account: string | null; category: string | null; subjects: readonly Uint8Array[] };

/** Takes back the links of such tasks when a hold is placed; `category` null: on everything. */
export async function withdrawHeldLinks(tx: Tx, { id, account, category, subjects }: Held): Promise<void> {
  const requests = [id, ...(await withoutAccount(tx, subjects))];
  const ofPerson = [{ request: { in: requests } }, ...(account === null ? [] : [{ requestRow: { account } }])];
  const ofCategory = category === null ? {} : { OR: [{ category }, { category: null }] };
  await tx.taskLink.updateMany({
    where: { ...waiting, taskRow: { ...deletion, AND: [{ OR: ofPerson }, ofCategory] } },
    data: { withdrawnAt: await portalNow(tx), sealed: null },
  });
}

const deletion = { doneAt: null, kind: { in: [handTask("erasure", false), handTask("erasure", true)] } };
const waiting = { answeredAt: null, withdrawnAt: null };

/** Requests with such a link whose person is known by their addresses alone, and is the one of the hold. */
async function withoutAccount(tx: Tx, subjects: readonly Uint8Array[]): Promise<string[]> {
  const held = new Set(subjects.map(hex));
  const links = await tx.taskLink.findMany({
    where: { ...waiting, taskRow: { ...deletion, requestRow: { account: null } } },
    select: { taskRow: { select: { request: true } } },
  });
  const theirs: string[] = [];
  for (const request of new Set(links.map(({ taskRow }) => taskRow.request))) {
    const { subject } = await loadRequest(tx, request);
    if (subjectsOf(subject).some((one) => held.has(hex(one)))) theirs.push(request);
  }
  return theirs;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
