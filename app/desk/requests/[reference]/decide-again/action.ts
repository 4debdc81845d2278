"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { decideAgain } from "../../../../../lib/steps/decide/decide-again";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const form = z.object({
  reference,
  /** `stands`, or `changed:` and one of the results that the policy knows. */
  decision: z
    .string("desk.decide-again.problems.choose")
    .regex(/^(?:stands|changed:.{1,100})$/, "desk.decide-again.problems.choose"),
  reasons: z.string().trim().min(20, "desk.decide-again.problems.reasons").max(10_000),
  see: z.literal("letter").optional(),
});

/** Records that a person looked at a machine's decision, what came of it and why. */
export const decideAgainAction = secureAction("decide-again", form, async (who, input) => {
  const { reference: request, decision, reasons, see } = input;
  const result = decision === "stands" ? null : decision.slice("changed:".length);
  const outcome = result === null ? ("stands" as const) : ("changed" as const);
  if (see) return seeFirst(who, request, { kind: "intervention", typed: { outcome, result, reasons } });
  const decided = await decideAgain(who, request, { outcome, result, reasons });
  if (!decided.ok) return problem(`desk.decide-again.problems.${notFoundOr(decided.reason)}`);
  redirect(`/desk/requests/${request}`);
});
