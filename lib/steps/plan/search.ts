/**
 * Art. 15, 17: every source is asked about the person, the databases first: what one learns (old addresses, names,
 * postcodes) the next may use. A source that cannot be reached is named, never skipped in silence.
 */
import { hourCutoffs, policy, sources } from "../../company";
import type { Group } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { asksFor } from "../../policy/guide";
import {
  SourceUnreachable,
  WrongPerson,
  type Cutoffs,
  type Learned,
  type Person,
  type Source,
} from "../../sources/source";

/** `not-asked`: a system by hand where the person is not known, or where the right asks for nothing. */
export type Outcome = "searched" | "unreachable" | "by-hand" | "not-asked";

export type Searched = {
  groups: Group[];
  person: Person;
  outcomes: { source: string; outcome: Outcome; count: number | null }[];
  /** Systems that answered with a record of somebody else: nothing of their answer is in here. */
  alarms: string[];
  /** When the systems that did not answer may be asked again, where they said so; null for soon. */
  askAgain: Date | null;
};

/** What one source said: its groups, or why it said nothing. */
export type Answered = {
  outcome: Outcome;
  count: number | null;
  groups: Group[];
  learned: Learned;
  /** Categories of which it did not tell everything; empty where what it said is whole or nothing at all. */
  refused: string[];
  /** It answered with a record of somebody else. */
  alarm: boolean;
  askAgain: Date | null;
};

/**
 * Asks all sources for groups: counts and dates, never values. Writes nothing. With `right`, systems by hand in which it
 * asks for nothing are left out.
 */
export async function search(asked: Person, now: Date, right: Right | null = null): Promise<Searched> {
  const answers = askEach(asked, now, right);
  const found = await Promise.all(answers.map(({ answer }) => answer));
  const result: Searched = { groups: [], person: taught(asked, found), outcomes: [], alarms: [], askAgain: null };
  for (const [n, { outcome, count, groups, alarm, askAgain }] of found.entries()) {
    const source = answers[n]?.source as string;
    result.groups.push(...groups);
    result.outcomes.push({ source, outcome, count });
    if (alarm) result.alarms.push(source);
    if (askAgain && askAgain > (result.askAgain ?? now)) result.askAgain = askAgain;
  }
  return result;
}

/** `whole`: to decide by; `to-tell`: as far as a source answers, for a person to read. */
export type Manner = "whole" | "to-tell";

/**
 * Asks each source, and gives what each will answer, in the policy's order. Databases are asked one after the other, for what one
 * learns the next may use; all others at once, as soon as the databases have answered. Whoever takes this awaits every answer.
 */
export function askEach(
  asked: Person,
  now: Date,
  right: Right | null,
  manner: Manner = "whole",
): { source: string; answer: Promise<Answered> }[] {
  const cutoffs = hourCutoffs(now);
  const teachers: Promise<Answered>[] = [];
  return sources().map((source) => {
    const answer = Promise.all(teachers).then((found) => ask(source, taught(asked, found), { cutoffs, right, manner }));
    if (source.kind === "postgres") teachers.push(answer);
    return { source: source.id, answer };
  });
}

/** The person with what these answers teach about them. */
export const taught = (asked: Person, found: readonly Pick<Answered, "learned">[]): Person =>
  found.reduce((person, { learned }) => merge(person, learned), asked);

const silence: Answered = {
  outcome: "not-asked",
  count: null,
  groups: [],
  learned: {},
  refused: [],
  alarm: false,
  askAgain: null,
};

async function ask(
  source: Source,
  person: Person,
  { cutoffs, right, manner }: { cutoffs: Cutoffs; right: Right | null; manner: Manner },
): Promise<Answered> {
  if (right !== null && !asksFor(policy(), source.id, right)) return silence;
  try {
    const found =
      manner === "to-tell" && source.overview
        ? await source.overview(person, cutoffs)
        : await source.locate(person, cutoffs);
    return { ...silence, ...found, ...outcomeOf(source, found.groups) };
  } catch (error) {
    if (error instanceof WrongPerson) return { ...silence, outcome: "unreachable", alarm: true };
    if (!(error instanceof SourceUnreachable)) throw error;
    return { ...silence, outcome: "unreachable", askAgain: error.askAgain ?? null };
  }
}

function outcomeOf({ kind }: Source, groups: readonly Group[]): Pick<Answered, "outcome" | "count"> {
  if (kind === "manual") return { outcome: groups.length > 0 ? "by-hand" : "not-asked", count: null };
  return { outcome: "searched", count: groups.reduce((sum, { count }) => sum + (count ?? 0), 0) };
}

function merge(person: Person, learned: Learned): Person {
  const known = new Set(person.addresses.map((address) => address.email.toLowerCase()));
  const fresh = (learned.addresses ?? []).filter((address) => !known.has(address.email.toLowerCase()));
  return {
    account: person.account,
    addresses: [...person.addresses, ...fresh],
    names: [...new Set([...person.names, ...(learned.names ?? [])])],
    postcodes: [...new Set([...person.postcodes, ...(learned.postcodes ?? [])])],
    ids: mergedIds(person.ids, learned.ids),
  };
}

function mergedIds(known: Person["ids"] = {}, learned: Person["ids"] = {}): Record<string, string[]> {
  const kinds = [...new Set([...Object.keys(known), ...Object.keys(learned)])];
  return Object.fromEntries(
    kinds.map((kind) => [kind, [...new Set([...(known[kind] ?? []), ...(learned[kind] ?? [])])]]),
  );
}
