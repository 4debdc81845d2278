/**
 * Art. 15(4): groups of records that name others, parted by what a reviewer decided about each record. The decisions become the
 * closed lists of their lines, so that the plan's hash covers what is handed out, what is blacked out in it, and what is withheld.
 */
import { sourceById } from "../../company";
import { db, type Tx } from "../../db";
import type { Answer } from "../../gdpr/facts";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { fateOf, isMarked, listedValues, onceTheirs, recordName, type RecordDecision } from "../../gdpr/redaction";
import type { Item, Person } from "../../sources/source";
import type { Loaded } from "../load";
import { decidedRecords } from "../redact/decided";
import type { Searched } from "./search";

export type Parted = Searched & { items?: ReadonlyMap<string, readonly Item[]> };

/** Names the items of a group that are known before its list is kept; the parts of one group have lists of their own. */
export const itemsOf = (group: Group): string =>
  group.redaction ? `${groupKey(group)} ${group.redaction}` : groupKey(group);

/** The groups of a copy, those that were decided about record by record in their parts; what nobody decided about stays as it is. */
export async function withRedactions(request: Loaded, searched: Searched): Promise<Parted> {
  if (request.right !== "access") return searched;
  const given = await db().answer.findMany({ where: { request: request.id } });
  const answers = new Map(given.map(({ selector, answer }) => [selector, answer as Answer]));
  const items = new Map<string, readonly Item[]>();
  const groups: Group[] = [];
  for (const found of searched.groups) {
    const answer = answers.get(groupKey(found));
    const group = onceTheirs(found, answer);
    if (!isMarked(group) || answer !== "redact") {
      groups.push(group);
      continue;
    }
    const decided = await decidedRecords(db(), request, group.source);
    for (const [part, listed] of await parted(searched.person, group, decided)) {
      groups.push(part);
      items.set(itemsOf(part), listed);
    }
  }
  return { ...searched, groups, items };
}

type Decided = ReadonlyMap<string, RecordDecision>;

async function parted(person: Person, group: Group, decided: Decided): Promise<[Group, Item[]][]> {
  const parts: Record<ReturnType<typeof fateOf>, Item[]> = { released: [], withheld: [], undecided: [] };
  for await (const item of sourceById(group.source).list(person, group)) {
    const fate = fateOf(item, decided);
    const decision = decided.get(recordName(item));
    parts[fate].push(decision && fate !== "undecided" ? { ...item, values: listedValues(decision) } : item);
  }
  return (["released", "withheld", "undecided"] as const).flatMap((fate): [Group, Item[]][] => {
    const found = parts[fate];
    const part = { ...group, count: found.length, ...(fate === "undecided" ? {} : { redaction: fate }) };
    return found.length > 0 ? [[part, found]] : [];
  });
}

/** How many records the sources hold in these groups about which nobody decided as they are now. */
export async function undecidedIn(tx: Tx, request: Loaded, groups: readonly Group[]): Promise<number> {
  let count = 0;
  for (const group of new Map(groups.map((one) => [groupKey(one), one])).values()) {
    const decided = await decidedRecords(tx, request, group.source);
    for await (const item of sourceById(group.source).list(request.subject, group))
      if (fateOf(item, decided) === "undecided") count += 1;
  }
  return count;
}
