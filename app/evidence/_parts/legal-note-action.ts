"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../lib/sign-in/secure-action";
import { addLegalNote } from "../../../lib/steps/decide/legal-note";
import { notFoundOr } from "../../desk/_parts/refused";

const form = z.object({
  reference,
  note: z.string().trim().min(1, "evidence.register.problems.note").max(20_000),
});

/** Keeps a note of legal beside a request. */
export const legalNoteAction = secureAction("add-legal-note", form, async (who, { reference: request, note }) => {
  const added = await addLegalNote(who, request, note);
  if (!added.ok) return problem(`evidence.register.problems.${notFoundOr(added.reason)}`);
  redirect(`/evidence/${request}`);
});
