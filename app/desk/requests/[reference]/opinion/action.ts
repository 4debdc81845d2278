"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { giveOpinion } from "../../../../../lib/steps/decide/opinion";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  shown: hash,
  opinion: z.enum(["agrees", "objects"], "desk.opinion.problems.choose"),
  text: z.string().trim().min(1, "desk.opinion.problems.text").max(10_000),
});

/** Records the officer's opinion on exactly the plan that was shown. */
export const opinionAction = secureAction("give-opinion", form, async (who, input) => {
  const given = await giveOpinion(who, input.reference, input.shown, input.opinion, input.text);
  if (!given.ok) return problem(`desk.opinion.problems.${notFoundOr(given.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
