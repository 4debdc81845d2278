"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, lookAnswers, reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { takeSecondLook } from "../../../../../lib/steps/decide/second-look";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  shown: hash,
  answer: z.enum(lookAnswers, "desk.second-look.problems.choose"),
  reason: z.string().trim().min(20, "desk.second-look.problems.reason-missing").max(10_000),
});

/** Records what the second look at exactly the plan that was shown came to. */
export const takeSecondLookAction = secureAction("take-second-look", form, async (who, { shown, ...input }) => {
  const taken = await takeSecondLook(who, input.reference, shown, input);
  if (!taken.ok) return problem(`desk.second-look.problems.${notFoundOr(taken.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
