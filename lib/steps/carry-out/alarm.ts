/**
 * Art. 5(1)(f), 33: a system answered with a record of somebody else. Nothing of the answer is used, the request stops, and
 * a person looks before the system is asked again.
 */
import { system } from "../../actor";
import { db, portalNow } from "../../db";
import { WrongPerson } from "../../sources/source";
import type { Loaded } from "../load";
import { note } from "../move";

/** Stops the request when `error` says so; gives whether it did. Repeating it makes nothing twice. */
export async function alarmed(request: Pick<Loaded, "id" | "waitsFor">, error: unknown): Promise<boolean> {
  if (!(error instanceof WrongPerson)) return false;
  await stopForPerson(request.id, error.source);
  return true;
}

/** Stops a request until somebody has looked into the system. */
export async function stopForPerson(request: string, source: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const dueOn = await portalNow(tx);
    const task = { request, kind: "wrong-person", source };
    const open = await tx.task.count({ where: { ...task, doneAt: null } });
    if (open > 0) return;
    // Looked into before, and it happened again: the same task is open again.
    const { count } = await tx.task.updateMany({
      where: task,
      data: { doneAt: null, doneBy: null, answer: null, dueOn },
    });
    if (count === 0) await tx.task.create({ data: { ...task, dueOn } });
    await tx.request.updateMany({ where: { id: request, closedAt: null }, data: { waitsFor: "reviewer" } });
    await note(tx, request, "wrong-person", system, { data: { source } });
  });
}
