"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { settleWithdrawal } from "../../../lib/steps/ask/contract-withdrawal";
import { notFoundOr } from "../_parts/refused";

/** Records that the shop has taken a declaration over. */
export const settleWithdrawalAction = secureAction(
  "settle-withdrawal",
  z.object({ withdrawal: z.uuid() }),
  async (who, { withdrawal }) => {
    const settled = await settleWithdrawal(who, withdrawal);
    if (!settled.ok) return problem(`desk.withdrawals.problems.${notFoundOr(settled.reason)}`);
    redirect("/desk/withdrawals");
  },
);
