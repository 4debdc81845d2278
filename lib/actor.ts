/**
 * Who acts: the permission and the evidence at once. Only the sign-in (`lib/sign-in`) and the worker make one.
 */
import type { Language } from "./gdpr/language";
declare const made: unique symbol;

export type Role = "subject" | "reviewer" | "dpo" | "legal" | "operator" | "system";

export type Actor = {
  readonly [made]: true;
  /** person.id; null only for the system. */
  readonly person: string | null;
  readonly roles: readonly Role[];
  readonly door: "oidc" | "link" | null;
  /** Seconds since the person proved who they are, at the time the actor was made; null for the system. */
  readonly authAge: number | null;
  /** Hash of the session, binds a download grant. */
  readonly session: string | null;
  /** The shop account that the sign-in names; null for an e-mail link. */
  readonly account: string | null;
  /** The proved address, if any. */
  readonly email: string | null;
  readonly name: string | null;
  readonly language: Language;
};

/** Makes an actor. Called by the sign-in after it looked up the session, by the worker, by seed and tests; never from a form. */
export function actor(fields: Omit<Actor, typeof made>): Actor {
  return fields as Actor;
}

export const system: Actor = actor({
  person: null,
  roles: ["system"],
  door: null,
  authAge: null,
  session: null,
  account: null,
  email: null,
  name: null,
  language: "en",
});

export const has = (who: Actor, ...roles: Role[]): boolean => roles.some((role) => who.roles.includes(role));

/** Signed in by OIDC no longer than `minutes` ago: what release and erasure need (plan-and-list 1). */
export const isFresh = (who: Actor, minutes: number): boolean =>
  who.door === "oidc" && who.authAge !== null && who.authAge <= minutes * 60;
