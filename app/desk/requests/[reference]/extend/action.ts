"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { extend } from "../../../../../lib/steps/decide/extend";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const form = z.object({
  reference,
  reason: z.enum(["complexity", "number"], "desk.extend.problems.reason"),
  facts: z.string().trim().min(20, "desk.extend.problems.facts").max(10_000),
  see: z.literal("letter").optional(),
});

/** Sends the notice that extends the time limit, with concrete reasons. */
export const extendAction = secureAction("extend", form, async (who, { reference: request, see, ...extension }) => {
  if (see) return seeFirst(who, request, { kind: "extension", typed: extension });
  const extended = await extend(who, request, extension);
  if (!extended.ok) return problem(`desk.extend.problems.${notFoundOr(extended.reason)}`);
  redirect(`/desk/requests/${request}`);
});
