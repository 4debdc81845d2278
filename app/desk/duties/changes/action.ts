"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { changeDecisions } from "../../../../lib/gdpr/duty-change";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { decideChange } from "../../../../lib/steps/decide/duty-change";
import { notFoundOr } from "../../_parts/refused";

const form = z.object({ change: z.string().regex(/^(?:all|[0-9a-f]{32})$/), decision: z.enum(changeDecisions) });

/** Decides whether duties get the date that the current policy says, or stay as they were noted. */
export const decideChangeAction = secureAction("decide-duty-change", form, async (who, { change, decision }) => {
  const decided = await decideChange(who, change, decision);
  if (!decided.ok) return problem(`desk.duty-changes.problems.${notFoundOr(decided.reason)}`);
  redirect("/desk/duties/changes");
});
