"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../i18n/language";
import { pauseGrounds, requesters } from "../../../lib/gdpr/wish";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { askForAnother } from "../../../lib/steps/ask/for-another";
import { refusedAs } from "../_parts/refused";
import { wanted } from "./wanted";

const form = z.object({
  id: z.uuid(),
  is: z.enum(requesters, "my.other.problems.is").exclude(["self"], "my.other.problems.is"),
  want: z.array(z.enum(wanted), "my.other.problems.nothing-asked").min(1, "my.other.problems.nothing-asked"),
  ground: z.enum(pauseGrounds).optional(),
  words: z.string().trim().max(5000),
});

/** Receives what somebody asks whom the other pages do not fit. */
export const otherAction = secureAction("ask-for-another", form, async (who, given) => {
  const { id, is, want, words, ground = null } = given;
  const language = languageOf(await getLocale());
  const received = await askForAnother(who, { id, is, rights: want, words, ground, language });
  if (!received.ok) return refusedAs(received.reason, refusals);
  redirect(`/my/requests/${received.value.requests[0]?.reference}/done`);
});

const refusals = {
  "nothing-asked": problem("my.other.problems.nothing-asked", "want"),
  "ground-missing": problem("my.other.problems.ground-missing", "ground"),
  "words-missing": problem("my.other.problems.words-missing", "words"),
};
