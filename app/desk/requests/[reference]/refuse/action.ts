"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { refusalGrounds } from "../../../../../lib/gdpr/refusal";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { refuse } from "../../../../../lib/steps/decide/refuse";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const form = z.object({
  reference,
  ground: z.enum(refusalGrounds, "desk.refuse.problems.ground"),
  facts: z.string().trim().min(20, "desk.refuse.problems.facts").max(10_000),
  alternative: z.string().trim().min(20, "desk.refuse.problems.alternative").max(10_000),
  /** The draft of the letter that the page showed. */
  worded: z.string().max(300).default(""),
  see: z.literal("letter").optional(),
});

/** Refuses a request with its ground, the facts of this case and what can be done instead. */
export const refuseAction = secureAction(
  "refuse",
  form,
  async (who, { reference: request, worded, see, ...refusal }) => {
    if (see) return seeFirst(who, request, { kind: "refusal", typed: refusal });
    const refused = await refuse(who, request, refusal, worded);
    // The first of two is recorded: the request's page says that it waits for the second.
    if (!refused.ok && refused.reason !== "needs-second")
      return problem(`desk.refuse.problems.${notFoundOr(refused.reason)}`);
    redirect(`/desk/requests/${request}`);
  },
);
