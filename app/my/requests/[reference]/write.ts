"use server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../lib/sign-in/secure-action";
import { writeToDesk } from "../../../../lib/steps/message/write";

const form = z.object({
  reference: z.string(),
  id: z.uuid(),
  text: z.string().trim().min(1, "my.messages.problems.text").max(10_000, "my.messages.problems.long"),
});

/** The person writes about their request. Sent twice it is one message. */
export const writeAction = secureAction("write-message", form, async (who, { reference, id, text }) => {
  const written = await writeToDesk(who, reference, { id, text });
  if (written.ok) redirect(`/my/requests/${reference}`);
  if (written.reason === "not-found") notFound();
  return problem(`my.messages.problems.${written.reason}`);
});
