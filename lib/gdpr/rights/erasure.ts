/**
 * Art. 17: the right to erasure.
 *
 * Everything goes except what Art. 17(3) lets the controller keep, and what the person wants to go on using. Whatever stays
 * is named, with its ground and the day it will go. What a duty keeps is locked (Art. 5(1)(b), (c), 25, 32).
 */
import { addDays, day, dayOf, yearOf } from "../day";
import { dateOf, hasCome } from "../period";
import type { ErasureChoice, Group } from "../plan-value";
import { retain, ruleOf, stopsEnd, type Retention } from "../retention";
import type { Rule } from "../rule";
import {
  ask,
  groupKey,
  keep,
  keptBecause,
  openQuestion,
  taxYearOpen,
  type Decided,
  type Decider,
  type Situation,
} from "./decider";
import { servingOverride } from "./overruled";
import { neededFor, stillRuns, type Running } from "./running";

/** What ends with "only my account". */
export const accountCategories: readonly string[] = [
  "account",
  "account-optional",
  "address-book",
  "payment-token",
  "session",
  "preferences-cookie",
];

/** A category that stays, locked, as long as records of another must: nobody could read a ticket without its sender. */
const neededBy: Readonly<Record<string, readonly string[]>> = {
  "support-profile": ["support-ticket-contract", "support-ticket"],
};

/** Whether such a category may be kept for the sake of another; its date is then the other's. */
export const keptWithOthers = (category: string): boolean => category in neededBy;

/** A proof counts from the end of its consent; erasing what the consent was for ends it (Art. 7(1), 17(1)(b)). */
const consentEndsWith: Readonly<Record<string, readonly string[]>> = {
  "consent-proof": ["newsletter"],
  "consent-record": ["everything"],
};

export const erasure: Decider = {
  article: "17",
  decide(groups, situation) {
    const running = stillRuns(
      groups.filter((group) => isCertain(group, situation)),
      situation,
    );
    const own = groups.map((group) => decide(group, situation, running));
    const ruled = together(groups, own);
    if (!situation.overrides?.length) return ruled;
    // What a record is needed by is looked at after the override: what points to what a reviewer keeps would have nothing to point to.
    const overruled = groups.map((group, i) => overrule(group, ruled[i] as Decided, situation) ?? (own[i] as Decided));
    return together(groups, overruled);
  },
};

/** Known to be theirs. What nobody can count may be theirs as well. */
const isCertain = (group: Group, situation: Situation): boolean =>
  situation.answers[groupKey(group)] !== "not-theirs" &&
  (group.count === null || openQuestion(group, situation) === null);

const together = (groups: readonly Group[], decided: readonly Decided[]): Decided[] =>
  groups.map((group, i) => stayWithOthers(group, decided[i] as Decided, groups, decided));

/** What a reviewer decided about the line that the rules made; null where nothing serves it. */
function overrule(group: Group, ruled: Decided, situation: Situation): Decided | null {
  const serving = servingOverride("erasure", group, ruled, situation);
  if (!serving?.rule) return null;
  const { to, rule } = serving;
  const { ground, norm, until } = serving.override;
  const based = { mode: null, rule: rule.id, ground, doubt: null, overridden: true } as const;
  if (to !== "keep") return { ...based, action: to, norm: rule.norm, until: null };
  return { ...based, action: "keep", norm, until };
}

function decide(group: Group, situation: Situation, running: readonly Running[]): Decided {
  if (situation.answers[groupKey(group)] === "not-theirs") return keep({ norm: keptBecause.notTheirs });
  if (situation.choice && !isAsked(group.category, situation.choice)) return keep({ norm: keptBecause.notAsked });
  const doubt = openQuestion(group, situation);
  if (doubt) return uncounted(group, situation) ?? ask(doubt);
  const { rules } = situation.categories[group.category] as { rules: readonly Rule[] };
  const rule = ruleOf(rules, group.rule);
  if (!rule) return ask("no-rule");
  const retention = retain({ ...situation, rules, rule: rule.id, trigger: triggerOf(group, situation), holds: [] });
  return (
    stopped(group, rule, situation) ??
    inUse(group, rule, retention, { ...situation, running }) ??
    unreleased(group, rule, retention, situation) ??
    byRule(rule, retention, situation)
  );
}

/**
 * What no program can count goes by the hand of a person, whom nothing but the plan can stop: where a hold or a pause lies on it, or
 * may, nobody is asked to delete it.
 */
function uncounted(group: Group, situation: Situation): Decided | null {
  if (group.count !== null) return null;
  const rules = situation.categories[group.category]?.rules ?? [];
  return stopped(group, ruleOf(rules, group.rule) ?? null, situation);
}

/** A paper whose period is over by the calendar waits for the release of its year all the same: nobody knows the day. */
function unreleased({ trigger }: Group, rule: Rule, { erasableFrom }: Retention, situation: Situation): Decided | null {
  const { releasedYears, zone, today } = situation;
  if (!releasedYears || !rule.holds.includes("tax") || rule.onRequest === "erase") return null;
  if (trigger === null || erasableFrom === null || !hasCome(erasableFrom, today, zone)) return null;
  if (releasedYears.has(yearOf(dayOf(zone, trigger)))) return null;
  const based = { mode: "retention-lock", rule: rule.id, norm: taxYearOpen, doubt: null } as const;
  return { ...based, action: "restrict", ground: rule.ground, until: null };
}

/** What the period counts from: the event itself or, for the proof of a consent that still stood, this request. */
function triggerOf({ category, trigger }: Group, { choice, today }: Situation): string | null {
  const ends = consentEndsWith[category];
  if (trigger !== null || !ends) return trigger;
  const everything = choice === null || choice.scope === "everything";
  return everything || ends.some((erased) => isAsked(erased, choice)) ? today : null;
}

function isAsked(category: string, { scope, categories }: ErasureChoice): boolean {
  switch (scope) {
    case "everything":
      return true;
    case "account":
      return accountCategories.includes(category);
    case "categories":
      return categories.includes(category);
    default:
      return scope satisfies never;
  }
}

/** A legal hold or a restriction under Art. 18 stops every end. Where no rule is known, nobody can say that a hold does not concern it. */
function stopped(group: Group, rule: Rule | null, { holds, art18 }: Situation): Decided | null {
  const { category } = group;
  const [key, stopping] = [groupKey(group), holds.filter(({ kind }) => !rule || stopsEnd(rule, kind))];
  const because = { ground: "17(3)(e)", rule: rule?.id ?? null };
  const lies = (hold: (typeof holds)[number]) => hold.category === null || hold.category === category;
  if (stopping.some((hold) => hold.groups?.includes(key) ?? lies(hold)))
    return keep({ ...because, norm: keptBecause.legalHold });
  if (stopping.some(({ doubtful }) => doubtful?.includes(key)))
    return keep({ ...because, norm: keptBecause.mayBeHeld });
  if (art18.includes(category)) return keep({ ground: "18(2)", rule: because.rule, norm: keptBecause.restriction });
  return null;
}

type InUse = Pick<Situation, "choice"> & { running: readonly Running[] };

/**
 * A contract that still runs needs its records (Art. 17(1)(a) is not met); a licence only if the person wants to keep it, and so the
 * account in which they look after either.
 */
function inUse(group: Group, rule: Rule, retention: Retention, { choice, running }: InUse): Decided | null {
  const live = group.inUse;
  const contract = { ground: "6(1)(b)", rule: rule.id };
  if (live !== null && live !== "licence") return keep({ ...contract, norm: live });
  // Nobody loses a licence without having been asked.
  const goesOn = live === "licence" ? choice?.keepLicences !== false : choice?.keepLicences === true;
  if (!goesOn || retention.verdict === rule.end) return null;
  const norm = neededFor(group, running);
  return norm && keep({ ...contract, norm });
}

function byRule(rule: Rule, { onRequest, erasableFrom }: Retention, { zone }: Situation): Decided {
  const until = erasableFrom === null ? null : dateOf(erasableFrom, zone);
  const based = { mode: null, rule: rule.id, norm: rule.norm, doubt: null } as const;
  switch (onRequest) {
    case "erase":
    case "unlink":
    case "truncate":
      return { ...based, action: onRequest, ground: groundToGo(rule), until: null };
    case "restrict":
      return { ...based, action: "restrict", mode: "retention-lock", ground: rule.ground, until };
    case "keep":
      return { ...based, action: "keep", ground: rule.ground, until };
    case "hold":
    case "ask":
      throw new Error(`rule ${rule.id}: ${onRequest} was decided before`);
    default:
      return onRequest satisfies never;
  }
}

/** Art. 17(1)(b) where consent carried it, else (a): no longer necessary. */
function groundToGo(rule: Rule): string {
  return rule.ground === "6(1)(a)" ? "17(1)(b)" : "17(1)(a)";
}

function stayWithOthers(group: Group, own: Decided, groups: readonly Group[], decided: readonly Decided[]): Decided {
  if (own.action !== "erase") return own;
  const needing = neededBy[group.category] ?? [];
  const pointing = group.neededBy ?? [];
  const needs = (other: Group) =>
    needing.includes(other.category) || (other.source === group.source && pointing.includes(other.category));
  const staying = decided.filter((other, i) => needs(groups[i] as Group) && stays(other));
  const longest = staying.toSorted((a, b) => ((a.until ?? "9999") < (b.until ?? "9999") ? 1 : -1))[0];
  if (!longest) return own;
  const { action, ground, norm, doubt } = longest;
  // What is pointed to goes when what points is gone: on the day after.
  const until = longest.until !== null && pointing.length > 0 ? addDays(day(longest.until), 1) : longest.until;
  if (action === "ask") return ask(doubt ?? "source-unreachable");
  if (action === "keep") return keep({ ground: ground ?? "6(1)(b)", rule: own.rule, norm: own.norm, until });
  return { action: "restrict", mode: "retention-lock", ground, rule: own.rule, norm, until, doubt: own.doubt };
}

/** Whether records of the person remain, or nobody knows. */
function stays({ action, norm }: Decided): boolean {
  return ["restrict", "keep", "ask"].includes(action) && norm !== keptBecause.notTheirs;
}
