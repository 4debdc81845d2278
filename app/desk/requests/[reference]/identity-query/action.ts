"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { askIdentity } from "../../../../../lib/steps/decide/identity-query";
import { namesIdDocument } from "../../../../../lib/gdpr/identity-query";
import { notFoundOr } from "../../../_parts/refused";
import { seeFirst } from "../../../_parts/see-first";

const form = z.object({
  reference,
  doubt: z.string().trim().min(20, "desk.identity-query.problems.doubt-missing").max(10_000),
  item: z
    .string()
    .trim()
    .min(5, "desk.identity-query.problems.item-missing")
    .max(10_000)
    .refine((item) => !namesIdDocument(item), "desk.identity-query.problems.id-document"),
  see: z.literal("letter").optional(),
});

const fields: Partial<Record<string, string>> = {
  "item-missing": "item",
  "id-document": "item",
  "doubt-missing": "doubt",
};

/** Asks the person for the least that settles who they are; the doubt is written down. */
export const identityQueryAction = secureAction(
  "ask-identity",
  form,
  async (who, { reference: request, see, ...query }) => {
    if (see) return seeFirst(who, request, { kind: "identity-query", typed: query });
    const asked = await askIdentity(who, request, query);
    if (!asked.ok) {
      const because = notFoundOr(asked.reason);
      return problem(`desk.identity-query.problems.${because}`, fields[because] ?? null);
    }
    redirect(`/desk/requests/${request}`);
  },
);
