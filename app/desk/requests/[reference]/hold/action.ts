"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { isDay } from "../../../../../lib/gdpr/day";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { placeHold } from "../../../../../lib/steps/decide/hold";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  kind: z.enum(["legal", "tax", "claim", "recall"], "desk.hold.problems.kind"),
  category: z.union([z.literal(""), z.string().regex(/^[a-z][a-z0-9-]*$/)]),
  number: z.string().trim().max(100),
  reason: z.string().trim().min(10, "desk.hold.problems.reason").max(10_000),
  reviewOn: z.string().trim().refine(isDay, "desk.hold.problems.date"),
});

/** The field that a refusal of the step is about. */
const fields: Partial<Record<string, string>> = {
  "reason-missing": "reason",
  "category-missing": "category",
  "no-record": "number",
  "several-records": "number",
  "source-silent": "number",
};

/** Places a hold: nothing in its scope goes until it is released. */
export const holdAction = secureAction("place-hold", form, async (who, { category, number, ...placing }) => {
  const scope = { category: category || null, number: number || null };
  const placed = await placeHold(who, { ...placing, ...scope });
  if (!placed.ok) {
    const because = notFoundOr(placed.reason);
    return problem(`desk.hold.problems.${because}`, fields[because] ?? null);
  }
  redirect(`/desk/requests/${placing.reference}`);
});
