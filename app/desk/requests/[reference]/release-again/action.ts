"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { releaseAgain } from "../../../../../lib/steps/decide/release-again";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  reason: z.string().trim().min(20, "desk.release-again.problems.reason-missing").max(10_000),
});

/** Allows one more download of the copy, or proposes it to another reviewer. */
export const releaseAgainAction = secureAction("release-again", form, async (who, input) => {
  const released = await releaseAgain(who, input.reference, input.reason);
  if (!released.ok) return problem(`desk.release-again.problems.${notFoundOr(released.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
