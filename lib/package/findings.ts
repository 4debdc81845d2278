/**
 * Art. 15(1)(a) to (h) and (2) for one person: what the policy says about exactly the categories that were found, with
 * dates reckoned from this person's records.
 */
import type { Language } from "../gdpr/language";
import type { Day } from "../gdpr/day";
import { endOfKind, type Span } from "../gdpr/end-of-kind";
import { goesFrom } from "../gdpr/period";
import { ruleOf } from "../gdpr/retention";
type Rule = Category["rules"][number];
import { citation } from "../letters/citation";
import { longDay, speaker, type Say } from "../letters/words";
import { namedByRows } from "../policy/passed-to";
import { categoriesOf } from "../policy/categories-of";
import { mayNameSystem } from "../policy/may-name-system";
import type { Category, Policy } from "../policy/schema";
import type { CategoryRecords } from "./category-records";
import { isLocked, type Exported, type PackageInput } from "./input";
import { sentTo, sinceOf, type Sent } from "./sent";

export type Recipient = { name: string; does: string; country: string; safeguard: string | null };
export type Finding = {
  id: string;
  label: string;
  what: string;
  purposes: string[];
  recipients: Recipient[];
  periods: string[];
  /** When the first of it was held; null where no system says so. */
  since: Day | null;
  /** For each rule that applies: from when to when its records go. */
  ends: End[];
  origin: string;
  records: number;
  /** Kept for the purpose that the law names alone. */
  locked: boolean;
  /** Kept alone, because the person asked for it. */
  paused: boolean;
};
export type End = Span & { rule: string };
export type Findings = {
  found: Finding[];
  nothingHeld: string[];
  elsewhere: { label: string; why: string }[];
  searches: { label: string; result: string }[];
  sent: Sent[];
};

/** Called after the records were read: it says how many there were. */
export function findings(input: PackageInput, categories: CategoryRecords[]): Findings {
  const { policy, language } = input;
  const say = speaker(language);
  const found = categories.map((category) => findingOf(category, input));
  const labelled = Object.entries(policy.categories);
  return {
    found,
    nothingHeld: nothingHeld(input).map((id) => policy.categories[id]?.label[language] ?? id),
    elsewhere: labelled.flatMap(([, { label, elsewhere }]) =>
      elsewhere ? [{ label: label[language], why: elsewhere[language] }] : [],
    ),
    searches: searches(input, categories, say),
    sent: sentTo(input, categories, say),
  };
}

/** What is told of one category, once its records were read. */
export function findingOf({ category: id, records, passedOn }: CategoryRecords, input: PackageInput): Finding {
  const { policy, language } = input;
  const say = speaker(language);
  const category = policy.categories[id];
  if (!category) throw new Error(`the policy names no category ${id}`);
  const decisions = input.exported.filter((decision) => decision.category === id);
  const rules = rulesIn(category, decisions);
  return {
    id,
    label: category.label[language],
    what: category.what[language],
    purposes: category.purposes.map((purpose) => purposeText(policy, purpose, language, say)),
    // Whoever rows can name received those that name it and no others.
    recipients: category.recipients
      .filter((recipient) => passedOn.has(recipient) || !namedByRows(policy, id).has(recipient))
      .flatMap((recipient) => recipientOf(policy, recipient, language)),
    periods: rules.map((rule) => periodText(rule, datesOf(rule, category, decisions, policy), input, say)),
    since: sinceOf(input, id),
    ends: rules.map((rule) => {
      const { days, some } = datesOf(rule, category, decisions, policy);
      return { rule: rule.id, from: days[0] ?? null, last: some ? null : (days.at(-1) ?? null) };
    }),
    origin: category.origin[language],
    records,
    locked: isLocked(input, id),
    paused: input.paused.includes(id),
  };
}

function purposeText({ purposes }: Policy, id: string, language: Language, say: Say): string {
  const purpose = purposes[id];
  if (!purpose) throw new Error(`the policy names no purpose ${id}`);
  const interest = purpose.interest ? ` ${say("package.interest", { interest: purpose.interest[language] })}` : "";
  return `${purpose.label[language]} (${citation(language, purpose.norm)}).${interest}`;
}

function recipientOf({ recipients }: Policy, id: string, language: Language): Recipient[] {
  const recipient = recipients[id];
  if (!recipient) return [];
  const { name, does, country, safeguard } = recipient;
  return [{ name, does: does[language], country, safeguard: safeguard?.[language] ?? null }];
}

const rulesIn = ({ rules }: Category, decisions: Exported[]): Rule[] => {
  const named = decisions.flatMap(({ groups }) => groups.flatMap(({ rule }) => ruleOf(rules, rule) ?? []));
  const first = rules[0] ? [rules[0]] : [];
  return [...new Set(named.length > 0 ? named : first)];
};

type Dates = { days: Day[]; some: boolean };

/** The days from which records of a rule go, in their order; `some`: for some there is none yet. */
function datesOf(rule: Rule, category: Category, decisions: Exported[], policy: Policy): Dates {
  const groups = decisions
    .flatMap(({ groups }) => groups)
    .filter((group) => ruleOf(category.rules, group.rule) === rule);
  const dates = groups.map((group) => goesFrom(rule, group, policy));
  const days = dates.flatMap((date) => date ?? []).toSorted();
  return { days, some: dates.includes(null) };
}

function periodText(rule: Rule, { days, some }: Dates, { language, madeAt }: PackageInput, say: Say): string {
  const [first, last] = [days[0], days.at(-1)];
  const said = { trigger: rule.trigger[language], norm: citation(language, rule.norm) };
  const sentences = [...keepText(rule, said, say), say(`package.ends.${rule.end}`)];
  if (first !== undefined && last !== undefined) {
    const values = {
      first: longDay(language, first),
      last: longDay(language, last),
      same: first === last ? "yes" : "no",
      due: endOfKind([{ from: first, last }], madeAt).due,
    };
    sentences.push(say("package.dates", values));
  }
  if (some && rule.from !== "open-ended") sentences.push(say("package.no-date"));
  return sentences.join(" ");
}

/** What happens stands in a sentence by itself: the policy names it in any words. */
function keepText(rule: Rule, said: { trigger: string; norm: string }, say: Say): string[] {
  if (rule.from === "open-ended" || /^P(?:0D|T0H)$/.test(rule.keep)) return [say("package.keep-until", said)];
  return [
    say("package.keep", { keep: duration(rule.keep, say), from: rule.from === "trigger" ? "trigger" : "year" }),
    say("package.keep-from", said),
    ...(rule.after ? [say("package.keep-after", { after: duration(rule.after, say) })] : []),
  ];
}

/** Hours of whole days are said as days. */
function duration(period: string, say: Say): string {
  const [, n, unit] = /(\d+)([YMDH])$/.exec(period) ?? [];
  const days = Number(n) / 24;
  if (unit === "H" && days > 1 && Number.isInteger(days)) return say("package.units.D", { n: days });
  return say(`package.units.${unit}`, { n: Number(n) });
}

/**
 * Categories of which "we hold nothing" is true and may be said: every system that could hold them was searched, and
 * nothing in them awaits a decision or is disclosed only after one.
 */
function nothingHeld(input: PackageInput): string[] {
  const { policy, searches, exported, withheld, open } = input;
  const spokenFor = new Set([...exported, ...withheld, ...open].map(({ category }) => category));
  const searched = new Set(
    searches.filter(({ outcome }) => ["searched", "not-asked"].includes(outcome)).map(({ source }) => source),
  );
  const holders = Object.entries(policy.sources).map(([id, source]) => ({
    id,
    holds: new Set(categoriesOf(source)),
  }));
  return Object.entries(policy.categories).flatMap(([id, { elsewhere, disclose }]) => {
    const holding = holders.filter(({ holds }) => holds.has(id));
    const allSearched = holding.length > 0 && holding.every((holder) => searched.has(holder.id));
    return allSearched && !spokenFor.has(id) && !elsewhere && disclose === "always" ? [id] : [];
  });
}

function searches(
  { searches: all, policy, language, exported, open }: PackageInput,
  categories: CategoryRecords[],
  say: Say,
) {
  // Nobody looks into a system that was not asked; one that holds only what waits for a review is not named.
  const told = all.filter(({ source, outcome }) => outcome !== "not-asked" && mayNameSystem(source, policy));
  return told.map(({ source, outcome }) => {
    // Counted from what is handed out: what awaits a review must not show in a number.
    const records = categories.reduce((sum, { bySource }) => sum + (bySource.get(source) ?? 0), 0);
    const label = policy.sources[source]?.label[language] ?? source;
    const theirs = exported.filter((decision) => decision.source === source);
    // A system that is asked, and does not hand out what it holds: nothing may be said about what is in it.
    const unread = theirs.some(({ count }) => count === null) || open.some((one) => one.source === source);
    const asked = outcome === "searched" || theirs.length > 0;
    const told = asked ? (unread && records === 0 ? "by-hand" : "searched") : outcome;
    const rest = unread && records > 0 ? `; ${say("package.rest-by-hand")}` : "";
    return { label, result: say(`package.${told}`, { records }) + rest };
  });
}
