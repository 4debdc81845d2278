"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { decideIdentity } from "../../../../../lib/steps/decide/identity";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  decision: z.enum(["identified", "not-identified"], "desk.identity.problems.choose"),
  reason: z.string().trim().min(10, "desk.identity.problems.reason").max(10_000),
  item: z.string().trim().max(10_000),
});

/** Records who the person is, as a reviewer decided it, with the reason. */
export const identityAction = secureAction("decide-identity", form, async (who, { reference: request, ...decided }) => {
  const done = await decideIdentity(who, request, decided);
  if (!done.ok && done.reason === "item-missing") return problem("desk.identity.problems.item-missing", "item");
  if (!done.ok) return problem(`desk.identity.problems.${notFoundOr(done.reason)}`);
  redirect(`/desk/requests/${request}`);
});
