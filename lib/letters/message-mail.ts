/** Art. 5(1)(f): that the desk wrote something about a request. Mail can be read on its way: the words stand on the request's page alone. */
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { speaker } from "./words";

type Facts = { reference: string; pageUrl: string; controller: string; contact: string };

/** Subject, text and HTML. */
export function messageMail(
  language: Language,
  { reference, pageUrl, controller, contact }: Facts,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say("message.subject", { reference });
  const blocks = [
    { text: say("mail.greeting") },
    { text: say("message.waits") },
    { text: say("mail.read", { pageUrl }) },
    { text: say("mail.why-so-short") },
    { text: `${say("mail.reference", { reference })}\n${say("mail.contact", { controller, email: contact })}` },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
