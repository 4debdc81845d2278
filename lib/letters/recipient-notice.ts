/**
 * Art. 19: what a recipient is told: whose records, what to do, by when, and to confirm it. Never why the person asked.
 * Plain text, because a person sends it the way the recipient wants it.
 */
import type { Day } from "../gdpr/day";
import type { Language } from "./letter";
import { longDay, speaker } from "./words";

export type NoticeAction = "erase" | "correct" | "pause" | "lift";

/** The language of a recipient's country, as far as we speak it. */
export const noticeLanguage = (country: string): Language => (["DE", "AT"].includes(country) ? "de" : "en");

export type RecipientNotice = {
  language: Language;
  recipient: string;
  action: NoticeAction;
  reference: string;
  /** By what the recipient knows the person; null leaves a gap to fill. */
  person: string | null;
  /** Labels of what was passed on. */
  what: string[];
  /** Art. 16: each field with its new value. */
  fields: string[];
  by: Day;
  contact: string;
  controller: { name: string; street: string; postcode: string; city: string };
};

export function recipientNotice({ language, ...facts }: RecipientNotice): string {
  const say = speaker(language);
  const { recipient, action, reference, person, what, fields, by, contact } = facts;
  const { name, street, postcode, city } = facts.controller;
  const list = new Intl.ListFormat(language, { type: "conjunction" }).format(what);
  return [
    say("recipient.about", { reference }),
    say("recipient.greeting", { recipient }),
    say(`recipient.${action}`, { what: list }),
    say("recipient.person", { person: person ?? "…" }),
    ...(fields.length > 0 ? [[say("recipient.fields"), ...fields.map((line) => `- ${line}`)].join("\n")] : []),
    say("recipient.confirm", { by: longDay(language, by), contact, reference }),
    [name, street, `${postcode} ${city}`].join("\n"),
  ].join("\n\n");
}
