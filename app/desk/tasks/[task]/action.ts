"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { isDay, type Day } from "../../../../lib/gdpr/day";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
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
  answer: z.string().trim().min(3, "desk.task.problems.answer-missing").max(10_000),
  toldOn: dayOrNothing,
  effectiveOn: dayOrNothing,
});

/** Records what came of a task by hand. */
export const taskAction = secureAction("finish-task", form, async (who, { task, answer, ...days }) => {
  const finished = await finishTask(who, task, answer, days);
  if (!finished.ok) return problem(`desk.task.problems.${notFoundOr(finished.reason)}`);
  redirect("/desk/tasks");
});
