/**
 * Art. 19: the mail to a recipient. Mail can be read on its way, so it says only that a notice waits and where: who the
 * person is and what changed stands behind the link.
 */
import type { Day } from "../gdpr/day";
import type { Block, Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { longDay, speaker } from "./words";

type Announced = {
  /** The notice's own reference. */
  reference: string;
  controller: string;
  contact: string;
  /** Last day of the link. */
  until: Day;
  url: string;
};

/** Subject, text and HTML of the mail. */
export function announceNotice(
  language: Language,
  { reference, controller, contact, until, url }: Announced,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say("recipient-mail.subject", { reference, controller });
  const blocks: Block[] = [
    { text: say("recipient-mail.greeting") },
    { text: say("recipient-mail.waits", { controller }) },
    { text: say("recipient-mail.open", { url, until: longDay(language, until) }) },
    { text: say("recipient-mail.why-so-short") },
    { text: say("recipient-mail.contact", { reference, controller, email: contact }) },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
