/**
 * plan-and-list 4: what arrived after the plan. Nothing of it is on an approved list, so nothing of it was touched; it is
 * what a person's sources hold beyond what the plan, and those it follows up, left there.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { ruleOf } from "../../gdpr/retention";

/** Records that stay, by `sameRecords`. */
export type Standing = ReadonlyMap<string, number>;
type Planned = { id: string; planNo: number; followsUp: string | null };

/** What the plan of a request and of those before it left in the sources. */
export async function standing(tx: Tx, request: Planned): Promise<Standing> {
  const left = new Map<string, number>();
  for (let at: Planned | null = request; at; at = await before(tx, at)) {
    const rows = await tx.decision.findMany({ where: { request: at.id, planNo: at.planNo } });
    for (const { action, held, groups } of rows) {
      if (!["keep", "restrict", "ask"].includes(action) && held === 0) continue;
      for (const group of groups as unknown as Group[]) {
        const key = sameRecords(group);
        left.set(key, Math.max(left.get(key) ?? 0, group.count ?? 0));
      }
    }
  }
  return left;
}

async function before(tx: Tx, { followsUp }: Planned): Promise<Planned | null> {
  return followsUp === null ? null : tx.request.findUniqueOrThrow({ where: { id: followsUp } });
}

/** The groups that are new or have grown since; a category that did not grow as a whole has none. */
export function arrivedLater(found: readonly Group[], left: Standing): { group: Group; more: number }[] {
  const seen = found.filter(({ assumed }) => !assumed);
  const grown = growth(seen, left);
  return seen.flatMap((group) => {
    const more = Math.min((group.count ?? 0) - (left.get(sameRecords(group)) ?? 0), grown.get(category(group)) ?? 0);
    return more > 0 ? [{ group, more }] : [];
  });
}

/** A record may have changed its group, not its category: dates move when a matter ends. */
function growth(found: readonly Group[], left: Standing): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (key: string, count: number) => sums.set(key, (sums.get(key) ?? 0) + count);
  for (const group of found) add(category(group), group.count ?? 0);
  for (const [key, count] of left) {
    const [source, id] = JSON.parse(key) as [string, string];
    add(category({ source, category: id }), -count);
  }
  return sums;
}

const category = ({ source, category }: Pick<Group, "source" | "category">): string =>
  JSON.stringify([source, category]);

/** A group by name; where its rule counts in hours the name holds an instant and would never be the same again. */
function sameRecords(group: Group): string {
  const rule = ruleOf(policy().categories[group.category]?.rules ?? [], group.rule);
  return rule?.keep.startsWith("PT") ? JSON.stringify([group.source, group.category]) : groupKey(group);
}
