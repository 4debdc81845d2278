"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { reference } from "../../../../../lib/gdpr/facts";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { needsNoAnswer, writeToPerson } from "../../../../../lib/steps/message/write";
import { notFoundOr } from "../../../_parts/refused";

const form = z.object({
  reference,
  text: z.string().trim().min(1, "desk.message.problems.text").max(10_000, "desk.message.problems.long"),
});

/** The desk writes to the person. */
export const messageAction = secureAction("answer-message", form, async (who, input) => {
  const written = await writeToPerson(who, input.reference, input.text);
  if (!written.ok) return problem(`desk.message.problems.${notFoundOr(written.reason)}`);
  redirect(`/desk/requests/${input.reference}/message`);
});

/** What the person wrote needs no answer. */
export const settleMessageAction = secureAction("settle-message", z.object({ reference }), async (who, input) => {
  const settled = await needsNoAnswer(who, input.reference);
  if (!settled.ok) return problem(`desk.message.problems.${notFoundOr(settled.reason)}`);
  redirect(`/desk/requests/${input.reference}`);
});
