/**
 * Art. 5(2), 17, 15: what is decided about one person's data, as a value.
 *
 * Groups come from the sources (counts and dates, never values); decisions are what the law says about them;
 * the plan is all decisions of one request, hashed under the request's salt and approved by that hash.
 */
import type { Right } from "./right";

export const actions = ["erase", "unlink", "truncate", "restrict", "keep", "correct", "export", "stop", "ask"] as const;
export type Action = (typeof actions)[number];
export type Mode = "retention-lock" | "art18";

/** Why a group cannot be decided by rule. */
export type Doubt =
  | "name-differs"
  | "several-names"
  | "address-unproved"
  | "no-rule"
  | "no-identifier"
  | "source-unreachable"
  | "after-review"
  | "third-persons";

/** Records of one category in one source that share one verdict input. */
export type Group = {
  source: string;
  category: string;
  /** The rule of the category that the mapping names, null for its first. */
  rule: string | null;
  /** Latest trigger in the group: YYYY-MM-DD in the policy's zone, an instant for rules in hours, null while it has not happened. */
  trigger: string | null;
  /** Earliest date at which a record of the group was first held, YYYY-MM-DD, or null. */
  since: string | null;
  /** Number of records; null when it cannot be known. */
  count: number | null;
  /** Whether the records are this person's, by plan-and-list 1. */
  belongs: "mine" | "ask";
  doubt: Doubt | null;
  /** A live matter that needs the records: an open order, a warranty, a licence in use. */
  inUse: "open-order" | "warranty" | "licence" | "contract" | null;
  /** The purpose that the rows carry out and that can be ended in them; absent or null where there is none. */
  use?: string | null;
  /** Whether the system itself can mark the rows as paused; elsewhere the registry alone says so. */
  pausable?: boolean;
  /** The system takes orders about the records but hands none out: a copy of them is got by hand. */
  unread?: boolean;
  /** The system cannot be searched: that it holds something is assumed, and asked again it says the same for ever. */
  assumed?: boolean;
  /** Categories of which rows of the same source point to these: as long as they stay, these stay. */
  neededBy?: readonly string[];
  /** Whose the records are is in doubt, and they name somebody else as well: that is looked at when the first is settled. */
  namesOthers?: true;
  /**
   * Of records that name others, once a reviewer decided about each of them: which of the group's records this is. One that
   * nobody decided about is in neither.
   */
  redaction?: "released" | "withheld";
  /**
   * Art. 15(1)(c): the recipients that its records name, where records of its kind can. Only for telling, only from a source's
   * `overview`: nothing is decided by it, and no plan holds it.
   */
  passedTo?: readonly string[];
  /** Opaque to everyone but the source: says which rows the group is, without values. */
  selector: string;
};

export type Decision = {
  source: string;
  category: string;
  action: Action;
  mode: Mode | null;
  /** Article of the GDPR without the word, e.g. "17(1)(a)", "17(3)(b)", "15(3)". */
  ground: string | null;
  rule: string | null;
  norm: string | null;
  /** YYYY-MM-DD from which it goes, or null. */
  until: string | null;
  count: number | null;
  /** Commitment to the list of keys, hex HMAC-SHA-256 under the request's salt; null without a list. */
  list: string | null;
};

/** The canonical plan, exactly as it is hashed and printed: sorted by source, category, action, until. */
export type Plan = { v: 1; request: string; right: Right; policy: string; decisions: Decision[] };

/** A decision before its list was read, with the groups it covers. Each group is in exactly one draft. */
export type Draft = Omit<Decision, "list"> & {
  groups: Group[];
  doubt: Doubt | null;
  /** A reviewer decided otherwise than the rules (see `override.ts`). */
  overridden?: boolean;
};

/** What the person chose when asking for erasure. */
export type ErasureChoice = {
  scope: "everything" | "account" | "categories";
  categories: string[];
  /**
   * true: "keep my licences and what they need"; false: "I give them up"; null: nothing asked. With an open order or a warranty and no
   * licence the same is asked about the account: these themselves stay either way.
   */
  keepLicences: boolean | null;
  doNotContact: boolean;
};
