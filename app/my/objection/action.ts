"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../i18n/language";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { receive } from "../../../lib/steps/ask/receive";
import { refusedAs } from "../_parts/refused";

/** Art. 21(2), (3): advertising ends with this press. */
export const stopAdvertisingAction = secureAction(
  "stop-advertising",
  z.object({ id: z.uuid() }),
  async (who, { id }) => {
    const language = languageOf(await getLocale());
    const received = await receive(who, { id, wishes: [{ right: "objection", purposes: null, words: "" }], language });
    if (!received.ok) return refusedAs(received.reason, {});
    redirect(`/my/requests/${received.value.requests[0]?.reference}/done`);
  },
);

const objection = z.object({
  id: z.uuid(),
  purpose: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), "my.objection.problems.no-purpose").max(50),
  words: z.string().trim().max(5000),
});

/** Art. 21(1): another use is paused with this press, and weighed by a person. */
export const objectAction = secureAction("object-to-use", objection, async (who, { id, purpose, words }) => {
  const language = languageOf(await getLocale());
  const received = await receive(who, { id, wishes: [{ right: "objection", purposes: purpose, words }], language });
  if (!received.ok) return refusedAs(received.reason, refusals);
  const [first] = received.value.requests;
  redirect(`/my/requests/${first?.reference}${first?.reminder ? "" : "/done"}`);
});

const refusals = {
  "no-purpose": problem("my.objection.problems.no-purpose", "purpose"),
  "words-missing": problem("my.objection.problems.words-missing", "words"),
};
