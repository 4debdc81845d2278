/**
 * Art. 15(4): records that name others, to the reviewer who looked at them within the hour, each with its version and with what was
 * decided about it. Read live like every look (`../decide/records-shown.ts`).
 */
import type { Actor } from "../../actor";
import { sourceById } from "../../company";
import { transactionAs } from "../../db";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { isMarked, recordName, type RecordDecision } from "../../gdpr/redaction";
import { staffSight } from "../../sight";
import { SourceUnreachable, WrongPerson, type Item, type Person } from "../../sources/source";
import { openedLine, seen, slice, type RecordSeen } from "../decide/records-shown";
import { readNow } from "../plan/records-of";
import { decidedRecords } from "./decided";

export const perPage = 10;

/** `version` is null where the record changed just now: it is decided about when the page is loaded again. */
export type RecordToRedact = RecordSeen & { part: string; version: string | null; decided: RecordDecision | null };
export type LineToRedact = {
  idx: number;
  source: string;
  category: string;
  part: string;
  count: number;
  page: number;
  pages: number;
};
export type ToRedact =
  | { state: "shown"; line: LineToRedact; records: RecordToRedact[] }
  | { state: "away" | "wrong-person"; line: LineToRedact };

/** One page of the line that a look opened; null without such a look. */
export async function recordsToRedact(
  who: Actor,
  reference: string,
  { look, page }: { look: number; page: number },
): Promise<ToRedact | null> {
  const found = await openedLine(who, reference, look);
  if (!found) return null;
  const { request, row, sealed } = found;
  const groups = onceEach(found.groups.filter(isMarked));
  if (groups.length === 0) return null;
  const { subject } = request;
  try {
    // Versions first: a record that changes in between is shown as it is now and decided about as it was, which is not released.
    const versions = await versionsOf(subject, groups);
    const pages = Math.max(1, Math.ceil(versions.size / perPage));
    const at = Math.min(Math.max(1, page), pages);
    const { idx, source, category } = row;
    const line = { idx, source, category, part: sealed.part, count: versions.size, page: at, pages };
    const records = await slice(readNow(subject, groups), (at - 1) * perPage, perPage);
    const decided = await transactionAs(staffSight(who), (tx) => decidedRecords(tx, request, source));
    return {
      state: "shown",
      line,
      records: records.map((record, index) => {
        const version = versions.get(recordName(record)) ?? null;
        const before = decided.get(recordName(record));
        return {
          ...seen(source, record, (at - 1) * perPage + index + 1),
          part: record.part,
          version,
          decided: before && before.version === version ? before : null,
        };
      }),
    };
  } catch (error) {
    const line = {
      idx: row.idx,
      source: row.source,
      category: row.category,
      part: sealed.part,
      count: 0,
      page: 1,
      pages: 1,
    };
    if (error instanceof WrongPerson) return { state: "wrong-person", line };
    if (error instanceof SourceUnreachable) return { state: "away", line };
    throw error;
  }
}

/** A group that was parted stands in several lines and is one group of its source. */
export const onceEach = (groups: readonly Group[]): Group[] => [
  ...new Map(groups.map((group) => [groupKey(group), group])).values(),
];

async function versionsOf(person: Person, groups: readonly Group[]): Promise<Map<string, Item["version"]>> {
  const versions = new Map<string, string>();
  for (const group of groups)
    for await (const item of sourceById(group.source).list(person, group)) versions.set(recordName(item), item.version);
  return versions;
}
