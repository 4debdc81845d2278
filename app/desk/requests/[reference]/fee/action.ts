"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { announceFee } from "../../../../../lib/steps/decide/fee";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";
import { centsOf } from "./cents";

const form = z.object({
  reference,
  amount: z
    .string()
    .trim()
    .max(30)
    .refine((text) => (centsOf(text) ?? 0) > 0, "desk.fee.problems.amount"),
  facts: z.string().trim().min(20, "desk.fee.problems.facts").max(10_000),
  see: z.literal("letter").optional(),
});

/** Tells the person what the request would cost and why; they agree or take it back. */
export const feeAction = secureAction("announce-fee", form, async (who, { reference: request, amount, facts, see }) => {
  const fee = { cents: centsOf(amount) ?? 0, facts };
  if (see) return seeFirst(who, request, { kind: "fee", typed: fee });
  const announced = await announceFee(who, request, fee);
  if (!announced.ok) return problem(`desk.fee.problems.${notFoundOr(announced.reason)}`);
  redirect(`/desk/requests/${request}`);
});
