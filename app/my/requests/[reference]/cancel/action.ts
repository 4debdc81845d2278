"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { cancel } from "../../../../../lib/steps/ask/cancel";

/** The person takes the request back. */
export const cancelAction = secureAction("cancel", z.object({ reference: z.string() }), async (who, { reference }) => {
  const cancelled = await cancel(who, reference);
  if (cancelled.ok) redirect(`/my/requests/${reference}`);
  if (cancelled.reason === "not-found") notFound();
  return problem("my.cancel.too-late");
});
