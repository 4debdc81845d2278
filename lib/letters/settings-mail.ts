/** Art. 5(1)(f): that somebody signed in changed where letters go. The mail names no address: it can be read on its way. */
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { speaker } from "./words";

type Facts = { controller: string; contact: string; pageUrl: string };

/** Subject, text and HTML. */
export function paperMail(
  language: Language,
  what: "chosen" | "ended",
  { controller, contact, pageUrl }: Facts,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say(`settings.${what}-subject`);
  const blocks = [
    { text: say("mail.greeting") },
    { text: say(`settings.${what}`) },
    { text: say("settings.not-you", { pageUrl, contact }) },
    { text: say("mail.contact", { controller, email: contact }) },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
