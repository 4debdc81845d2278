/** Art. 15(1), live: what is held about the person, why, since when, who receives it and until when. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { dayIn, type Day } from "../../gdpr/day";
import { mayName } from "../../gdpr/disclosure";
import { latest, type Span } from "../../gdpr/end-of-kind";
import { goesFrom } from "../../gdpr/period";
import type { Draft, Group } from "../../gdpr/plan-value";
import { ruleOf } from "../../gdpr/retention";
import { namedByRows } from "../../policy/passed-to";
import type { Category, Policy } from "../../policy/schema";
import { citation } from "../../letters/citation";
import type { Language } from "../../letters/letter";
import { countryIn } from "../../letters/words";
import { kindsInOrder } from "../../answer/order";
import { isOpenByHand, isVeiled, shown, total, type Part } from "../../answer/part";
import { silentKinds, silentNames, type Unheard } from "./silent";
import { waysFor, type Way } from "./ways";

/** Until when a part of a category is held: dates, or the event that ends it; with the norm that says so. */
export type Term = Span & { event: string; norm: string };

/** All records of a kind; those that name the recipient; or at most such, where not everything that could name it answered. */
export type Received = "all" | "named" | "at-most-named";

export type Holding = {
  category: string;
  label: string;
  what: string;
  count: number;
  systems: string[];
  since: Day | null;
  purposes: { label: string; norm: string }[];
  origin: string;
  recipients: {
    name: string;
    does: string;
    country: string;
    safeguard: string | null;
    received: Received;
  }[];
  terms: Term[];
  /** By a rule that keeps it for the purpose of the law alone, of some of it at least. */
  locked: boolean;
  ways: Way[];
};

export type Holdings = {
  today: Day;
  /** Whether what is due goes without a request. */
  sweep: Policy["sweep"];
  held: Holding[];
  /** Searched, and nothing found; categories with anything to review first are in neither list. */
  nothing: string[];
  byHand: { system: string; categories: string[] }[];
  silent: string[];
  /** Kinds of which a system did not say whether it holds any. */
  unheard: string[];
};

/** What a plan would say `now`, and the sources that did not answer, or not in full. */
type Asked = Unheard & { now: Date; drafts: readonly Draft[] };

/** What is held, from the draft of an access request made now. */
export function holdings({ language }: Actor, { now, drafts, ...asked }: Asked): Holdings {
  const own = policy();
  const unheard = silentKinds(asked, own);
  const parts: readonly Part[] = drafts;
  const visible = parts.flatMap((part) => shown(part, own, {}) ?? []);
  const silent = silentNames(asked, own, language);
  const held = kindsInOrder(own).flatMap((id) => {
    const category = own.categories[id];
    const mine = visible.filter((part) => part.category === id);
    return !category || mine.length === 0 ? [] : [holding(id, category, mine, { own, language, unheard })];
  });
  return {
    today: dayIn(own.zone, now),
    sweep: own.sweep,
    held,
    nothing: silent.length > 0 ? [] : nothingFound(parts, own, language),
    byHand: byHand(parts, own, language),
    silent,
    unheard,
  };
}

type About = { own: Policy; language: Language; unheard: readonly string[] };

function holding(id: string, category: Category, parts: readonly Part[], about: About): Holding {
  const { own, language } = about;
  const groups = parts.flatMap((part) => part.groups);
  return {
    category: id,
    label: category.label[language],
    what: category.what[language],
    count: total(groups),
    systems: [...new Set(parts.map(({ source }) => own.sources[source]?.label[language] ?? source))],
    since: (groups.flatMap(({ since }) => since ?? []).toSorted()[0] as Day | undefined) ?? null,
    purposes: category.purposes.flatMap((purpose) => {
      const known = own.purposes[purpose];
      return known ? [{ label: known.label[language], norm: citation(language, known.norm) }] : [];
    }),
    origin: category.origin[language],
    recipients: recipients(id, category, groups, about),
    terms: terms(category, parts, own, language),
    locked: groups.some(({ rule }) => ruleOf(category.rules, rule)?.meanwhile === "restrict"),
    ways: waysFor(id, own),
  };
}

/** Whoever rows can name is told of only where rows that the person may see name them, as in a copy (`lib/package/sent.ts`). */
function recipients(
  id: string,
  category: Category,
  groups: readonly Group[],
  { own, language, unheard }: About,
): Holding["recipients"] {
  const byRows = namedByRows(own, id);
  const named = new Set(groups.flatMap(({ passedTo }) => passedTo ?? []));
  const unnamed = unheard.includes(id) ? "at-most-named" : null;
  return category.recipients.flatMap((recipient) => {
    const known = own.recipients[recipient];
    const received = !byRows.has(recipient) ? "all" : named.has(recipient) ? "named" : unnamed;
    if (!known || received === null) return [];
    const { name, does, country, safeguard } = known;
    const where = { country: countryIn(language, country), safeguard: safeguard?.[language] ?? null };
    return [{ name, does: does[language], ...where, received }];
  });
}

/** One term for each rule that applies to a group found. */
function terms(category: Category, parts: readonly Part[], own: Policy, language: Language): Term[] {
  const byRule = new Map<string, Term>();
  for (const group of parts.flatMap((part) => part.groups)) {
    const rule = ruleOf(category.rules, group.rule);
    if (!rule) continue;
    const date = goesFrom(rule, group, own);
    const known = byRule.get(rule.id);
    const lasts = known ? [known.last, date] : [date];
    byRule.set(rule.id, {
      from: [known?.from, date].filter((one) => one != null).toSorted()[0] ?? null,
      last: latest(lasts),
      event: rule.trigger[language],
      norm: citation(language, rule.norm),
    });
  }
  return [...byRule.values()];
}

function nothingFound(parts: readonly Part[], own: Policy, language: Language): string[] {
  const veiled = new Set(parts.filter((part) => isVeiled(part, own, {})).map(({ category }) => category));
  const found = new Set(parts.filter((part) => part.count !== 0).map(({ category }) => category));
  return kindsInOrder(own).flatMap((id) => {
    const category = own.categories[id];
    const isSaid = category && mayName(id, own) && !category.elsewhere && !veiled.has(id) && !found.has(id);
    return isSaid ? [category.label[language]] : [];
  });
}

/** Systems into which people look, with what may be in them. */
function byHand(parts: readonly Part[], own: Policy, language: Language): Holdings["byHand"] {
  const open = parts.filter((part) => isOpenByHand(part, own));
  return [...new Set(open.map(({ source }) => source))].map((source) => {
    const known = open.filter((part) => part.source === source).map(({ category }) => category);
    return {
      system: own.sources[source]?.label[language] ?? source,
      categories: [...new Set(known)].flatMap((id) => own.categories[id]?.label[language] ?? []),
    };
  });
}
