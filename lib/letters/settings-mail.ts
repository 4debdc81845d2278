/** Art. 5(1)(f): that somebody signed in changed where letters go. The mail names no address: it can be read on its way. */
import type { Day } from "../gdpr/day";
import type { Block, Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { longDay, speaker, type Say } from "./words";

type Facts = { controller: string; contact: string; pageUrl: string };
type Mail = { subject: string; text: string; html: string };

/** Subject, text and HTML. `from`: the day from which it holds, where it does not hold at once. */
export function settingsMail(
  language: Language,
  what: "chosen" | "ended" | "contact-chosen" | "contact-ended",
  { from = null, ...facts }: Facts & { from?: Day | null },
): Mail {
  const say = speaker(language);
  const { pageUrl, contact } = facts;
  return mailOf(language, say, `settings.${what}-subject`, [
    { text: say(`settings.${what}`, { from: from === null ? "" : longDay(language, from) }) },
    { text: say("settings.not-you", { pageUrl, contact }) },
    { text: say("mail.contact", { controller: facts.controller, email: contact }) },
  ]);
}

/** The code that proves an address, to that address. */
export function codeMail(
  language: Language,
  { code, minutes, ...facts }: Facts & { code: string; minutes: number },
): Mail {
  const say = speaker(language);
  return mailOf(language, say, "settings.code-subject", [
    { text: say("settings.code", { pageUrl: facts.pageUrl, minutes }) },
    { text: code },
    { text: say("settings.code-unasked") },
    { text: say("mail.contact", { controller: facts.controller, email: facts.contact }) },
  ]);
}

function mailOf(language: Language, say: Say, subject: string, said: Block[]): Mail {
  const title = say(subject);
  const blocks = [{ text: say("mail.greeting") }, ...said];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
