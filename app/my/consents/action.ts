"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../i18n/language";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { receive } from "../../../lib/steps/ask/receive";
import { refusedAs } from "../_parts/refused";

const form = z.object({ id: z.uuid(), consent: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });

/** Art. 7(3): one press ends the consent. The same form sent twice ends it once. */
export const endConsentAction = secureAction("end-consent", form, async (who, { id, consent }) => {
  const language = languageOf(await getLocale());
  const received = await receive(who, { id, wishes: [{ right: "withdrawal", consents: [consent] }], language });
  if (!received.ok) return refusedAs(received.reason, { "no-consent": problem("my.consents.no-consent") });
  redirect(`/my/requests/${received.value.requests[0]?.reference}/done`);
});
