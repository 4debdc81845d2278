/**
 * The mail that says that a letter waits. Mail can be read on its way, so it holds no personal data: a reference, dates,
 * where to read on, whom to ask.
 */
import type { Day } from "../gdpr/day";
import type { Block, ComposedKind, Follows, Language } from "./letter";
import { renderHtml, renderText } from "./render";
import { longDay, speaker, type Say } from "./words";

export type Announced = {
  reference: string;
  /** Address of the portal, without a slash at its end. */
  appUrl: string;
  controller: string;
  /** Address of the Data Protection Officer. */
  contact: string;
  receivedOn: Day;
  /** The date of the answer; the new date for an extension. */
  dueOn?: Day | null;
  expiresOn?: Day | null;
  /** Only for a stop notice and a change of address. */
  stopUrl?: string;
  changesOn?: Day | null;
  /** Only for a stop notice: what the request follows that nobody asked for. */
  follows?: Follows | null;
  endsOn?: Day | null;
};

/** Subject, text and HTML of the mail that announces a letter of this kind. */
export function announce(
  kind: ComposedKind,
  language: Language,
  facts: Announced,
): { subject: string; text: string; html: string } {
  const say = speaker(language);
  const { reference, controller, contact } = facts;
  const title = say(`mail.subject.${kind}`, { reference });
  const receivedOn = longDay(language, facts.receivedOn);
  const follows = facts.follows ?? "asked";
  const blocks: Block[] = [
    { text: say("mail.greeting") },
    { text: [say(`mail.lead.${kind}`, { receivedOn, follows }), ...dates(kind, language, facts, say)].join(" ") },
    ...whereToRead(kind, facts, say),
    { text: say("mail.why-so-short") },
    { text: `${say("mail.reference", { reference })}\n${say("mail.contact", { controller, email: contact })}` },
  ];
  return { subject: title, text: renderText({ title, blocks }), html: renderHtml({ title, blocks, language }) };
}

function dates(kind: ComposedKind, language: Language, facts: Announced, say: Say): string[] {
  const { dueOn, expiresOn, changesOn, endsOn } = facts;
  if (kind === "identity-query" && dueOn) return [say("mail.answer-by", { answerBy: longDay(language, dueOn) })];
  if (kind === "acknowledgement" && dueOn) return [say("mail.due", { dueOn: longDay(language, dueOn) })];
  if (kind === "extension" && dueOn) return [say("mail.new-due", { dueOn: longDay(language, dueOn) })];
  if (kind === "address-change" && changesOn) return [say("mail.changes", { changesOn: longDay(language, changesOn) })];
  if (kind === "lifting" && endsOn) return [say("mail.ends", { endsOn: longDay(language, endsOn) })];
  if ((kind === "access" || kind === "portability") && expiresOn)
    return [say("mail.expires", { expiresOn: longDay(language, expiresOn) })];
  return [];
}

/** The request goes on after these; all others end it, and it can be looked up later. */
const underWay: readonly ComposedKind[] = [
  ...([
    "acknowledgement",
    "access",
    "portability",
    "extension",
    "identity-query",
    "not-identified",
    "lifting",
    "fee",
  ] as const),
];

function whereToRead(kind: ComposedKind, { reference, appUrl, stopUrl, follows }: Announced, say: Say): Block[] {
  if (kind === "stop-notice" || kind === "address-change")
    return [
      { text: say("mail.stop-own", { follows: follows ?? "asked" }) },
      { text: say("mail.stop", { stopUrl: stopUrl ?? appUrl }) },
    ];
  const read = say("mail.read", { pageUrl: `${appUrl}/my/requests/${reference}` });
  // Nobody knows yet who they are: what proves that they read this mail opens the page.
  if (kind === "identity-query" || kind === "not-identified") return [{ text: `${read} ${say("mail.read-by-link")}` }];
  if (underWay.includes(kind)) return [{ text: read }];
  return [{ text: read }, { text: say("mail.lookup", { lookupUrl: `${appUrl}/lookup` }) }];
}
