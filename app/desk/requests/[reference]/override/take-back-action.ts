"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { takeBack } from "../../../../../lib/steps/decide/override";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({ reference, shown: hash, override: z.uuid() });

/** Takes an override back; the line is again what the rules say, in a plan that is made anew. */
export const takeBackAction = secureAction(
  "take-back-override",
  form,
  async (who, { reference: request, ...given }) => {
    const taken = await takeBack(who, request, given);
    if (!taken.ok) return problem(`desk.override.standing.problems.${notFoundOr(taken.reason)}`);
    redirect(`/desk/requests/${request}`);
  },
);
