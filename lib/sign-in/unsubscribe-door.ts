/**
 * The door of a newsletter's own link (RFC 8058): it brings no session and no origin but a sealed token. It opens one thing,
 * to end what the mail rested on, and shows nothing about anybody.
 */
import { languageOf } from "../../i18n/language";
import type { Language } from "../gdpr/language";
import { actor } from "../actor";
import { policy } from "../company";
import { done, no, type Result } from "../result";
import { openUnsubscribeToken, type Subscription } from "../seal/unsubscribe-token";
import { unsubscribe, unsubscribing } from "../steps/ask/unsubscribe";
import { mayUse } from "../steps/may-use";
import { personAt } from "./admit";
import { mayTry } from "./rate";

/** Presses of one link in a quarter of an hour that are worked on; what more come find it ended. */
const most = 5;

export type Unsubscribable = {
  label: string;
  /** The link ends all advertising, not one consent. */
  all: boolean;
  /** Whether the registry says no to it now. */
  ended: boolean;
};

/** Whether this portal made it, for a use that its policy still knows. */
export const isOurLink = (token: string): boolean => known(token) !== null;

/** What its page says before and after the press; null for a link that this portal did not make. Changes nothing. */
export async function unsubscribable(token: string, language: Language): Promise<Unsubscribable | null> {
  const link = known(token);
  if (!link) return null;
  const { consents, purposes } = policy();
  const [answer] = await mayUse([{ email: link.email, purpose: link.use }]);
  return {
    label: (consents[link.use] ?? purposes[link.use])?.label[language] ?? link.use,
    all: unsubscribing(link.use) === "objection",
    ended: answer?.allowed === false,
  };
}

/**
 * The press. Whether anybody knows the address is not looked up: the same is done, and the same answered. Twice is the
 * same as once.
 */
export async function pressUnsubscribe(token: string): Promise<Result<"unknown-link">> {
  const link = known(token);
  if (!link) return no("unknown-link");
  const { email, use } = link;
  if (!(await mayTry([{ what: "unsubscribe", whose: `${use} ${email}`, most }]))) return done;
  const { id: person, language } = await personAt(email, link.language);
  const nothing = { authAge: null, session: null, account: null, name: null };
  const who = { person, roles: ["subject"] as const, door: "link" as const, email };
  await unsubscribe(actor({ ...who, ...nothing, language: languageOf(language) }), use);
  return done;
}

function known(token: string): Subscription | null {
  const link = openUnsubscribeToken(token);
  return link && unsubscribing(link.use) !== null ? link : null;
}
