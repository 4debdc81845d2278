/**
 * Art. 15, 17: every source is asked about the person, the databases first: what one learns (old addresses, names,
 * postcodes) the next may use. A source that cannot be reached is named, never skipped in silence.
 */
import { hourCutoffs, sources } from "../../company";
import type { Group } from "../../gdpr/plan-value";
import { SourceUnreachable, WrongPerson, type Learned, type Person } from "../../sources/source";

export type Searched = {
  groups: Group[];
  person: Person;
  outcomes: { source: string; outcome: "searched" | "unreachable" | "by-hand"; count: number | null }[];
  /** Systems that answered with a record of somebody else: nothing of their answer is in here. */
  alarms: string[];
  /** When the systems that did not answer may be asked again, where they said so; null for soon. */
  askAgain: Date | null;
};

/** Asks all sources for groups: counts and dates, never values. Writes nothing. */
export async function search(asked: Person, now: Date): Promise<Searched> {
  const result: Searched = { groups: [], person: asked, outcomes: [], alarms: [], askAgain: null };
  const cutoffs = hourCutoffs(now);
  for (const source of sources()) {
    try {
      const { groups, learned } = await source.locate(result.person, cutoffs);
      result.groups.push(...groups);
      result.person = merge(result.person, learned);
      const count = groups.reduce((sum, group) => sum + (group.count ?? 0), 0);
      const byHand = source.kind === "manual";
      result.outcomes.push({
        source: source.id,
        outcome: byHand ? "by-hand" : "searched",
        count: byHand ? null : count,
      });
    } catch (error) {
      if (error instanceof WrongPerson) result.alarms.push(source.id);
      else if (!(error instanceof SourceUnreachable)) throw error;
      else if (error.askAgain && error.askAgain > (result.askAgain ?? now)) result.askAgain = error.askAgain;
      result.outcomes.push({ source: source.id, outcome: "unreachable", count: null });
    }
  }
  return result;
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
