/** Art. 17(3)(e): which groups of a person a hold on one record reaches: the record itself, and what hangs on it in its source. */
import { sourceById } from "../../company";
import type { HoldKind } from "../../gdpr/rule";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import type { Item } from "../../sources/source";
import type { HeldRecord } from "../../seal/held-record";
import { reaches } from "../decide/held-record";
import type { Searched } from "./search";

type Hold = { kind: HoldKind; category: string | null; record: HeldRecord | null };
type OnGroups = { kind: HoldKind; category: string | null; groups?: string[] };

/** The holds as the law reads them. A group is held whole when one of its records is reached. */
export async function holdsOnGroups(holds: readonly Hold[], searched: Searched): Promise<OnGroups[]> {
  const found: OnGroups[] = [];
  for (const { kind, category, record } of holds)
    found.push(record ? { kind, category, groups: await reachedBy(record, searched) } : { kind, category });
  return found;
}

async function reachedBy(record: HeldRecord, { groups, person }: Searched): Promise<string[]> {
  const reached: string[] = [];
  for (const group of groups.filter(({ source }) => source === record.source))
    if (group.count === null || (await anyReached(record, sourceById(group.source).list(person, group), group)))
      reached.push(groupKey(group));
  return reached;
}

const atOnce = 5_000;

async function anyReached(record: HeldRecord, items: AsyncIterable<Item>, { source }: Group): Promise<boolean> {
  let some: Item[] = [];
  for await (const item of items) {
    some.push(item);
    if (some.length < atOnce) continue;
    if (await reaches(record, source, some)) return true;
    some = [];
  }
  return some.length > 0 && reaches(record, source, some);
}
