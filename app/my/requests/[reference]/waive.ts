"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { waiveCopy } from "../../../../lib/steps/ask/waive-copy";

/** The erasure no longer waits for the copy. */
export const waiveAction = secureAction(
  "waive-copy",
  z.object({ reference: z.string() }),
  async (who, { reference }) => {
    const waived = await waiveCopy(who, reference);
    if (waived.ok) redirect(`/my/requests/${reference}`);
    if (waived.reason === "not-found") notFound();
    return problem("my.can.nothing-to-waive");
  },
);
