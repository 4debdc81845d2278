/**
 * Counts and dates of everything a system holds about a person, as groups with one verdict each; and the list and records
 * of a group, in the order in which the system gives them.
 */
import * as z from "zod";
import type { Doubt, Group } from "../../gdpr/plan-value";
import { ruleOf } from "../../gdpr/retention";
import type { Cutoffs, Item, Person, SourceRecord } from "../source";
import { found, type Found, type System } from "./found";
import { identitiesOf } from "./identities";
import { valueAt, type Json } from "./json";
import { dayOfField, instantOf } from "./moment";
import { blindVersion, type Orders } from "./orders";
import { identityScope, keyFrom, type Part } from "./part";
import { providedOf, valuesOf } from "./record";

const shape = z.tuple([z.string(), z.string().nullable(), z.string().nullable(), z.string().nullable()]);
type Selected = { part: string; doubt: string | null; bucket: string | null; cutoff: string | null };

const selector = ({ part, doubt, bucket, cutoff }: Selected): string => JSON.stringify([part, doubt, bucket, cutoff]);

/** Reads a selector; throws on one that this source did not write. */
export function selected(text: string): Selected {
  const [part, doubt, bucket, cutoff] = shape.parse(JSON.parse(text));
  return { part, doubt, bucket, cutoff };
}

/** The groups of every part. */
export async function located(system: System, person: Person, cutoffs: Cutoffs): Promise<Group[]> {
  const groups: Group[] = [];
  for (const part of system.parts)
    groups.push(
      ...(part.collection.read ? await readable(system, part, person, cutoffs) : blind(system, part, person)),
    );
  return groups;
}

async function readable(system: System, part: Part, person: Person, cutoffs: Cutoffs): Promise<Group[]> {
  const { collection } = part;
  if (unknown(part, person)) return [asked(system, part)];
  const cutoff = cutoffOf(system, part, cutoffs);
  const groups = new Map<string, Group>();
  for await (const { doubt, record } of found(system, part, person)) {
    const { bucket, trigger } = bucketOf(system, part, record, cutoff);
    const since = collection.since === undefined ? null : dayOfField(valueAt(record, collection.since), system.zone);
    const name = selector({ part: part.id, doubt, bucket, cutoff });
    const known = groups.get(name) ?? { ...group(system, part, doubt, name), trigger, since };
    groups.set(name, {
      ...known,
      count: (known.count ?? 0) + 1,
      trigger: outer(known.trigger, trigger, 1),
      since: outer(known.since, since, -1),
    });
  }
  return [...groups.values()];
}

/** The later (1) or earlier (-1) of two; what is unknown does not count. */
function outer(one: string | null, other: string | null, sign: 1 | -1): string | null {
  if (one === null || other === null) return one ?? other;
  return (one > other ? 1 : -1) === sign ? one : other;
}

function group({ source }: System, part: Part, doubt: Doubt | null, name: string): Group {
  const { category, rule = null, use, pause, lift, stop, read } = part.collection;
  return {
    source,
    category,
    rule,
    trigger: null,
    since: null,
    count: 0,
    belongs: doubt === null ? "mine" : "ask",
    doubt,
    inUse: null,
    use: stop ? (use ?? null) : null,
    pausable: pause !== undefined && lift !== undefined,
    ...(read ? {} : { unread: true }),
    selector: name,
  };
}

/** What can only be ordered: as many as the identities that are known. */
function blind(system: System, part: Part, person: Person): Group[] {
  if (unknown(part, person)) return [asked(system, part)];
  const counts = new Map<Doubt | null, number>();
  for (const { doubt } of blindIdentities(part, person)) counts.set(doubt, (counts.get(doubt) ?? 0) + 1);
  return [...counts].map(([doubt, count]) => ({
    ...group(system, part, doubt, selector({ part: part.id, doubt, bucket: null, cutoff: null })),
    count,
  }));
}

/** Without a date of the record nothing says that an address that is not proved was the person's then. */
function blindIdentities({ collection }: Part, person: Person) {
  return identitiesOf(person, collection.needs ?? []).map(({ kind, value, address }) => {
    const doubt: Doubt | null = !address || address.proved ? null : "address-unproved";
    return { kind, value, doubt };
  });
}

/** Art. 11: the system may hold something, but nothing is known by which it could be found. */
const unknown = ({ collection }: Part, person: Person): boolean =>
  collection.askWhenUnknown && collection.needs !== undefined && identitiesOf(person, collection.needs).length === 0;

const asked = (system: System, part: Part): Group => ({
  ...group(
    system,
    part,
    "no-identifier",
    selector({ part: part.id, doubt: "no-identifier", bucket: null, cutoff: null }),
  ),
  count: null,
});

/** The cut-off of a rule in hours. Throws when there should be one and is none. */
function cutoffOf({ categories }: System, { collection }: Part, cutoffs: Cutoffs): string | null {
  const rule = ruleOf(categories[collection.category]?.rules ?? [], collection.rule);
  if (!rule?.keep.startsWith("PT") || rule.from === "open-ended" || collection.trigger === undefined) return null;
  const cutoff = cutoffs[`${collection.category}/${rule.id}`];
  if (cutoff === undefined) throw new Error(`no cut-off was given for ${collection.category}/${rule.id}`);
  return cutoff;
}

/** Records of one local day share a verdict; under a rule in hours those before and those after the cut-off. */
function bucketOf({ zone }: System, { collection }: Part, record: Json, cutoff: string | null) {
  const value = collection.trigger === undefined ? undefined : valueAt(record, collection.trigger);
  if (cutoff === null) {
    const day = dayOfField(value, zone);
    return { bucket: day, trigger: day };
  }
  const instant = instantOf(value);
  if (!instant) return { bucket: null, trigger: null };
  return { bucket: instant.getTime() < Date.parse(cutoff) ? "due" : "later", trigger: instant.toISOString() };
}

/** The records of a group. */
export async function* grouped(system: System, person: Person, { selector }: Group): AsyncGenerator<Found> {
  const { part: id, doubt, bucket, cutoff } = selected(selector);
  const part = partById(system, id);
  for await (const one of found(system, part, person))
    if (one.doubt === doubt && bucketOf(system, part, one.record, cutoff).bucket === bucket) yield one;
}

/** The list of a group. */
export async function* listed(system: System, orders: Orders, person: Person, group: Group): AsyncGenerator<Item> {
  const { part: id, doubt } = selected(group.selector);
  const part = partById(system, id);
  if (part.collection.read) {
    for await (const { key, version } of grouped(system, person, group)) yield { part: id, key, version: version() };
    return;
  }
  for (const identity of blindIdentities(part, person).filter((one) => one.doubt === doubt)) {
    const key = keyFrom(part, system.keys, identityScope(identity.kind, identity.value));
    yield { part: id, key, version: await blindVersion(orders, part, key) };
  }
}

/** The records of a group as they are handed out. What cannot be read hands out nothing. */
export async function* handedOut(
  system: System,
  person: Person,
  group: Group,
  columns?: "provided",
): AsyncGenerator<SourceRecord> {
  const { part: id } = selected(group.selector);
  const { collection } = partById(system, id);
  for await (const { key, record } of grouped(system, person, group)) {
    const values = valuesOf(collection, record);
    yield { category: group.category, part: id, key, values: columns ? providedOf(collection, values) : values };
  }
}

/** The part of an id. Throws on one that the policy no longer has. */
export function partById({ source, parts }: Pick<System, "source" | "parts">, id: string): Part {
  const part = parts.find((one) => one.id === id);
  if (!part) throw new Error(`source ${source} has no part ${id}`);
  return part;
}
