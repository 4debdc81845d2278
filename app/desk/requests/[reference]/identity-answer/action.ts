"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { isDay } from "../../../../../lib/gdpr/day";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { recordIdentityAnswer } from "../../../../../lib/steps/decide/identity-answer";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  on: z.string().trim().refine(isDay, "desk.identity-answer.problems.no-such-day"),
  how: z.string().trim().min(10, "desk.identity-answer.problems.how-missing").max(10_000),
});

const fields: Partial<Record<string, string>> = { "how-missing": "how", "no-such-day": "on" };

/** Writes down what the person answered by another way than the portal; a request that was closed over it opens again. */
export const identityAnswerAction = secureAction("record-identity-answer", form, async (who, given) => {
  const { reference: request, ...answer } = given;
  const recorded = await recordIdentityAnswer(who, request, answer);
  if (!recorded.ok) {
    const because = notFoundOr(recorded.reason);
    return problem(`desk.identity-answer.problems.${because}`, fields[because] ?? null);
  }
  redirect(`/desk/requests/${request}/identity`);
});
