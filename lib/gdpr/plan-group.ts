/**
 * Art. 12(3), 5(2): which plans are so alike that one look at a sample speaks for all of them. Two plans have the same shape when the
 * same right is decided under the same edition of the policy, on the same wish, with the same lines: source, category, verdict, ground,
 * rule and norm, and whether a date is set. How many records one person has and which day that gives is each person's own.
 *
 * Whatever a person has to think about has no shape: records in doubt, an override, a hold, a record that names somebody else, words that the
 * person wrote, a right that is weighed or corrects.
 */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Draft, ErasureChoice } from "./plan-value";
import { heldNorms, keptBecause } from "./rights/decider";
import type { Right } from "./right";

/** Rights that bring no words and no reasons of their own, and are not weighed. */
export const groupable: readonly Right[] = ["access", "portability", "erasure"];

/** Reasons of a line for which somebody has to look at this very person. */
const personal: readonly string[] = [
  keptBecause.notTheirs,
  ...heldNorms,
  keptBecause.restriction,
  keptBecause.others,
  keptBecause.statement,
  keptBecause.document,
];

export type Shaping = {
  right: Right;
  policy: string;
  /** What the person chose when asking for erasure; null for other rights. */
  choice: ErasureChoice | null;
  drafts: readonly Draft[];
};

/** The shape as 64 hex digits, or null for a plan that is only ever approved by itself. An empty plan has none: nothing was found. */
export function planShape({ right, policy, choice, drafts }: Shaping): string | null {
  if (!groupable.includes(right) || drafts.length === 0 || !drafts.every(isPlain)) return null;
  // Several lines may differ by nothing but their dates: which years somebody bought in is their own.
  const lines = [...new Set(drafts.map(lineShape))].toSorted();
  const wish = choice && { ...choice, categories: choice.categories.toSorted() };
  const text = canonicalize({ v: 1, right, policy, choice: wish, lines });
  if (text === undefined) throw new Error("a shape is a JSON value");
  return createHash("sha256").update(`rightful-plan-shape-v1\n${text}`).digest("hex");
}

/** Nothing in it is left to a decision about this person. */
function isPlain({ action, count, doubt, norm, overridden }: Draft): boolean {
  if (overridden || (norm !== null && personal.includes(norm))) return false;
  // What no system could count is approved as what it is, here as in a single plan: a task for a person, about each request.
  return action === "ask" ? count === null : doubt === null;
}

function lineShape({ source, category, action, mode, ground, rule, norm, until, count, doubt }: Draft): string {
  return JSON.stringify([source, category, action, mode, ground, rule, norm, until !== null, count !== null, doubt]);
}
