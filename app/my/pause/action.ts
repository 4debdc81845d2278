"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../i18n/language";
import { pauseGrounds } from "../../../lib/gdpr/wish";
import { choosable } from "../../../lib/queries/my/choosable";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { receive } from "../../../lib/steps/ask/receive";
import { refusedAs } from "../_parts/refused";

const form = z.object({
  id: z.uuid(),
  ground: z.enum(pauseGrounds, "my.pause.problems.ground"),
  scope: z.enum(["everything", "categories"], "my.pause.problems.scope"),
  category: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/))
    .max(100)
    .optional(),
  words: z.string().trim().max(5000),
});

/** Art. 18(1): the data are paused with this press. */
export const pauseAction = secureAction("pause", form, async (who, { id, ground, scope, category = [], words }) => {
  const pause = { ground, categories: scope === "everything" ? null : choosable(category) };
  const language = languageOf(await getLocale());
  const received = await receive(who, { id, wishes: [{ right: "restriction", pause, words }], language });
  if (!received.ok) return refusedAs(received.reason, refusals);
  const [first] = received.value.requests;
  redirect(`/my/requests/${first?.reference}${first?.reminder ? "" : "/done"}`);
});

const refusals = {
  "no-category": problem("my.pause.problems.no-category", "category"),
  "words-missing": problem("my.pause.problems.words-missing", "words"),
};
