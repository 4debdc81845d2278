"use server";
import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { languageOf } from "../../../i18n/language";
import { choosable } from "../../../lib/queries/my/choosable";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { receive } from "../../../lib/steps/ask/receive";
import { refusedAs } from "../_parts/refused";
import { asked, choiceOf, scopes, wishesOf } from "./_parts/answers";

const form = z.object({
  id: z.uuid(),
  want: z.array(z.enum(asked)).min(1, "my.new.want.missing"),
  scope: z.enum(scopes).optional(),
  category: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/))
    .max(100)
    .optional(),
  licences: z.enum(["keep", "give-up"]).optional(),
  contact: z.enum(["stop", "allow"]).optional(),
  seen: z.enum(["yes"]).optional(),
});

/** Receives what was asked for. The same form sent twice makes one request for each right, and leads to the same page. */
export const receiveAction = secureAction("receive", form, async (who, input) => {
  const { id, scope = null, licences = null, contact = null } = input;
  const category = choosable(input.category ?? []);
  const want = asked.filter((right) => input.want.some((one) => one === right));
  if (want.includes("erasure") && (scope === null || contact === null)) return problem("my.new.check.incomplete");
  if (scope === "categories" && category.length === 0) return problem("my.new.check.incomplete");
  const choice = choiceOf({ id, want, scope, category, licences, contact, seen: true });
  const language = languageOf(await getLocale());
  const received = await receive(who, { id, wishes: wishesOf(want, choice), language });
  if (!received.ok) return refusedAs(received.reason, {});
  const [first] = received.value.requests;
  if (!first) throw new Error("a submission without a request");
  redirect(`/my/requests/${first.reference}${first.reminder ? "" : "/done"}`);
});
