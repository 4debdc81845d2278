/**
 * Art. 16: the plan of a correction is about the records that are wrong, and nothing else of the person. Which these are,
 * and what they should say, lies in the request's drawer.
 */
import { sourceById } from "../../company";
import { db, type Tx } from "../../db";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import type { Correction, Sealed } from "../../gdpr/wish";
import { openDrawer } from "../../seal/request-key";
import type { Item, Person } from "../../sources/source";
import type { Loaded } from "../load";
import type { Searched } from "./search";

export type Corrected = Searched & { items: ReadonlyMap<string, readonly Item[]> };

/** What the person sent with the request: their words, the corrections, the decision to look at; null when nothing. */
export async function wishOf(tx: Tx, { id, keys }: Pick<Loaded, "id" | "keys">): Promise<Sealed | null> {
  const row = await tx.drawer.findFirst({
    where: { request: id, kind: { in: ["wish", "wish reduced"] } },
    orderBy: { madeAt: "asc" },
  });
  return row ? openDrawer<Sealed>(tx, keys, row.id) : null;
}

/**
 * The groups narrowed to the records that are to be corrected, each with its items: their versions are those of now. A
 * system that only a person reaches keeps its group, because it may hold the same mistake.
 */
export async function onlyCorrected(request: Loaded, searched: Searched): Promise<Corrected> {
  const corrections = (await wishOf(db(), request))?.corrections ?? [];
  const categories = new Set(corrections.map(({ category }) => category));
  const items = new Map<string, readonly Item[]>();
  const groups: Group[] = [];
  for (const group of searched.groups) {
    if (!categories.has(group.category)) continue;
    if (group.count === null) {
      groups.push(group);
      continue;
    }
    const wanted = corrections.filter((one) => isIn(group, one));
    const found = wanted.length > 0 ? await listed(searched.person, group, wanted) : [];
    if (found.length === 0) continue;
    const narrowed = { ...group, count: found.length };
    groups.push(narrowed);
    items.set(groupKey(narrowed), found);
  }
  return { ...searched, groups, items };
}

const isIn = (group: Group, { source, category, part }: Correction): boolean =>
  group.source === source && group.category === category && sourceById(source).partOf(group) === part;

async function listed(person: Person, group: Group, wanted: readonly Correction[]): Promise<Item[]> {
  const byKey = new Map(wanted.map((one) => [one.key, one]));
  const found: Item[] = [];
  for await (const item of sourceById(group.source).list(person, group)) {
    const correction = byKey.get(item.key);
    if (correction) found.push({ ...item, values: correction.values });
    if (found.length === byKey.size) break;
  }
  return found;
}
