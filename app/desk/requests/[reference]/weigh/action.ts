"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { hash, reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { weigh } from "../../../../../lib/steps/decide/weigh";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const text = (name: string) => z.string().trim().min(20, `desk.weigh.problems.${name}`).max(10_000);
const form = z.object({
  reference,
  shown: hash,
  outcome: z.enum(["stops", "goes-on"], "desk.weigh.problems.choose"),
  interest: text("interest"),
  necessity: text("necessity"),
  situation: text("situation"),
  result: text("result"),
  see: z.literal("letter").optional(),
});

/** Decides about an objection, with the balance written down, on exactly the plan that was shown. */
export const weighAction = secureAction("weigh", form, async (who, { reference: request, shown, see, ...balance }) => {
  if (see) return seeFirst(who, request, { kind: "weighing", typed: { ...balance, shown } });
  const weighed = await weigh(who, request, shown, balance);
  // The first of two is recorded: the request's page says that it waits for the second.
  if (!weighed.ok && weighed.reason !== "needs-second")
    return problem(`desk.weigh.problems.${notFoundOr(weighed.reason)}`);
  redirect(`/desk/requests/${request}`);
});
