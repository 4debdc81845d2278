"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { chooseLaterNotice } from "../../../../lib/steps/answer/later-notice";

const form = z.object({ reference: z.string(), wanted: z.enum(["yes", "no"]) });

/** The person wants to be told when what was kept is gone, or no longer. */
export const laterAction = secureAction("later-notice", form, async (who, { reference, wanted }) => {
  const chosen = await chooseLaterNotice(who, reference, wanted === "yes");
  if (chosen.ok) redirect(`/my/requests/${reference}`);
  if (chosen.reason === "not-found") notFound();
  return problem("my.later.nothing-kept");
});
