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
  reason: z.string().trim().min(10, "desk.hold.problems.reason").max(10_000),
  reviewOn: z.string().trim().refine(isDay, "desk.hold.problems.date"),
});

/** Places a hold: nothing in its scope goes until it is released. */
export const holdAction = secureAction("place-hold", form, async (who, { category, ...placing }) => {
  const placed = await placeHold(who, { ...placing, category: category === "" ? null : category });
  if (!placed.ok) return problem(`desk.hold.problems.${notFoundOr(placed.reason)}`);
  redirect(`/desk/requests/${placing.reference}`);
});
