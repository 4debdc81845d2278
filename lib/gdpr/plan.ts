/**
 * Art. 5(2), 12(3): the plan is a value. Drafted from what the sources hold, it covers each group exactly once; finished
 * with the commitments of its lists, it is hashed and approved by that hash. No clock is in it.
 */
import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import { lineKey, lineOrder, type Line } from "./line";
import type { Decision, Draft, Group, Plan } from "./plan-value";
import { givesCopy, type Right } from "./right";
import { deciders } from "./rights";
import { groupKey, type Situation } from "./rights/decider";

export { groupKey, heldNorms, keptBecause } from "./rights/decider";
export type { Situation } from "./rights/decider";

export type PlanInput = Situation & {
  right: Right;
  groups: readonly Group[];
  /** Keys of the groups that are decided about; all where it is absent. The others are looked at for what they need. */
  about?: ReadonlySet<string> | undefined;
};

/**
 * The decisions about all groups, sorted as in the plan; groups with the same decision are one draft, their counts added
 * (unknown when one is unknown). Throws for a right that no plan is made for.
 */
export function draftPlan({ right, groups, about, ...situation }: PlanInput): Draft[] {
  const decider = deciders[right];
  if (!decider) throw new Error(`no plan is made for ${right}`);
  const drafts = new Map<string, Draft>();
  const seen = givesCopy(right) ? groups.map(asRead) : groups;
  decider.decide(seen, situation).forEach((decided, i) => {
    const group = seen[i] as Group;
    if (about && !about.has(groupKey(group))) return;
    const draft: Draft = {
      source: group.source,
      category: group.category,
      count: group.count,
      groups: [group],
      ...decided,
    };
    const key = lineKey(draft);
    drafts.set(key, merged(drafts.get(key), draft));
  });
  return [...drafts.values()].toSorted(byOrder);
}

/** The plan as it is hashed, shown and approved. `list` is the commitment to the draft's list of keys, null without one. */
export function finishPlan(
  { request, right, policy }: Pick<Plan, "request" | "right" | "policy">,
  drafts: readonly (Draft & { list: string | null })[],
): Plan {
  const decisions = drafts.map(
    ({ source, category, action, mode, ground, rule, norm, until, count, list }): Decision => ({
      source,
      category,
      action,
      mode,
      ground,
      rule,
      norm,
      until,
      count,
      list,
    }),
  );
  return { v: 1, request, right, policy, decisions: decisions.toSorted(byOrder) };
}

/** hex HMAC-SHA-256 of the canonical plan under the request's salt: the plan cannot be guessed from it. */
export function planHash(plan: Plan, salt: Buffer): string {
  const text = canonicalize(plan);
  if (text === undefined) throw new Error("a plan is a JSON value");
  return createHmac("sha256", salt).update(text).digest("hex");
}

/** For a copy, what a system does not hand out is as unknown as what nobody can search. */
const asRead = (group: Group): Group => (group.unread ? { ...group, count: null } : group);

/** In code units, not a language's order. */
function byOrder(a: Line, b: Line): number {
  const [first, second] = [lineOrder(a), lineOrder(b)];
  const i = first.findIndex((text, i) => text !== second[i]);
  return i === -1 ? 0 : (first[i] as string) < (second[i] as string) ? -1 : 1;
}

function merged(into: Draft | undefined, draft: Draft): Draft {
  if (!into) return draft;
  const count = into.count === null || draft.count === null ? null : into.count + draft.count;
  const groups = [...into.groups, ...draft.groups];
  const overridden = into.overridden || draft.overridden;
  return { ...into, count, groups, doubt: into.doubt ?? draft.doubt, ...(overridden ? { overridden } : {}) };
}
