"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { recordFeeAnswer } from "../../../../../lib/steps/decide/fee";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  answer: z.enum(["agrees", "declines"], "desk.fee-answer.problems.choose"),
  how: z.string().trim().min(10, "desk.fee-answer.problems.how-missing").max(10_000),
});

/** Writes down what the person said to the fee, where they did not say it in the portal. */
export const feeAnswerAction = secureAction(
  "record-fee-answer",
  form,
  async (who, { reference: request, answer, how }) => {
    const recorded = await recordFeeAnswer(who, request, { agrees: answer === "agrees", how });
    if (!recorded.ok) {
      const because = notFoundOr(recorded.reason);
      return problem(`desk.fee-answer.problems.${because}`, because === "how-missing" ? "how" : null);
    }
    redirect(`/desk/requests/${request}`);
  },
);
