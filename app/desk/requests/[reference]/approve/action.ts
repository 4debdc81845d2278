"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { approve } from "../../../../../lib/steps/decide/review";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  shown: hash,
  /** The drafts of the letters that the page named. */
  worded: z.string().max(300).default(""),
});

/** Approves exactly the plan whose hash the page showed. */
export const approveAction = secureAction("approve", form, async (who, input) => {
  const approved = await approve(who, input.reference, input.shown, input.worded);
  if (!approved.ok) return problem(`desk.approve.problems.${notFoundOr(approved.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
