"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { answerDoubt } from "../../../../../lib/steps/answer/answer";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  selector: z.string().min(1).max(5_000),
  alike: z.literal("yes").optional(),
  answer: z.enum(["theirs", "not-theirs", "disclose", "withhold"], "desk.doubt.problems.choose"),
  reason: z.string().trim().min(10, "desk.doubt.problems.reason").max(10_000),
});

/** Decides what no rule could; the plan is then made anew. */
export const doubtAction = secureAction("answer-doubt", form, async (who, { reference: request, alike, ...given }) => {
  const answered = await answerDoubt(who, request, { ...given, alike: alike === "yes" });
  if (!answered.ok) return problem(`desk.doubt.problems.${notFoundOr(answered.reason)}`);
  redirect(`/desk/requests/${request}`);
});
