"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { acceptFee } from "../../../../lib/steps/decide/fee";

/** Art. 12(5): the person agrees to the fee, and the request goes on. */
export const acceptFeeAction = secureAction(
  "accept-fee",
  z.object({ reference: z.string() }),
  async (who, { reference }) => {
    const accepted = await acceptFee(who, reference);
    if (accepted.ok) redirect(`/my/requests/${reference}`);
    if (accepted.reason === "not-found") notFound();
    return problem("my.can.no-fee");
  },
);
