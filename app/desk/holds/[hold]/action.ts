"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { releaseHold } from "../../../../lib/steps/decide/hold";
import { notFoundOr } from "../../_parts/refused";

/** Releases a hold; what waited for it goes on. */
export const releaseAction = secureAction("release-hold", z.object({ hold: z.uuid() }), async (who, { hold }) => {
  const released = await releaseHold(who, hold);
  if (!released.ok) return problem(`desk.release.problems.${notFoundOr(released.reason)}`);
  redirect("/desk/holds");
});
