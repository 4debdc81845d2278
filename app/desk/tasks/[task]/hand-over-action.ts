"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { handOver } from "../../../../lib/steps/hand-over/hand-over";
import { withdrawHandOver } from "../../../../lib/steps/hand-over/withdraw";
import { notFoundOr } from "../../_parts/refused";

const form = z.object({
  task: z.uuid(),
  to: z.string().trim().min(1, "desk.hand-over.problems.bad-address").max(254, "desk.hand-over.problems.bad-address"),
  before: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
});

/** Passes a task on to a colleague without an account here. */
export const handOverAction = secureAction("hand-over", form, async (who, { task, to, before }) => {
  const passed = await handOver(who, task, { to, before });
  if (passed.ok) redirect(`/desk/tasks/${task}`);
  const why = notFoundOr(passed.reason);
  return problem(`desk.hand-over.problems.${why}`, why === "bad-address" ? "to" : null);
});

/** Takes the link back that is out. */
export const withdrawHandOverAction = secureAction(
  "withdraw-hand-over",
  z.object({ task: z.uuid() }),
  async (who, { task }) => {
    const ended = await withdrawHandOver(who, task);
    if (ended.ok) redirect(`/desk/tasks/${task}`);
    return problem(`desk.hand-over.problems.${notFoundOr(ended.reason)}`);
  },
);
