/**
 * Art. 5(1)(f): that an answered request goes on, because what kept a part of it has ended. Mail can be read on its way: what it is
 * about stands on the page alone.
 */
import type { Day } from "../gdpr/day";
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { longDay, speaker } from "./words";

type Facts = {
  reference: string;
  /** The answered request. */
  before: string;
  dueOn: Day;
  /** Address of the portal, without a slash at its end. */
  appUrl: string;
  controller: string;
  contact: string;
};

/** Subject, text and HTML. */
export function takenUpMail(
  language: Language,
  { reference, before, dueOn, appUrl, controller, contact }: Facts,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say("taken-up.subject", { before });
  const blocks = [
    { text: say("mail.greeting") },
    { text: say("taken-up.waits", { before, reference, dueOn: longDay(language, dueOn) }) },
    { text: say("taken-up.read", { pageUrl: `${appUrl}/my/requests/${reference}` }) },
    { text: say("mail.lookup", { lookupUrl: `${appUrl}/lookup` }) },
    { text: say("mail.why-so-short") },
    { text: `${say("mail.reference", { reference })}\n${say("mail.contact", { controller, email: contact })}` },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
