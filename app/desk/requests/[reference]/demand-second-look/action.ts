"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { demandSecondLook } from "../../../../../lib/steps/decide/second-look";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  reason: z.string().trim().min(20, "desk.demand-second-look.problems.reason-missing").max(10_000),
});

/** Records that the officer demands a second look, and why. */
export const demandSecondLookAction = secureAction("demand-second-look", form, async (who, input) => {
  const demanded = await demandSecondLook(who, input.reference, input.reason);
  if (!demanded.ok) return problem(`desk.demand-second-look.problems.${notFoundOr(demanded.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
