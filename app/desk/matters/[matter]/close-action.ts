"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { closeMatter } from "../../../../lib/steps/matter/close";
import { notFoundOr } from "../../_parts/refused";

const form = z.object({
  matter: z.uuid(),
  ended: z.string().trim().min(10, "desk.matter.problems.reason-missing").max(10_000),
});

/** The matter is over: what it held goes on. */
export const closeMatterAction = secureAction("close-matter", form, async (who, { matter, ended }) => {
  const closed = await closeMatter(who, matter, ended);
  if (!closed.ok) return problem(`desk.matter.problems.${notFoundOr(closed.reason)}`);
  redirect(`/desk/matters/${matter}`);
});
