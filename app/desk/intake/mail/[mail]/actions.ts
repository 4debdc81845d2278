"use server";
import { redirect } from "next/navigation";
import * as z from "zod";
import { problem, secureAction } from "../../../../../lib/sign-in/secure-action";
import { readReference } from "../../../../../lib/steps/ask/reference";
import { confirmDismissal, keepMail, proposeDismissal } from "../../../../../lib/steps/inbound/dismiss";
import { lookIntoMail } from "../../../../../lib/steps/inbound/look";
import { remindByMail } from "../../../../../lib/steps/inbound/take";
import { notFoundOr } from "../../../_parts/refused";

const one = z.object({ mail: z.uuid() });
const back = (mail: string) => redirect(`/desk/intake/mail/${mail}`);
const refused = (reason: string, field: string | null = null) =>
  problem(`desk.mail.problems.${notFoundOr(reason)}`, field);

/** Records that somebody looks into a mail, and shows it. */
export const lookIntoMailAction = secureAction("look-into-mail", one, async (who, { mail }) => {
  const looked = await lookIntoMail(who, mail);
  return looked.ok ? back(mail) : refused(looked.reason);
});

const why = one.extend({ reason: z.string().trim().max(2_000) });

/** Says that a mail is no request, for somebody else to confirm. */
export const dismissMailAction = secureAction("dismiss-mail", why, async (who, { mail, reason }) => {
  const said = await proposeDismissal(who, mail, reason);
  if (said.ok) return back(mail);
  return refused(said.reason, said.reason === "reason-missing" ? "reason" : null);
});

/** Confirms it as the second person. */
export const confirmDismissalAction = secureAction("confirm-dismissal", one, async (who, { mail }) => {
  const confirmed = await confirmDismissal(who, mail);
  return confirmed.ok ? back(mail) : refused(confirmed.reason);
});

/** Takes that word back. */
export const keepMailAction = secureAction("keep-mail", one, async (who, { mail }) => {
  const kept = await keepMail(who, mail);
  return kept.ok ? back(mail) : refused(kept.reason);
});

const open = one.extend({ reference: z.string().trim().max(60) });

/** Counts a mail as a reminder of an open request, and leads there. */
export const remindByMailAction = secureAction("remind-by-mail", open, async (who, { mail, reference }) => {
  const read = readReference(reference);
  if (!read) return problem("desk.mail.problems.reference", "reference");
  const counted = await remindByMail(who, mail, read);
  if (counted.ok) redirect(`/desk/requests/${read}`);
  // The mail is on this page; what can be missing is the request.
  if (counted.reason === "not-found") return problem("desk.mail.problems.reference", "reference");
  return refused(counted.reason, ["own", "closed"].includes(counted.reason) ? "reference" : null);
});
