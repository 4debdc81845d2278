/**
 * Art. 17(3)(e): which groups of a person a hold on one record reaches: the record itself, what hangs on it in its source, and what in
 * other systems does, or may.
 */
import { policy, sourceById } from "../../company";
import type { HoldKind } from "../../gdpr/rule";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import type { Item, Person } from "../../sources/source";
import type { HeldRecord } from "../../seal/held-record";
import { reach } from "../decide/held-record";
import type { Searched } from "./search";

type Hold = { kind: HoldKind; category: string | null; record: HeldRecord | null };
type OnGroups = { kind: HoldKind; category: string | null; groups?: string[]; doubtful?: string[] };

/** The holds as the law reads them. A group is held whole when one of its records is reached. */
export async function holdsOnGroups(holds: readonly Hold[], searched: Searched): Promise<OnGroups[]> {
  const found: OnGroups[] = [];
  for (const { kind, category, record } of holds)
    found.push(record ? { kind, category, ...(await reachedBy(record, searched)) } : { kind, category });
  return found;
}

/** `groups`: a record of them hangs on it. `doubtful`: nobody can tell. */
async function reachedBy(record: HeldRecord, { groups, person }: Searched) {
  const [reached, doubtful]: [string[], string[]] = [[], []];
  for (const group of groups) {
    const how = group.count === null ? reachUnseen(record, group) : await reachIn(record, person, group);
    if (how === "hangs") reached.push(groupKey(group));
    if (how === "may") doubtful.push(groupKey(group));
  }
  return { groups: reached, doubtful };
}

/** The same for what no program can look into. */
export function reachUnseen(
  record: Pick<HeldRecord, "source">,
  { source, category }: Pick<Group, "source" | "category">,
): "hangs" | "may" | null {
  if (source === record.source) return "hangs";
  return policy().categories[category]?.standsAlone ? null : "may";
}

const atOnce = 5_000;

async function reachIn(record: HeldRecord, person: Person, group: Group): Promise<"hangs" | "may" | null> {
  const { source, category } = group;
  // Nothing has to be listed where the kind of data alone says it.
  if (source !== record.source && policy().categories[category]?.standsAlone) return null;
  let doubtful = false;
  for await (const items of batches(sourceById(source).list(person, group))) {
    const how = await reach(record, { source, category, items, ids: person.ids });
    if (how === "hangs") return how;
    doubtful ||= how === "may";
  }
  return doubtful ? "may" : null;
}

async function* batches(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let some: Item[] = [];
  for await (const item of items) {
    some.push(item);
    if (some.length < atOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
