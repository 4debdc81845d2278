/** What had to be done by hand was done: by whom, when, and what came of it. */
import { has, type Actor } from "../actor";
import { portalNow, transactionAs } from "../db";
import { decidedTasks } from "../gdpr/task";
import { done, no, type Result } from "../result";
import { staffSight } from "../sight";

type Refused = "not-found" | "not-allowed" | "answer-missing" | "done-before";

export async function finishTask(who: Actor, id: string, answer: string): Promise<Result<Refused>> {
  if (!has(who, "reviewer", "dpo", "legal", "operator")) return no("not-found");
  if (!has(who, "reviewer", "dpo")) return no("not-allowed");
  if (answer.trim().length < 3) return no("answer-missing");
  return transactionAs(staffSight(who), async (tx) => {
    const finished = { answer: answer.trim(), doneBy: who.person, doneAt: await portalNow(tx) };
    const { count } = await tx.task.updateMany({
      where: { id, doneAt: null, kind: { notIn: [...decidedTasks] } },
      data: finished,
    });
    if (count === 1) return done;
    return no((await tx.task.count({ where: { id } })) === 1 ? "done-before" : "not-found");
  });
}
