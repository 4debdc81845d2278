/**
 * Art. 15(4): of records that name others, what a reviewer decided to hand out, read for the copy. What is not on the approved
 * list never leaves; a record that is another one than the one decided about stops the copy.
 */
import { sourceById } from "../../company";
import { db } from "../../db";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { blackedOut, filesField, isGiven, reasonOf, recordName, type RedactionReason } from "../../gdpr/redaction";
import { recordsIn, type Item, type SourceRecord } from "../../sources/source";
import { keptList } from "../plan/closed-list";
import { readNow } from "../plan/records-of";
import type { Loaded } from "../load";

export type Mark = (reason: RedactionReason) => string;

/** A record changed after it was decided about, between two looks at its system: the plan is stale, and the next try finds it so. */
export class ChangedSince extends Error {}

/** The records of one line, with `mark` where something is blacked out. `idx`: the line's place in the approved plan. */
export async function* releasedRecords(
  request: Loaded,
  { idx, groups }: { idx: number; groups: readonly Group[] },
  mark: Mark,
): AsyncGenerator<SourceRecord> {
  const listed = await listOf(request, idx);
  for (const group of new Map(groups.map((one) => [groupKey(one), one])).values()) {
    const found: SourceRecord[] = [];
    for await (const read of readNow(request.subject, [group])) {
      const records = "records" in read ? recordsIn(read) : [read];
      found.push(...records.filter((record) => listed.has(recordName(record))));
    }
    // Versions are asked for after the records were read: what changed in between has another one.
    const versions = new Map<string, string>();
    for await (const item of sourceById(group.source).list(request.subject, group))
      versions.set(recordName(item), item.version);
    for (const record of found) {
      const item = listed.get(recordName(record)) as Item;
      if (versions.get(recordName(record)) !== item.version)
        throw new ChangedSince(`a record of ${group.source} for ${request.id} changed while its copy was made`);
      yield released(record, item.values ?? {}, mark);
    }
  }
}

async function listOf({ id, keys, planNo }: Loaded, idx: number): Promise<Map<string, Item>> {
  const listed = new Map<string, Item>();
  for await (const items of keptList(db(), keys, { request: id, planNo, idx }, { size: 10_000 }))
    for (const item of items) listed.set(recordName(item), item);
  return listed;
}

function released(
  { attachments = [], ...record }: SourceRecord,
  decided: NonNullable<Item["values"]>,
  mark: Mark,
): SourceRecord {
  const values = blackedOut(record.values, decided, mark);
  if (attachments.length === 0) return { ...record, values };
  if (isGiven(filesField, decided)) return { ...record, values, attachments };
  return { ...record, values: { ...values, [filesField]: mark(reasonOf(filesField, decided)) } };
}
