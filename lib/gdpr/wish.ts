/**
 * Art. 12(2): what a person asks for beside the right itself, in words of closed lists. What they write themselves, and
 * every value of a record, lies in the request's drawer.
 */

import type { ErasureChoice } from "./plan-value";
import type { Right } from "./right";

/** Art. 18(1): why the person wants a pause. */
export const pauseGrounds = ["18(1)(a)", "18(1)(b)", "18(1)(c)", "18(1)(d)"] as const;
export type PauseGround = (typeof pauseGrounds)[number];

export type Pause = {
  ground: PauseGround;
  /** Ids of the categories; null pauses everything. */
  categories: string[] | null;
};

/** A pause as it is set: of one category (null: everything) and of one purpose (null: every use of it). */
export type Pausing = { ground: PauseGround; category: string | null; purpose: string | null };

/** What Art. 18(2) lets go on while a restriction lies on the data. */
export const exceptionGrounds = ["claims", "protection-of-others", "public-interest", "consent"] as const;
export type ExceptionGround = (typeof exceptionGrounds)[number];

/** Who asks, where it is not the customer for themselves. */
export const requesters = [
  "self",
  "parent",
  "heir",
  "agent",
  "business",
  "applicant",
  "registration",
  "review",
] as const;
export type Requester = (typeof requesters)[number];

/** Art. 16: one record that is wrong or incomplete. `values` are what it should say, `before` what it said. */
export type Correction = {
  source: string;
  category: string;
  part: string;
  key: string;
  version: string;
  before: Readonly<Record<string, string | null>>;
  values: Readonly<Record<string, string | null>>;
  /** How: by rule at once, after a look by a person, as a statement beside the record, or by a document of its own. */
  how: CorrectionWay;
  /** The person is recognised or signs in by it. */
  identity: boolean;
};
export const correctionWays = ["self-service", "review", "statement", "document"] as const;
export type CorrectionWay = (typeof correctionWays)[number];

/** Art. 22(3): the decision that a person should look at. */
export type Decided = {
  source: string;
  category: string;
  part: string;
  key: string;
  version: string;
  /** YYYY-MM-DD, or null where the record says no day. */
  decidedOn: string | null;
  /** What the record is called towards this person: says nothing to anybody else. */
  code: string;
};

/** One right exercised, with what belongs to it. `words` are the person's own. */
export type Wish =
  | { right: "access" | "portability" }
  | { right: "erasure"; choice: ErasureChoice }
  | { right: "withdrawal"; consents: string[] }
  /** `purposes` null: all advertising, at once (Art. 21(2)); else they are weighed (Art. 21(1)). */
  | { right: "objection"; purposes: string[] | null; words: string }
  | { right: "restriction"; pause: Pause; words: string }
  /** `pause`: meanwhile, because the data are disputed (Art. 18(1)(a)). */
  | { right: "rectification"; corrections: Correction[]; words: string; pause: boolean }
  | { right: "intervention"; decision: Decided; words: string };

/** What is stored beside a request in plain view: closed words and ids, by its right. */
export type Terms =
  | ErasureChoice
  | Pause
  | { purposes: string[] }
  | { automatic: boolean; identity: boolean; categories: string[] }
  | { category: string; record: string };

/** What lies sealed in the request's drawer under `wish`, and under `wish reduced` when it is closed. */
export type Sealed = {
  words: string;
  corrections?: Correction[];
  decision?: Decided;
  /** The request is closed: of its corrections only the fields' names are left. */
  reduced?: boolean;
};

/** The terms of a stored request, each null where its right has none of the kind. */
export function storedTerms(right: Right, choice: unknown) {
  const of = <T extends Terms>(one: Right): T | null => (right === one ? ((choice as T | null) ?? null) : null);
  return {
    choice: of<ErasureChoice>("erasure"),
    pause: of<Extract<Terms, { ground: unknown }>>("restriction"),
    weighed: of<{ purposes: string[] }>("objection")?.purposes ?? [],
    correction: of<Extract<Terms, { automatic: boolean }>>("rectification"),
  };
}
