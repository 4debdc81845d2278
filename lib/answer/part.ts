/**
 * What a plan says about records of one kind, and how much of it the person may see today.
 *
 * Nothing is shown that a reviewer must decide first: categories for which the policy says `after-review`, records that
 * name third persons, and rows whose owner is in doubt count as if they were not there.
 */
import { mayName, mayTell } from "../gdpr/disclosure";
import type { Answer } from "../gdpr/facts";
import { groupKey, keptBecause } from "../gdpr/plan";
import type { Decision, Group } from "../gdpr/plan-value";
import type { Policy } from "../policy/schema";

/** A decision without its list; `count` is null where nobody can count. */
export type Part = Omit<Decision, "list"> & { groups: readonly Group[] };

export type Answers = Readonly<Record<string, Answer>>;

/** The part as the person may see it, with hidden records taken out of its count; null when nothing of it is left. */
export function shown<P extends Part>(part: P, policy: Policy, answers: Answers): P | null {
  if (part.norm === keptBecause.notTheirs || part.action === "ask") return null;
  if (staysUnseen(part)) return mayName(part.category, policy) ? part : null;
  if (isByHand(part, policy)) return null;
  const groups = part.groups.filter((group) => isShown(group, policy, answers));
  if (groups.length === 0) return null;
  const hidden = part.groups.filter((group) => !groups.includes(group));
  const count = part.count === null ? null : Math.max(0, part.count - total(hidden));
  return { ...part, groups, count };
}

/** Whether a system is looked into by a person: what it holds cannot be counted, or read, from here. */
export function isByHand({ source, count }: Pick<Part, "source" | "count">, policy: Policy): boolean {
  return count === null || policy.sources[source]?.kind === "manual";
}

/** Whether it stays where only people can look: as long as it does, nobody looks. */
export const staysUnseen = ({ action, count }: Pick<Part, "action" | "count">): boolean =>
  count === null && action === "keep";

/** Whether a person will look there, and may be said to: a system is not named for a kind that waits for a review. */
export const isOpenByHand = (part: Part, policy: Policy): boolean =>
  isByHand(part, policy) && !staysUnseen(part) && mayName(part.category, policy);

/** Whether any record of the part waits for a reviewer, so that nothing may be said about its category. */
export function isVeiled(part: Part, policy: Policy, answers: Answers): boolean {
  return part.action === "ask" || part.groups.some((group) => !isShown(group, policy, answers));
}

export function total(groups: readonly Group[]): number {
  return groups.reduce((sum, { count }) => sum + (count ?? 0), 0);
}

const isShown = (group: Group, policy: Policy, answers: Answers): boolean =>
  mayTell(group, policy.categories[group.category]?.disclose, answers[groupKey(group)]);
