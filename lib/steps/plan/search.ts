/**
 * Art. 15, 17: every source is asked about the person, the databases first: what one learns (old addresses, names,
 * postcodes) the next may use. A source that cannot be reached is named, never skipped in silence.
 */
import { hourCutoffs, policy, sources } from "../../company";
import type { Group } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { asksFor } from "../../policy/guide";
import { SourceUnreachable, WrongPerson, type Learned, type Person, type Source } from "../../sources/source";

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

/**
 * Asks all sources for groups: counts and dates, never values. Writes nothing. With `right`, systems by hand in which it
 * asks for nothing are left out.
 */
export async function search(asked: Person, now: Date, right: Right | null = null): Promise<Searched> {
  const result: Searched = { groups: [], person: asked, outcomes: [], alarms: [], askAgain: null };
  const cutoffs = hourCutoffs(now);
  for (const source of sources()) {
    if (right !== null && !asksFor(policy(), source.id, right)) {
      result.outcomes.push({ source: source.id, outcome: "not-asked", count: null });
      continue;
    }
    try {
      const { groups, learned } = await source.locate(result.person, cutoffs);
      result.groups.push(...groups);
      result.person = merge(result.person, learned);
      result.outcomes.push({ source: source.id, ...outcomeOf(source, groups) });
    } catch (error) {
      if (error instanceof WrongPerson) result.alarms.push(source.id);
      else if (!(error instanceof SourceUnreachable)) throw error;
      else if (error.askAgain && error.askAgain > (result.askAgain ?? now)) result.askAgain = error.askAgain;
      result.outcomes.push({ source: source.id, outcome: "unreachable", count: null });
    }
  }
  return result;
}

function outcomeOf({ kind }: Source, groups: readonly Group[]): Omit<Searched["outcomes"][number], "source"> {
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
