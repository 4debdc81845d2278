"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { notToldGrounds } from "../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { recordNotTold } from "../../../../lib/steps/recipients/by-hand";
import { notFoundOr } from "../../_parts/refused";

const form = z.object({
  task: z.uuid(),
  because: z.enum(notToldGrounds, "desk.not-told.problems.because"),
  reason: z.string().trim().min(10, "desk.not-told.problems.reason-missing").max(10_000),
});

/** Records why a recipient is not told (Art. 19). */
export const notToldAction = secureAction("not-told", form, async (who, { task, ...why }) => {
  const recorded = await recordNotTold(who, task, why);
  if (!recorded.ok) return problem(`desk.not-told.problems.${notFoundOr(recorded.reason)}`);
  redirect("/desk/tasks");
});
