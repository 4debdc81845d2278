/**
 * Art. 17(1), (3)(e): the plan of a request that takes up what another one had to leave is about the records on the lists of then and nothing
 * else: what came later, from a customer who went on, is none of it. They are found and decided about afresh.
 */
import { sourceById } from "../../company";
import { db, type Tx } from "../../db";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { recordName } from "../../gdpr/redaction";
import { takenUpAs, type TakenUp as TakenUpAs } from "../../gdpr/taken-up";
import { requestKey } from "../../seal/request-key";
import type { Item, Person } from "../../sources/source";
import { keptList } from "./closed-list";
import type { Searched } from "./search";

export type TakenUp = Searched & { items: ReadonlyMap<string, readonly Item[]>; about: ReadonlySet<string> };

/** Why the request takes up what another one kept; null where it does not. */
export async function takesUp(tx: Tx, request: string): Promise<TakenUpAs | null> {
  const line = await tx.decision.findFirst({ where: { takenUpBy: request }, select: { norm: true } });
  return line && takenUpAs(line.norm);
}

/** What was found, with the groups that are decided about narrowed to the records that were kept; null for any other request. */
export async function onlyTakenUp({ id }: { id: string }, searched: Searched): Promise<TakenUp | null> {
  const rows = await db().decision.findMany({ where: { takenUpBy: id } });
  if (rows.length === 0) return null;
  const items = new Map<string, readonly Item[]>();
  const about = new Set<string>();
  const wanted = new Map<string, Wanted>();
  for (const row of rows) await add(wanted, row);
  const groups: Group[] = [];
  for (const group of searched.groups) {
    const held = wanted.get(categoryOf(group));
    const found = held && group.count ? await listed(searched.person, group, held) : [];
    groups.push(found.length > 0 ? { ...group, count: found.length } : group);
    if (found.length > 0) items.set(groupKey(group), found);
    // What only people can look into they look into now.
    if (found.length > 0 || (held?.unseen && group.count === null)) about.add(groupKey(group));
  }
  return { ...searched, groups, items, about };
}

/**
 * The records of one category in one source: by name, or as whole groups where the plan of then kept no list of them. `unseen`: some
 * that nobody could count.
 */
type Wanted = { names: Set<string>; groups: Map<string, number>; unseen: boolean };
type Row = Awaited<ReturnType<Tx["decision"]["findMany"]>>[number];

const categoryOf = ({ source, category }: Pick<Group, "source" | "category">): string =>
  JSON.stringify([source, category]);

async function add(wanted: Map<string, Wanted>, row: Row): Promise<void> {
  const { names, groups, unseen } = wanted.get(categoryOf(row)) ?? {
    names: new Set(),
    groups: new Map(),
    unseen: false,
  };
  wanted.set(categoryOf(row), { names, groups, unseen: unseen || row.count === null });
  if (row.list === null)
    for (const group of row.groups as unknown as Group[]) groups.set(groupKey(group), group.count ?? 0);
  else for await (const item of heldItems(row)) names.add(recordName(item));
}

/** What was on the list of a line, batch by batch as one stream. */
export async function* heldItems({ request, planNo, idx }: Pick<Row, "request" | "planNo" | "idx">) {
  const keys = await requestKey(db(), request);
  for await (const batch of keptList(db(), keys, { request, planNo, idx }, { size: 5_000 })) yield* batch;
}

async function listed(person: Person, group: Group, { names, groups }: Wanted): Promise<Item[]> {
  // A group that has grown may hold records that came since: without a list nobody can tell which.
  const whole = (groups.get(groupKey(group)) ?? 0) >= (group.count ?? 0);
  const found: Item[] = [];
  for await (const item of sourceById(group.source).list(person, group))
    if (whole || names.has(recordName(item))) found.push(item);
  return found;
}
