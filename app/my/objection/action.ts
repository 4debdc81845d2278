"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { receive } from "../../../lib/steps/ask/receive";

/** Art. 21(2), (3): advertising ends with this press. */
export const stopAdvertisingAction = secureAction(
  "stop-advertising",
  z.object({ id: z.uuid() }),
  async (who, { id }) => {
    const language = (await getLocale()) === "de" ? "de" : "en";
    const received = await receive(who, { id, wishes: [{ right: "objection", purposes: null, words: "" }], language });
    if (!received.ok) return problem(`my.new.check.${received.reason}`);
    redirect(`/my/requests/${received.value.requests[0]?.reference}/done`);
  },
);
