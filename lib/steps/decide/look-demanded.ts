/** Art. 39(1)(b): whether the officer demanded a second look at a request, and its end. */
import type { Actor } from "../../actor";
import { portalNow, type Tx } from "../../db";
import type { LookAnswer } from "../../gdpr/facts";
import { openDrawer } from "../../seal/request-key";
import type { Loaded } from "../load";

/** The kind of the task that stands for the demand. */
export const lookTask = "second-look";

/** Whether the officer ever asked for a second look at this request: then no plan of it runs on the word of one. */
export const isDemanded = async (tx: Tx, request: string): Promise<boolean> =>
  (await tx.task.count({ where: { request, kind: lookTask } })) > 0;

/** Whether nobody has looked again yet. */
export const isAwaited = async (tx: Tx, request: string): Promise<boolean> =>
  (await tx.task.count({ where: { request, kind: lookTask, doneAt: null } })) > 0;

/** Closes what was demanded: somebody looked, two approved, or there is nothing left to look at. */
export async function settleLook(
  tx: Tx,
  who: Actor,
  request: string,
  answer: LookAnswer | "approved" | "refused",
): Promise<void> {
  await tx.task.updateMany({
    where: { request, kind: lookTask, doneAt: null },
    data: { answer, doneBy: who.person, doneAt: await portalNow(tx) },
  });
}

/** What the officer wrote when they demanded the look that is open; null when none is. */
export async function demandedBecause(tx: Tx, { id, keys }: Loaded): Promise<string | null> {
  if (!(await isAwaited(tx, id))) return null;
  const row = await tx.drawer.findFirst({ where: { request: id, kind: "second look" }, orderBy: { madeAt: "desc" } });
  return row ? (await openDrawer<{ reason: string }>(tx, keys, row.id)).reason : null;
}
