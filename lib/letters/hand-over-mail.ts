/**
 * Art. 5(1)(f): the mail to a colleague who is asked to do one task. Mail can be read on its way, so it says only until when and
 * where: what is to be done, and about whom, stands behind the link.
 */
import type { Day } from "../gdpr/day";
import type { Block, Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { longDay, speaker } from "./words";

type Facts = { controller: string; contact: string; dueOn: Day; until: Day; url: string };

/** Subject, text and HTML. */
export function handOverMail(
  language: Language,
  { controller, contact, dueOn, until, url }: Facts,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say("hand-over-mail.subject", { controller, due: longDay(language, dueOn) });
  const blocks: Block[] = [
    { text: say("mail.greeting") },
    { text: say("hand-over-mail.waits", { controller, due: longDay(language, dueOn) }) },
    { text: say("hand-over-mail.open", { url, until: longDay(language, until) }) },
    { text: say("hand-over-mail.why-so-short") },
    { text: say("mail.contact", { controller, email: contact }) },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
