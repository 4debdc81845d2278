/**
 * Art. 5(1)(f), 12(2): that a request was approved, and until when the person can still take it back. Mail can be read on its way: what
 * was approved stands on the request's page alone.
 */
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { longInstant, speaker } from "./words";

type Facts = {
  reference: string;
  /** Until when it can be taken back; nothing is carried out before. */
  until: Date;
  zone: string;
  pageUrl: string;
  controller: string;
  contact: string;
};

/** Subject, text and HTML. */
export function approvedMail(
  language: Language,
  { reference, until, zone, pageUrl, controller, contact }: Facts,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say("approved.subject", { reference });
  const blocks = [
    { text: say("mail.greeting") },
    { text: say("approved.waits", { until: longInstant(language, until, zone) }) },
    { text: say("approved.read", { pageUrl }) },
    { text: say("mail.why-so-short") },
    { text: `${say("mail.reference", { reference })}\n${say("mail.contact", { controller, email: contact })}` },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
