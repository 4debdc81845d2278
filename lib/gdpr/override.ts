/**
 * Art. 12(4): what a reviewer decided otherwise about one line of a plan, and whether that still serves the line it was made for.
 * Which lines may be turned, and on which grounds, stands in `overridable.ts`. What stays, is kept back or is not done is refused in
 * part, and the person is told why.
 */
import { addMonths, day, dayOf } from "./day";
import { groundsOf, needsOf, turnOf, withholdGrounds, type About, type OverrideGround } from "./overridable";
import type { Decision } from "./plan-value";
import type { Right } from "./right";
import { keptBecause } from "./rights/decider";
import type { Rule } from "./rule";

/** What was decided otherwise about the line named by `lineKey`, as the rules alone would have made it. */
export type Override = {
  line: string;
  ground: OverrideGround;
  /** The norm that asks for the records, and the day until which it does; null where they go. */
  norm: string | null;
  until: string | null;
};

/** Whether records of a copy were kept back, by whomever: the person is told so with the ground (Art. 12(4)). */
export const isWithheld = ({ action, ground }: Pick<Decision, "action" | "ground">): boolean =>
  action === "keep" && (withholdGrounds as readonly (string | null)[]).includes(ground);

/** § 197 BGB: no claim is older than thirty years, and no duty to keep lasts longer. */
const longest = 30;

/**
 * Why a day until which records are kept is none: not after today, before the day that the line has already (what is locked
 * for a norm is never kept for less), or beyond every limitation. Null for a day that serves.
 */
export function dayProblem(
  until: string,
  line: Pick<Decision, "until">,
  today: string,
): "past" | "too-early" | "too-late" | null {
  if (until <= today) return "past";
  if (line.until !== null && until < line.until) return "too-early";
  return until > addMonths(day(today), longest * 12) ? "too-late" : null;
}

/** The words of the plan itself, which letters and pages own, are no norm; every norm and every file has a number. */
export const isNorm = (text: string): boolean =>
  /\d/.test(text) && text.length <= 200 && !(Object.values(keptBecause) as string[]).includes(text);

type Deciding = { rule: Rule | undefined; today: string; zone: string };

/** Whether an override still serves the line it was made for: the law may have changed, or its day come. */
export function serves(
  right: Right,
  line: About,
  { ground, norm, until }: Override,
  { rule, today, zone }: Deciding,
): boolean {
  const turn = turnOf(right, line, rule);
  if ("because" in turn || !groundsOf(right, turn.to).includes(ground)) return false;
  const needs = needsOf(right, turn.to, ground);
  if (norm === null ? needs.norm === "must" : needs.norm === "none" || !isNorm(norm)) return false;
  if (!needs.until) return until === null;
  return until !== null && dayProblem(until, line, dayOf(zone, today)) === null;
}
