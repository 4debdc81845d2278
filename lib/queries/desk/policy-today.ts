/**
 * Art. 12(4), 15 to 21: what each right would do to each kind of data today, by the very functions that decide plans.
 *
 * Two records stand for a rule: one whose period starts today, and the oldest that can still be there, whose period ends tomorrow.
 * Both are nobody's in particular: no hold, no pause, no contract that runs, nothing that a reviewer answered.
 */
import { dayIn, dayOf, type Day } from "../../gdpr/day";
import { cutoff, hoursOf } from "../../gdpr/period";
import type { Doubt, ErasureChoice, Group } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { deciders } from "../../gdpr/rights";
import { keptBecause, type Decided, type Situation } from "../../gdpr/rights/decider";
import { isWeighed } from "../../gdpr/rights/objection";
import type { Rule } from "../../gdpr/rule";
import type { Policy } from "../../policy/schema";

export type WhatHappens = Pick<Decided, "action" | "mode" | "ground" | "norm"> & {
  until: Day | null;
  doubt: Doubt | null;
  /** Art. 21(1): it stops only once a person has weighed. */
  weighed: boolean;
};
export type Today = { rule: Rule; fresh: WhatHappens; /** Null where no time ends it. */ oldest: WhatHappens | null };

const everything: ErasureChoice = { scope: "everything", categories: [], keepLicences: false, doNotContact: false };

/** For one right, what happens to a category under each of its rules; null where a person decides without a plan. */
export function todayFor(own: Policy, category: string, right: Right, now: string): Today[] | null {
  const { rules } = own.categories[category] as Policy["categories"][string];
  if (!deciders[right]) return null;
  return rules.map((rule) => {
    const last = oldestTrigger(rule, own, now);
    const of = (trigger: string) => happens(own, right, now, { category, rule: rule.id, trigger });
    return { rule, fresh: of(freshTrigger(rule, own, now)), oldest: last === null ? null : of(last) };
  });
}

type Kept = { category: string; rule: string; trigger: string };

function happens(own: Policy, right: Right, now: string, record: Kept): WhatHappens {
  const decided = decide(own, right, now, { record, ended: endedBy(own, right) });
  const category = own.categories[record.category];
  if (right !== "objection" || decided.norm !== keptBecause.notAsked || category?.rights.objection !== "balance")
    return { ...decided, weighed: false };
  const weighed = category.purposes.filter((purpose) => isWeighed(purpose, own));
  return { ...decide(own, right, now, { record, ended: weighed }), weighed: weighed.length > 0 };
}

type Given = { record: Kept; ended: readonly string[] };

function decide(own: Policy, right: Right, now: string, { record, ended }: Given): Omit<WhatHappens, "weighed"> {
  const { categories, purposes, zone, entity, taxYears } = own;
  const situation: Situation = {
    zone,
    entity,
    today: now,
    categories,
    purposes,
    holds: [],
    art18: [],
    choice: right === "erasure" ? everything : null,
    pause: null,
    ended,
    releasedYears: taxYears ? new Set() : null,
    answers: {},
  };
  const group: Group = {
    source: "policy",
    ...record,
    since: null,
    count: 1,
    belongs: "mine",
    doubt: null,
    inUse: null,
    selector: record.rule,
  };
  const [decided] = deciders[right]?.decide([group], situation) ?? [];
  if (!decided) throw new Error(`${right} decides nothing about ${record.category}`);
  const { action, mode, ground, norm, until, doubt } = decided;
  return { action, mode, ground, norm, until: until as Day | null, doubt };
}

/** What ends without a further wish: advertising, and every consent that can be ended here. */
function endedBy({ consents, stops }: Policy, right: Right): readonly string[] {
  if (right === "objection") return stops.advertising;
  return right === "withdrawal" ? Object.keys(consents).filter((id) => !consents[id]?.device) : [];
}

const freshTrigger = (rule: Rule, { zone }: Policy, now: string): string =>
  hoursOf(rule) === null ? dayIn(zone, now) : now;

/** The trigger of the oldest record that is not due yet; null for rules without a date, and for what goes at once. */
function oldestTrigger(rule: Rule, { zone, entity }: Policy, now: string): string | null {
  if (rule.from === "open-ended") return null;
  const edge = cutoff(rule, now, { zone, entity });
  if (hoursOf(rule) !== null) return edge;
  const oldest = dayOf(zone, edge);
  // What goes at once is never older than today.
  return oldest > dayIn(zone, now) ? null : oldest;
}
