"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { giveLegalView } from "../../../lib/steps/decide/legal-view";
import { notFoundOr } from "../../desk/_parts/refused";

const form = z.object({
  reference,
  view: z.enum(["agrees", "objects"], "evidence.legal.problems.choose"),
  reason: z.string().trim().min(20, "evidence.legal.problems.reason").max(10_000),
});

/** Records what legal says about a refusal as excessive or unfounded. */
export const legalViewAction = secureAction("give-legal-view", form, async (who, { reference: request, ...given }) => {
  const said = await giveLegalView(who, request, given);
  if (!said.ok) return problem(`evidence.legal.problems.${notFoundOr(said.reason)}`);
  redirect(`/evidence/${request}`);
});
