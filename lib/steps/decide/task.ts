/** What had to be done by hand was done: by whom, when, and what came of it. */
import { policy } from "../../company";
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Day } from "../../gdpr/day";
import type { LetterKind } from "../../gdpr/facts";
import type { State } from "../../gdpr/request";
import { decidedTasks, tellsFound } from "../../gdpr/task";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { tellHandWork } from "../answer/found";
import { lockRequest } from "./allowed";
import { loadRequest } from "../load";
import { note } from "../move";
import { waitingHours } from "../plan/waiting";
import { daysAhead, toldByHand } from "../recipients/by-hand";

type Refused = "not-found" | "not-allowed" | "answer-missing" | "found-missing" | "stopped" | "done-before" | "not-yet";
type Days = { toldOn: Day | null; effectiveOn: Day | null };
type Finished = Days & {
  /** What the person is told of what was found, where the task ends with a letter to them (`tellsFound`). */
  found: string;
};

/** A letter of fewer characters says nothing. */
const least = 20;

/**
 * Of a recipient who was told: on which day (today when nothing is said), and from when it holds there; null where they
 * said nothing about it.
 */
export async function finishTask(
  who: Actor,
  id: string,
  answer: string,
  { toldOn = null, effectiveOn = null, found = "" }: Partial<Finished> = {},
): Promise<Result<Refused>> {
  if (!has(who, "reviewer", "dpo", "legal", "operator")) return no("not-found");
  if (!has(who, "reviewer", "dpo")) return no("not-allowed");
  if (answer.trim().length < 3) return no("answer-missing");
  return transactionAs(staffSight(who), (tx) =>
    settleTask(tx, who, id, { answer: answer.trim(), toldOn, effectiveOn, found }),
  );
}

/** Marks the task as done and does what follows from it. `answer` null: what came of it lies in the drawer. */
export async function settleTask(
  tx: Tx,
  who: Actor,
  id: string,
  { answer, found, ...days }: Finished & { answer: string | null },
): Promise<Result<"not-found" | "found-missing" | "stopped" | "done-before" | "not-yet">> {
  if (await daysAhead(tx, days)) return no("not-yet");
  const asked = await asksForFound(tx, id);
  if (asked === "stopped") return no("stopped");
  if (asked && found.trim().length < least) return no("found-missing");
  const finished = {
    answer,
    doneBy: who.person,
    doneAt: await portalNow(tx),
    effectiveOn: days.effectiveOn && new Date(days.effectiveOn),
  };
  const { count } = await tx.task.updateMany({
    where: { id, doneAt: null, kind: { notIn: [...decidedTasks] } },
    data: finished,
  });
  if (count === 1) {
    await afterwards(tx, who, id, { ...days, found });
    return done;
  }
  return no((await tx.task.count({ where: { id } })) === 1 ? "done-before" : "not-found");
}

/** Art. 12(6): while another contact has stopped the request, nothing that was found is handed out. */
async function asksForFound(tx: Tx, id: string): Promise<boolean | "stopped"> {
  const task = await tx.task.findUnique({ where: { id } });
  if (task === null || task.doneAt !== null) return false;
  // A stop that comes in this moment waits until the letter is written, or is seen.
  await lockRequest(tx, task.request);
  const { state, stoppedAt } = await tx.request.findUniqueOrThrow({ where: { id: task.request } });
  if (!tellsFound(task.kind, state as State)) return false;
  return stoppedAt === null ? true : "stopped";
}

/**
 * Art. 32: whoever could not be told by mail that an address is to change was told another way; from then they have as long
 * as by mail to stop it.
 */
async function reachedAnotherWay(tx: Tx, id: string): Promise<void> {
  const request = await loadRequest(tx, id);
  if (request.state !== "approved" || !request.correction?.identity || !request.undoUntil) return;
  const again = new Date((await portalNow(tx)).getTime() + waitingHours(request) * 3_600_000);
  const undoUntil = again > request.undoUntil ? again : request.undoUntil;
  await tx.request.update({ where: { id }, data: { undoUntil, waitsFor: null, tryAt: undoUntil } });
}

/** A posted letter can be what its request waits for; a recipient who was told belongs into the evidence. */
async function afterwards(tx: Tx, who: Actor, id: string, { found, ...days }: Finished): Promise<void> {
  const task = await tx.task.findUniqueOrThrow({ where: { id }, include: { letter: true } });
  const as = has(who, "reviewer") ? "reviewer" : "dpo";
  if (task.letter) {
    const data = { letter: task.letter.kind as LetterKind, outcome: "posted" as const };
    await note(tx, task.request, "mailed", who, { as, data });
    const tryAt = await portalNow(tx);
    await tx.request.update({ where: { id: task.request }, data: { tryAt } });
    // Who was asked something has the next move as before.
    const waiting = { id: task.request, waitsFor: { not: "person" } };
    await tx.request.updateMany({ where: waiting, data: { waitsFor: null } });
    await wake(tx, "advance", task.request);
  }
  await tellHandWork(tx, who, task, found);
  if (task.kind === "mail-bounced") await reachedAnotherWay(tx, task.request);
  await tx.request.updateMany({
    where: { id: task.request, closedAt: null, waitsFor: "reviewer" },
    data: { tryAt: await portalNow(tx) },
  });
  if (!task.recipient || !Object.hasOwn(policy().recipients, task.recipient)) return;
  await toldByHand(tx, task, days);
  const data = { recipient: task.recipient, effectiveOn: days.effectiveOn };
  await note(tx, task.request, "recipient-told", who, { as, data });
}
