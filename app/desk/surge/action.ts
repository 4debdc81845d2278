"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { day, isDay } from "../../../lib/gdpr/day";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { declareSurge, endSurge } from "../../../lib/steps/surge/declare";
import { notFoundOr } from "../_parts/refused";

const words = (sentence: string, longest: number) => z.string().trim().min(20, sentence).max(longest);
const date = z.string().trim().refine(isDay, "desk.surge.problems.day").transform(day);

const form = z.object({
  happened: words("desk.surge.problems.happened", 5_000),
  since: date,
  expected: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,6}$/, "desk.surge.problems.expected")
    .transform(Number),
  why: words("desk.surge.problems.why", 5_000),
  reviewOn: date,
  en: words("desk.surge.problems.text", 3_000),
  de: words("desk.surge.problems.text", 3_000),
});

/** At which question a reason is read. */
const fields: Record<string, string> = { "since-ahead": "since", "review-over": "reviewOn", "review-far": "reviewOn" };

/** Declares a surge: from then on the first page tells of it, and many requests can be taken together. */
export const declareSurgeAction = secureAction("declare-surge", form, async (who, declared) => {
  const made = await declareSurge(who, declared);
  if (made.ok) redirect("/desk/surge");
  switch (made.reason) {
    case "happened-missing":
      return problem("desk.surge.problems.happened", "happened");
    case "why-missing":
      return problem("desk.surge.problems.why", "why");
    case "notice-missing":
      return problem("desk.surge.problems.text", "en");
    default:
      return problem(`desk.surge.problems.${notFoundOr(made.reason)}`, fields[made.reason] ?? null);
  }
});

/** Ends the surge that was shown. */
export const endSurgeAction = secureAction("end-surge", z.object({ surge: z.uuid() }), async (who, { surge }) => {
  const ended = await endSurge(who, surge);
  if (!ended.ok) return problem(`desk.surge.problems.${notFoundOr(ended.reason)}`);
  redirect("/desk/surge");
});
