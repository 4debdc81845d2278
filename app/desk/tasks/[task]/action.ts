"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import type { Actor } from "../../../../lib/actor";
import { isDay, type Day } from "../../../../lib/gdpr/day";
import { deskTask } from "../../../../lib/queries/desk/tasks";
import { problem, secureAction, type Answer } from "../../../../lib/sign-in/secure-action";
import { finishGuidedTask } from "../../../../lib/steps/decide/guided-task";
import { finishTask } from "../../../../lib/steps/decide/task";
import { notFoundOr } from "../../_parts/refused";

const dayOrNothing = z
  .string()
  .trim()
  .refine((text) => text === "" || isDay(text), "desk.task.problems.effective-on")
  .default("")
  .transform((text) => (text === "" ? null : (text as Day)));

const form = z.object({
  task: z.uuid(),
  answer: z.string().trim().max(10_000).default(""),
  found: z.string().trim().max(10_000).default(""),
  toldOn: dayOrNothing,
  effectiveOn: dayOrNothing,
  /** What the guide of the task asks for, by the ids of its fields. */
  evidence: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), z.string()).default({}),
});
type Input = z.output<typeof form>;

/** Records what came of a task by hand. */
export const taskAction = secureAction("finish-task", form, async (who, input) => {
  const task = await deskTask(who, input.task);
  if (!task) return problem(`desk.task.problems.${notFoundOr("not-found")}`);
  return task.guide && !task.done ? finishGuided(who, input, task.guide.evidence) : finish(who, input);
});

async function finish(who: Actor, { task, answer, toldOn, effectiveOn, found }: Input): Promise<Answer> {
  if (answer.length < 3) return problem("desk.task.problems.answer-missing", "answer");
  const finished = await finishTask(who, task, answer, { toldOn, effectiveOn, found });
  if (!finished.ok && finished.reason === "found-missing") return problem("desk.task.problems.found-missing", "found");
  if (!finished.ok) return problem(`desk.task.problems.${notFoundOr(finished.reason)}`);
  redirect("/desk/tasks");
}

async function finishGuided(who: Actor, input: Input, fields: readonly { id: string }[]): Promise<Answer> {
  const { task, answer: note, effectiveOn, evidence, found } = input;
  if (Object.keys(evidence).some((id) => !fields.some((field) => field.id === id)))
    return problem("shell.problems.strange");
  const finished = await finishGuidedTask(who, task, { evidence, note, effectiveOn, found });
  if (finished.ok) redirect("/desk/tasks");
  if (finished.reason === "found-missing") return problem("desk.task.problems.found-missing", "found");
  if (finished.problems)
    return finished.problems.map(({ field, why }) =>
      problem(`desk.task.problems.evidence.${why}`, `evidence.${field}`),
    );
  return problem(`desk.task.problems.${notFoundOr(finished.reason)}`);
}
