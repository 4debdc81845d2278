"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { reopen } from "../../../../../lib/steps/decide/reopen";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  how: z.string().trim().min(10, "desk.reopen.problems.how-missing").max(10_000),
});

/** Writes down what somebody who was not identified answered by another way than the portal; their request opens again. */
export const reopenAction = secureAction("reopen", form, async (who, { reference: request, how }) => {
  const opened = await reopen(who, request, { how });
  if (!opened.ok) {
    const because = notFoundOr(opened.reason);
    return problem(`desk.reopen.problems.${because}`, because === "how-missing" ? "how" : null);
  }
  redirect(`/desk/requests/${request}/identity`);
});
