"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { settleTransfer } from "../../../../../lib/steps/transfer/settle";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  arrived: z.enum(["yes", "no"], "desk.transfer-unknown.problems.arrived"),
  words: z.string().trim().min(10, "desk.transfer-unknown.problems.words-missing").max(5_000),
});

/** What the company said about a file of which nobody knew whether it arrived. */
export const settleTransferAction = secureAction("settle-transfer", form, async (who, input) => {
  const { arrived, words } = input;
  const settled = await settleTransfer(who, input.reference, { arrived: arrived === "yes", words });
  if (!settled.ok) return problem(`desk.transfer-unknown.problems.${notFoundOr(settled.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
