/**
 * Art. 5(1)(f), 12(2): that something happened to a request, in words that name no data: mail can be read on its way, and what it is
 * about stands on the request's page.
 */
import type { Said } from "../gdpr/heard-by";
import type { Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { speaker } from "./words";

export type News =
  | Said
  /** Its plan is approved, and until when the person can take it back. */
  | "approved"
  /** The approval does not hold any longer, nor does that time. */
  | "looked-at-again"
  /** A system has not answered for a day. */
  | "waits"
  /** People did the last of what no system does by itself. */
  | "by-hand-done"
  /** The desk wrote a message. */
  | "message";

type Facts = {
  reference: string;
  /** Address of the page that says more. */
  pageUrl: string;
  /** Address where reference and receipt code are enough. */
  lookupUrl: string;
  controller: string;
  contact: string;
  /** Day by which the answer comes, spelled out, and whether it is over without one. */
  dueOn: string;
  late: boolean;
  /** `approved`: the moment until which it can be stopped, spelled out. */
  until?: string;
  /** `taken-up`: the request under which a part goes on. */
  followUp?: string;
};

/** Subject, text and HTML. */
export function newsMail(
  language: Language,
  what: News,
  { reference, pageUrl, lookupUrl, controller, contact, dueOn, late, until = "", followUp = "" }: Facts,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const title = say("news.subject", { what, reference });
  const blocks = [
    { text: say("mail.greeting") },
    { text: say(`news.${what}`, { reference, dueOn, late: late ? "yes" : "no", until, followUp }) },
    { text: say("news.read", { what, pageUrl }) },
    // Who can still sign in alone can stop it.
    ...(what === "approved" ? [] : [{ text: say("mail.lookup", { lookupUrl }) }]),
    { text: say("mail.why-so-short") },
    {
      text: `${say("mail.reference", { reference: followUp || reference })}\n${say("mail.contact", { controller, email: contact })}`,
    },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}
