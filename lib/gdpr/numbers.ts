/**
 * Art. 12(3), (4): the numbers of the answer. They are the approved plan, line by line, and add up to it: "erased" is said
 * only of records that the source confirmed and that were not there when it was asked again.
 */
import type { Action, Decision, Plan } from "./plan-value";
import { keptBecause } from "./rights/decider";

/** What became of one decision's list; `left`: records still there when the source was asked again. */
export type Outcome = { done: number; gone: number; held: number; left: number };

export type Numbers = {
  handedOut: number;
  erased: number;
  shortened: number;
  unlinked: number;
  locked: number;
  /** Art. 18: only stored from now on. */
  paused: number;
  corrected: number;
  /** A use has ended in them. */
  stopped: number;
  /** Kept by a norm, by choice, or because a hold or a restriction stopped the end meanwhile. */
  kept: number;
  /** On the list, but no longer there when it ran. */
  notFound: number;
  /** Parts of the plan that lie where nobody could count: no records, and never added to any. */
  notSearchable: number;
  /** Not finished: waits for a person or a source. "Removal under way". */
  open: number;
  /** A reviewer found them to be another person's: part of the plan, never of the answer. */
  notTheirs: number;
  /** Seen when looking again, after the plan was made: untouched and no part of the total. */
  arrivedLater: number;
};

/** The records of a plan, as far as they could be counted: what the numbers of records add up to. */
export function planTotal(plan: Plan): number {
  return plan.decisions.reduce((sum, { count }) => sum + (count ?? 0), 0);
}

/** The sum of the numbers that are records of the plan. */
export function recordsOf({ arrivedLater: _, notSearchable: __, ...records }: Numbers): number {
  return Object.values(records).reduce((sum, count) => sum + count, 0);
}

/**
 * The numbers of a plan from the outcomes of its decisions, by index; null or absent while a decision has not run.
 * Throws when an outcome does not add up to its decision: then the plan did not run as approved.
 */
export function numbers(plan: Plan, outcomes: readonly (Outcome | null)[], arrivedLater: number): Numbers {
  const sum: Numbers = { ...zero, arrivedLater };
  plan.decisions.forEach((decision, i) => add(sum, decision, outcomes[i] ?? null));
  return sum;
}

const zero: Numbers = {
  handedOut: 0,
  erased: 0,
  shortened: 0,
  unlinked: 0,
  locked: 0,
  paused: 0,
  corrected: 0,
  stopped: 0,
  kept: 0,
  notFound: 0,
  notSearchable: 0,
  open: 0,
  notTheirs: 0,
  arrivedLater: 0,
};

const doneAs: Partial<Record<Action, keyof Numbers>> = {
  export: "handedOut",
  erase: "erased",
  truncate: "shortened",
  unlink: "unlinked",
  restrict: "locked",
  correct: "corrected",
  stop: "stopped",
};

const doneBy = ({ action, mode }: Decision): keyof Numbers | undefined =>
  mode === "art18" ? "paused" : doneAs[action];

function add(sum: Numbers, decision: Decision, outcome: Outcome | null): void {
  const { action, norm, count, category } = decision;
  if (count === null) {
    sum.notSearchable += 1;
    return;
  }
  if (action === "keep") {
    sum[norm === keptBecause.notTheirs ? "notTheirs" : "kept"] += count;
    return;
  }
  const as = doneBy(decision);
  // What is to be locked stays either way: as long as it is not locked it is kept, and nothing of it is being removed.
  const rest = as === "locked" ? "kept" : "open";
  if (as === undefined || outcome === null) {
    sum[rest] += count;
    return;
  }
  const { done, gone, held, left } = outcome;
  if (done + gone + held > count) throw new Error(`${category}: more outcomes than were approved`);
  // What is still there is not done, whatever the source said at first.
  const still = Math.min(done, left);
  sum[as] += done - still;
  sum.kept += held;
  sum.notFound += gone;
  sum[rest] += count - done - gone - held + still;
}
