"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference, stopDecisions } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { settleStop } from "../../../../../lib/steps/decide/settle-stop";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  decision: z.enum(stopDecisions, "desk.stopped.problems.choose"),
  reason: z.string().trim().min(10, "desk.stopped.problems.reason-missing").max(10_000),
});

/** Records whether a stopped request goes on or ends, with the reason. */
export const settleStopAction = secureAction("settle-stop", form, async (who, { reference: request, ...decided }) => {
  const settled = await settleStop(who, request, decided);
  if (!settled.ok) return problem(`desk.stopped.problems.${notFoundOr(settled.reason)}`);
  redirect(`/desk/requests/${request}`);
});
