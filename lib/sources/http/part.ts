/** A collection as the source works with it, and the scopes in which its texts are filled. */
import type { Collection } from "../../policy/kinds/http";
import type { Item } from "../source";
import type { Keys } from "./key";
import type { Scope } from "./template";

export type Part = {
  /** `collection/category`, as lists name it. */
  id: string;
  name: string;
  collection: Collection;
  /** The collection whose records this one is asked for. */
  parent: Part | null;
  /** Variables that make up the key, in their order. */
  key: readonly string[];
  sealed: boolean;
};

/** The parts in the order of the policy, parents before what is asked for each of their records. */
export function partsOf(collections: Readonly<Record<string, Collection>>): Part[] {
  const parts = new Map<string, Part>();
  const add = (name: string, seen: readonly string[]): Part => {
    const collection = collections[name];
    if (!collection || seen.includes(name)) throw new Error(`the policy has no collection ${name} to begin with`);
    const known = parts.get(name);
    if (known) return known;
    const parent = collection.each === undefined ? null : add(collection.each, [...seen, name]);
    const part: Part = { id: `${name}/${collection.category}`, name, collection, parent, ...keyOf(collection) };
    parts.set(name, part);
    return part;
  };
  for (const name of Object.keys(collections)) add(name, []);
  return [...parts.values()];
}

/** What is only ordered is known by its identity; what can only be searched again needs the identity beside its key. */
function keyOf({ read, item, key, sealed, needs }: Collection): Pick<Part, "key" | "sealed"> {
  const identity = ["identity.kind", "identity.value"];
  if (!read) return { key: needs?.length === 1 ? ["identity.value"] : identity, sealed };
  if (item || !needs) return { key, sealed };
  return { key: [...key, ...identity], sealed: true };
}

/** Variables of an identity; `identity.email` is there for an email only. */
export const identityScope = (kind: string, value: string): Scope => ({
  "identity.kind": kind,
  "identity.value": value,
  [`identity.${kind}`]: value,
  ...(kind === "account" ? { account: value } : {}),
});

/** The variables that a listed key gives back. */
export function scopeOf({ id, key, collection }: Part, keys: Keys, item: Pick<Item, "key">): Scope {
  const fields = keys.fields(id, item.key, key.length);
  const scope = Object.fromEntries(key.map((name, at): [string, string] => [name, fields[at] ?? ""]));
  const value = scope["identity.value"];
  const kind = scope["identity.kind"] ?? collection.needs?.[0];
  return value === undefined || kind === undefined ? scope : { ...scope, ...identityScope(kind, value) };
}

/** The key of the variables of one record or identity. */
export const keyFrom = ({ id, key, sealed }: Part, keys: Keys, scope: Scope): string =>
  keys.key(id, key.map((name) => scope[name] ?? ""), sealed); // prettier-ignore
