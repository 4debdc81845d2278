/**
 * What a system holds about a person: every identity is asked for, others that a search also gives are left out, and a
 * record of somebody else where only the person's may be stops everything.
 */
import type { Policy } from "../../policy/schema";
import type { Doubt } from "../../gdpr/plan-value";
import { WrongPerson, type Person } from "../source";
import type { Calls } from "./calls";
import { unexpected } from "./failure";
import { identitiesOf, verdictOf, type Identity } from "./identities";
import { textOf, valueAt, type Json } from "./json";
import type { Keys } from "./key";
import { instantOf } from "./moment";
import { records } from "./pages";
import { identityScope, keyFrom, type Part } from "./part";
import { holds, versionOf } from "./record";
import { fitsPath, type Scope } from "./template";

/** What all parts of a source share. */
export type System = {
  source: string;
  calls: Calls;
  keys: Keys;
  parts: readonly Part[];
  zone: string;
  categories: Policy["categories"];
};

export type Found = { key: string; version: string; doubt: Doubt | null; record: Json; scope: Scope };
type Question = { scope: Scope; identity: Identity };

/** The records of a part, streamed, each once. */
export async function* found(system: System, part: Part, person: Person): AsyncGenerator<Found> {
  const seen = new Set<string>();
  for await (const question of questions(system, part, person))
    for await (const record of matching(system, part, question.scope)) {
      const doubt = verdictOf(question.identity, sinceOf(part, record));
      const scope = { ...question.scope, ...keyScope(system, part, record) };
      const key = keyFrom(part, system.keys, scope);
      if (doubt === "theirs" || seen.has(key)) continue;
      seen.add(key);
      yield { key, version: versionOf(part.collection, record), doubt, record, scope };
    }
}

const sinceOf = ({ collection }: Part, record: Json): Date | null =>
  collection.since === undefined ? null : instantOf(valueAt(record, collection.since));

/** Each identity, or each record of the part above. */
async function* questions(system: System, { parent, collection }: Part, person: Person): AsyncGenerator<Question> {
  if (!parent) {
    for (const identity of identitiesOf(person, collection.needs ?? [], collection.read?.spellings))
      yield { identity, scope: identityScope(identity.kind, identity.value) };
    return;
  }
  for await (const { scope, doubt } of found(system, parent, person)) {
    const above = Object.entries(scope).filter(([name]) => name.startsWith("record."));
    const renamed = above.map(([name, value]): [string, string] => [name.replace("record.", "parent."), value]);
    // What hangs on a record that is in doubt is in doubt as well.
    const address = doubt === null ? null : { proved: false, held: [] };
    yield { identity: { kind: "parent", value: "", address }, scope: Object.fromEntries(renamed) };
  }
}

/** The records of one question that are the person's. Throws `WrongPerson`. */
export async function* matching(system: System, part: Part, scope: Scope): AsyncGenerator<Json> {
  const { read } = part.collection;
  if (!read) return;
  const { mustEqual, belongs } = read;
  const known = { ...system.calls.scope, ...scope };
  for await (const record of records(system.calls, read, scope)) {
    if (mustEqual && !holds(mustEqual, record, known)) continue;
    if (belongs && !holds(belongs, record, known)) throw new WrongPerson(system.source, part.id);
    yield await attached(system, part, record, scope);
  }
}

/** A record with what further questions say about it. */
export async function attached(system: System, part: Part, record: Json, scope: Scope): Promise<Json> {
  const whole = { ...record };
  const known = { ...scope, ...keyScope(system, part, record) };
  for (const [field, question] of Object.entries(part.collection.with)) {
    const more: Json[] = [];
    for await (const one of records(system.calls, question, known)) more.push(one);
    whole[field] = more;
  }
  return whole;
}

/** The variables of a record's own key fields. */
export function keyScope({ source }: Pick<System, "source">, { collection }: Part, record: Json): Scope {
  const own = collection.key.filter((name) => name.startsWith("record."));
  return Object.fromEntries(
    own.map((name): [string, string] => {
      const value = textOf(valueAt(record, name.slice("record.".length)));
      if (value === null || !fitsPath(value)) throw unexpected(source, "a record has no usable key");
      return [name, value];
    }),
  );
}
