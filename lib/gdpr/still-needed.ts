/**
 * Art. 17(1)(a), 6(1)(b): what an erasure leaves without a day because something of the person still runs: an open order, a warranty, a
 * contract, a licence that nobody was asked about. When that is over it is no longer necessary, and the promise comes due.
 */
import { groupKey, heldNorms, keptBecause } from "./plan";
import type { Decision, Group } from "./plan-value";
import { taxYearOpen, type Decided, type Situation } from "./rights/decider";
import { erasure } from "./rights/erasure";

/**
 * `free`: it goes, gets a day, or is a question for a person. `unreleased`: over by the calendar, it goes with the release of its tax
 * year. `waits`: only what runs, a legal hold or a pause keeps it without a day. `stays`: it would stay in any case.
 */
export type Need = "free" | "unreleased" | "waits" | "stays";

/** The needs of all groups of an erasure, by `groupKey`. */
export function needs(groups: readonly Group[], situation: Situation): ReadonlyMap<string, Need> {
  const now = erasure.decide(groups, situation);
  const over = erasure.decide(
    groups.map((group) => ended(group, situation)),
    situation,
  );
  return new Map(groups.map((group, i) => [groupKey(group), needOf(now[i] as Decided, over[i] as Decided)]));
}

/** Whether a line stays, and nobody can say until which day. */
export const hasNoDay = ({ action, until }: Pick<Decision, "action" | "until">): boolean =>
  until === null && (action === "keep" || action === "restrict");

const stopping: readonly string[] = [...heldNorms, keptBecause.restriction];

/** The group as if nothing ran any more. A licence that the person chose to keep runs until they ask again. */
function ended(group: Group, { choice }: Situation): Group {
  const chosen = group.inUse === "licence" && choice?.keepLicences === true;
  return chosen ? group : { ...group, inUse: null };
}

function needOf(now: Decided, over: Decided): Need {
  if (!hasNoDay(now)) return "free";
  if (now.norm === taxYearOpen) return "unreleased";
  if (now.norm !== null && stopping.includes(now.norm)) return "waits";
  return hasNoDay(over) && over.norm === now.norm ? "stays" : "waits";
}
