"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../i18n/language";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { decisionOf } from "../../../lib/steps/ask/machine-decisions";
import { receive } from "../../../lib/steps/ask/receive";
import { refusedAs } from "../_parts/refused";

const form = z.object({
  id: z.uuid(),
  code: z.string("my.decision.problems.choose").max(64),
  words: z.string().trim().max(5000),
});

/** Art. 22(3): a person will look at the decision, with what is written here. */
export const decisionAction = secureAction("human-review", form, async (who, { id, code, words }) => {
  const decision = await decisionOf(who, code);
  if (decision === null) return problem("my.decision.problems.gone", "code");
  if (decision === "unanswered") return problem("my.decision.problems.unanswered");
  const language = languageOf(await getLocale());
  const received = await receive(who, { id, wishes: [{ right: "intervention", decision, words }], language });
  if (!received.ok) return refusedAs(received.reason, refusals);
  redirect(`/my/requests/${received.value.requests[0]?.reference}/done`);
});

const refusals = { "words-missing": problem("my.decision.problems.words-missing", "words") };
