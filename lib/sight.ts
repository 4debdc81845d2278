/**
 * As whom a transaction looks at the portal's own tables. The row policies of the database read it
 * (docs/decisions/006-row-level-security.md): a forgotten `where` then shows nothing that its reader may not see.
 */
import { has, type Actor } from "./actor";

export type Sight =
  /** Nothing is said: the worker's role sees everything, the web's role nothing. */
  | null
  /** One person, or a member of staff with what the desk works on. */
  | { role: "subject" | "staff"; person: string }
  /** The sign-in: the one row whose key (hash of a token, subject, message id) or person is named. */
  | { role: "door"; key?: string; person?: string }
  /** One request by its reference: its letters; or only that somebody knocked at its gate. */
  | { role: "receipt" | "attempt"; key: string }
  /** The one request that a stop link names by the hash of its token: that it exists, and that it is stopped. */
  | { role: "stop"; key: string }
  /** The one notice that a recipient's link names by the hash of its token: its words, and that they confirm it. */
  | { role: "recipient"; key: string }
  /** The one calendar feed that a token names by its hash, and whose it is. */
  | { role: "feed"; key: string }
  /** The one task that a link names by the hash of its token: what is to be done, and what came of it. */
  | { role: "handed"; key: string }
  /** One request by its reference: what the person's own proof opens. */
  | { role: "proof"; key: string }
  /** One request by its reference, to somebody of legal: who of the staff stands behind its ids, and notes of their own. */
  | { role: "register"; key: string; person: string }
  /** Another system that asks what it may still use: stopped uses and restrictions, nothing about requests. */
  | { role: "registry" };

/** What the actor sees as a person: their own requests, also when they are staff. */
export function ownSight(who: Actor): Sight {
  if (has(who, "system")) return null;
  return { role: "subject", person: who.person ?? "" };
}

/** What the desk sees, for those who work there; everybody else still sees only their own. */
export function staffSight(who: Actor): Sight {
  return has(who, "reviewer", "dpo", "legal") && who.person ? { role: "staff", person: who.person } : ownSight(who);
}
