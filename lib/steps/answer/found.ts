/**
 * Art. 12(1), 15: the answer said where a person still looks by hand, and that they are heard of. What they found goes to the person in
 * a letter of its own; of what else was done by hand, a mail says when the last of it is.
 */
import { has, system, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { mayName } from "../../gdpr/disclosure";
import { rightOfTask, tellsFound } from "../../gdpr/task";
import { load, type Loaded } from "../load";
import { tellNews } from "../news/tell";
import { fileUntil } from "./ended-use";
import { labelOf, systemOf } from "./said";
import { sendLetter } from "./send-letter";

type Done = { id: string; request: string; kind: string; source: string | null; category: string | null };

/** Whether a task is work by hand of which the person may hear. */
export const isHandWork = ({ kind, category }: Pick<Done, "kind" | "category">): boolean =>
  rightOfTask(kind) !== null && mayName(category, policy());

/** After a task by hand was done; `found` as its form asks for it where the person is told. */
export async function tellHandWork(tx: Tx, who: Actor, task: Done, found: string): Promise<void> {
  if (!isHandWork(task)) return;
  const request = await load(tx, task.request);
  if (!request) return;
  if (tellsFound(task.kind, request.state)) await tellFound(tx, who, request, { ...task, found });
  else if (request.closedAt !== null && !(await handWorkOpen(tx, task.request)))
    await tellNews(tx, request, "by-hand-done", { key: `by-hand-done ${task.id}` });
}

async function tellFound(
  tx: Tx,
  who: Actor,
  request: Loaded,
  { source, category, found }: Done & { found: string },
): Promise<void> {
  const facts = {
    system: systemOf(source ?? "", request),
    label: labelOf(category ?? "", request),
    found: found.trim(),
    fileUntil: fileUntil(dayIn(policy().zone, await portalNow(tx))),
  };
  await sendLetter(tx, request, "supplement", facts, { by: has(who, "reviewer") ? who : system });
}

async function handWorkOpen(tx: Tx, request: string): Promise<boolean> {
  const open = await tx.task.findMany({ where: { request, doneAt: null }, select: { kind: true, category: true } });
  return open.some(isHandWork);
}
