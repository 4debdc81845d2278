"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { announceFee } from "../../../../../lib/steps/decide/fee";
import { notFoundOr } from "../../../_parts/refused";
import { centsOf } from "./cents";

const form = z.object({
  reference,
  amount: z
    .string()
    .trim()
    .max(30)
    .refine((text) => (centsOf(text) ?? 0) > 0, "desk.fee.problems.amount"),
  facts: z.string().trim().min(20, "desk.fee.problems.facts").max(10_000),
});

/** Tells the person what the request would cost and why; they agree or take it back. */
export const feeAction = secureAction("announce-fee", form, async (who, { reference: request, amount, facts }) => {
  const announced = await announceFee(who, request, { cents: centsOf(amount) ?? 0, facts });
  if (!announced.ok) return problem(`desk.fee.problems.${notFoundOr(announced.reason)}`);
  redirect(`/desk/requests/${request}`);
});
