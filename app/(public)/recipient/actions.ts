"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { isDay, type Day } from "../../../lib/gdpr/day";
import { openAction, problem } from "../../../lib/sign-in/secure-action";
import { confirmNotice, openNotice } from "../../../lib/steps/recipients/by-link";

const token = z.string().min(1).max(100);
const back = (given: string) => redirect(`/recipient?token=${encodeURIComponent(given)}`);

/** The button that opens a notice: whoever only follows links, as mail filters do, opens nothing. */
export const openNoticeAction = openAction("open-notice", z.object({ token }), async (_who, { token: given }) => {
  const opened = await openNotice(given);
  return opened.ok ? back(given) : problem("shell.recipient.unknown");
});

const confirmation = z.object({
  token,
  answer: z.enum(["done", "nothing-held"], "shell.recipient.problems.answer"),
  effectiveOn: z.string().trim().default(""),
});

/** The recipient says from when it holds there, or that it holds nothing about the person. */
export const confirmNoticeAction = openAction(
  "confirm-notice",
  confirmation,
  async (_who, { token: given, answer, effectiveOn }) => {
    if (answer === "done" && !isDay(effectiveOn))
      return problem("shell.recipient.problems.effective-on", "effectiveOn");
    const confirmed = await confirmNotice(given, answer === "done" ? (effectiveOn as Day) : null);
    if (confirmed.ok) return back(given);
    if (confirmed.reason === "not-yet") return problem("shell.recipient.problems.effective-on", "effectiveOn");
    return problem(
      confirmed.reason === "unknown-link" ? "shell.recipient.unknown" : "shell.recipient.problems.not-opened",
    );
  },
);
