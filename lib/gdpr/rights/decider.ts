/**
 * What a right decides about one group of records, and what it may look at. Data in, decision out.
 *
 * A decision names its ground, the rule and the norm it rests on, and a date where one exists, because the person must be
 * told (Art. 12(4)). Doubt is never decided by the machine.
 */
import type { Answer } from "../facts";
import type { Override } from "../override";
import type { Reckoning } from "../period";
import type { Decision, Doubt, ErasureChoice, Group } from "../plan-value";
import type { HoldKind, Rule } from "../rule";
import type { Pause } from "../wish";

/** The part of a category of the policy that decisions rest on. */
export type Classified = {
  rules: readonly Rule[];
  disclose: "always" | "after-review";
  purposes: readonly string[];
  rights: {
    portability: "yes" | "if-consent" | "provided-part" | "no";
    rectification: "yes" | "self-service" | "annotate" | "document" | "contest" | "no";
    objection: "balance" | "absolute" | "no";
    /** The consent that carries it. */
    withdrawal: string;
  };
};

export type Situation = Reckoning & {
  /** Instant or date of today. */
  today: string;
  categories: Readonly<Record<string, Classified>>;
  /** Each with the letter of Art. 6(1) it rests on, or the provision beside it. */
  purposes: Readonly<Record<string, { basis: string }>>;
  /**
   * Legal holds that are in force; `category` null holds everything of the person. `groups`: keys of the groups that a hold on
   * one record reaches, whatever their category.
   */
  holds: readonly {
    kind: HoldKind;
    category: string | null;
    groups?: readonly string[];
    /** Keys of groups in other systems that may hang on that record: nobody can tell. */
    doubtful?: readonly string[];
  }[];
  /** Categories on which an Art. 18 restriction lies. */
  art18: readonly string[];
  /** What the person chose when asking for erasure; null for other rights. */
  choice: ErasureChoice | null;
  /** What the person wants paused, and on which ground; null for other rights. */
  pause: Pause | null;
  /** Purposes that a withdrawal or an objection ends. */
  ended: readonly string[];
  /** Calendar years whose tax papers finance has released; absent where no paper waits for that. */
  releasedYears?: ReadonlySet<number> | null;
  /** A reviewer's answers to doubts, by `groupKey`. */
  answers: Readonly<Record<string, Answer>>;
  /** What a reviewer decided otherwise about lines of this request's plan. */
  overrides?: readonly Override[];
};

export type Decided = Omit<Decision, "source" | "category" | "count" | "list"> & {
  doubt: Doubt | null;
  /** A reviewer decided otherwise than the rules. */
  overridden?: boolean;
};

export type Decider = {
  article: string;
  /** Decides every group, in the order given: one decision for each. */
  decide(groups: readonly Group[], situation: Situation): Decided[];
};

/** Names a group within one person's groups. */
export function groupKey({ source, category, selector }: Pick<Group, "source" | "category" | "selector">): string {
  return JSON.stringify([source, category, selector]);
}

const nothing = { mode: null, ground: null, rule: null, norm: null, until: null, doubt: null };

/** A question for a person. */
export function ask(doubt: Doubt): Decided {
  return { ...nothing, action: "ask", doubt };
}

/** The records stay as they are; `norm` says why where no rule does. */
export function keep(why: Partial<Pick<Decided, "ground" | "rule" | "norm" | "until">>): Decided {
  return { ...nothing, action: "keep", ...why };
}

/** Reasons of a `keep` that come from no norm; letters and pages own the sentences. */
export const keptBecause = {
  /** A reviewer found that the records are somebody else's: never shown to the person. */
  notTheirs: "not-theirs",
  /** The person did not ask for these. */
  notAsked: "not-asked",
  legalHold: "legal hold",
  /** They may hang on the one record that a legal hold is about: their system cannot tell. */
  mayBeHeld: "legal hold in doubt",
  restriction: "art18",
  /** The person chose to keep the licences, and this is one or what it needs; what else still runs is named by its own word. */
  licence: "licence",
  /** Art. 20(1): neither provided by the person nor carried by consent or contract. */
  notPortable: "not-portable",
  /** Art. 20(4): the record names somebody else. */
  others: "others",
  /** Not overwritten: the person's statement stands beside it. */
  statement: "statement",
  /** Not overwritten: a correction document is asked for. */
  document: "document",
  /** Written down by a machine: there is nothing a person could have got wrong. */
  notCorrectable: "not-correctable",
} as const;

/** Reasons of what a legal hold keeps: it is decided about again when the hold ends. */
export const heldNorms: readonly string[] = [keptBecause.legalHold, keptBecause.mayBeHeld];

/** § 147(3) sentence 5 AO: the norm of what is over by the calendar, of a year that finance has not released. */
export const taxYearOpen = "§ 147(3) sentence 5 AO";

/** What cannot be searched, counted or classified is never decided by rule. */
export function openQuestion(group: Group, situation: Situation): Doubt | null {
  if (group.doubt === "source-unreachable" || group.doubt === "no-rule") return group.doubt;
  if (group.count === null) return group.doubt === "no-identifier" ? group.doubt : "source-unreachable";
  if (!situation.categories[group.category]) return "no-rule";
  const answer = situation.answers[groupKey(group)];
  const settled = answer === "theirs" || answer === "disclose" || answer === "redact";
  const asks = group.belongs === "ask" || group.doubt === "no-identifier";
  return asks && !settled ? (group.doubt ?? "address-unproved") : null;
}
