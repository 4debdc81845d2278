"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { cancelTransfer, confirmTransfer } from "../../../../../lib/steps/transfer/confirm";

const shown = z.object({ reference: z.string(), transfer: z.uuid() });

/** The person says yes to exactly what the page showed. */
export const confirmTransferAction = secureAction("confirm-transfer", shown, async (who, { reference, transfer }) => {
  const confirmed = await confirmTransfer(who, reference, transfer);
  if (confirmed.ok) redirect(`/my/requests/${reference}/done`);
  if (confirmed.reason === "not-found") notFound();
  return problem(`my.send.problems.${confirmed.reason}`);
});

/** The person does not want it sent after all. */
export const cancelTransferAction = secureAction(
  "cancel-transfer",
  z.object({ reference: z.string() }),
  async (who, { reference }) => {
    const cancelled = await cancelTransfer(who, reference);
    if (cancelled.ok) redirect(`/my/requests/${reference}`);
    if (cancelled.reason === "not-found") notFound();
    return problem("my.send.problems.too-late");
  },
);
