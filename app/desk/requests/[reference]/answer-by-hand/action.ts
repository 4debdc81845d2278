"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { answerByHand } from "../../../../../lib/steps/decide/answer-by-hand";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const form = z.object({
  reference,
  answer: z.string().trim().min(20, "desk.answer-by-hand.problems.answer").max(20_000),
  rest: z.string().trim().max(10_000),
  see: z.literal("letter").optional(),
});

/** Records what a person did and found; the letter follows by itself. */
export const answerByHandAction = secureAction(
  "answer-by-hand",
  form,
  async (who, { reference: request, see, ...given }) => {
    if (see) return seeFirst(who, request, { kind: "answer", typed: given });
    const answered = await answerByHand(who, request, given);
    if (!answered.ok) return problem(`desk.answer-by-hand.problems.${notFoundOr(answered.reason)}`);
    redirect(`/desk/requests/${request}`);
  },
);
