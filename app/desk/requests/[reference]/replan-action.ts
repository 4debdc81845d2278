"use server";
import * as z from "zod";
import { redirect } from "next/navigation";
import { reference } from "../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { replan } from "../../../../lib/steps/decide/replan";
import { notFoundOr } from "../../_parts/refused";

/** Makes the plan anew: asks every source again. */
export const replanAction = secureAction("replan", z.object({ reference }), async (who, input) => {
  const made = await replan(who, input.reference);
  if (!made.ok) return problem(`desk.steps.problems.${notFoundOr(made.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
