/**
 * Art. 5(1)(c), (f): the records of one line of a plan, to the one who looked at it within the hour. They are read live from their
 * source, page by page, and lie nowhere afterwards: docs/decisions/014-looking-at-records.md.
 */
import type { Words } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { sourceById } from "../../company";
import { transactionAs } from "../../db";
import type { LookPurpose } from "../../gdpr/facts";
import type { Action, Group } from "../../gdpr/plan-value";
import { staffSight } from "../../sight";
import {
  recordsIn,
  SourceUnreachable,
  WrongPerson,
  type Attachment,
  type RecordPage,
  type SourceRecord,
} from "../../sources/source";
import { readNow } from "../plan/records-of";
import { forStaff } from "./allowed";
import { labelOf } from "./look";
import { obstacleTo, openLooks, partsOf, type Sealed } from "./look-at-records";

export const perPage = 50;
/** Sources give records in their order only: a page far behind costs all before it. */
export const most = 1_000;

/** A value as text, whatever its type was; null where nothing stands. */
export type FieldSeen = { column: string; label: Words; value: string | null };
export type RecordSeen = { no: number; key: string; fields: FieldSeen[]; files: string[] };

export type LineSeen = {
  source: string;
  category: string;
  action: Action;
  part: string;
  /** As the plan counted them. */
  count: number;
  why: LookPurpose;
  words: string;
  page: number;
  pages: number;
};
export type RecordsSeen =
  | { state: "shown"; line: LineSeen; records: RecordSeen[] }
  /** The system does not answer, or answered with somebody else's record: nothing of it is shown. */
  | { state: "away" | "wrong-person"; line: LineSeen };

type Asked = { look: number; page: number };

/** One page of what a look opened; null without such a look, when its hour is over, and when the plan is another one by now. */
export async function recordsShown(who: Actor, reference: string, { look, page }: Asked): Promise<RecordsSeen | null> {
  const found = await openedLine(who, reference, look);
  if (!found) return null;
  const { request, sealed, row, groups } = found;
  const { part, why, words } = sealed;
  const count = partsOf({ source: row.source, groups }).reduce((sum, one) => sum + one.count, 0);
  const pages = Math.max(1, Math.ceil(Math.min(count, most) / perPage));
  const at = Math.min(Math.max(1, page), pages);
  const { source, category } = row;
  const line = { source, category, action: row.action as Action, part, count, why, words, page: at, pages };
  try {
    // Outside the transaction: a source may take its time.
    const records = await slice(readNow(request.subject, groups), (at - 1) * perPage, perPage);
    return {
      state: "shown",
      line,
      records: records.map((record, index) => seen(source, record, (at - 1) * perPage + index + 1)),
    };
  } catch (error) {
    if (error instanceof WrongPerson) return { state: "wrong-person", line };
    if (error instanceof SourceUnreachable) return { state: "away", line };
    throw error;
  }
}

/** The line that a look of this person opened; null when it is over, or the plan another one. */
export async function openedLine(who: Actor, reference: string, look: number) {
  return transactionAs(staffSight(who), async (tx) => {
    const request = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!request.ok || obstacleTo(who, request.value)) return null;
    const { keys, planNo, planHash } = request.value;
    const sealed: Sealed | undefined = (await openLooks(tx, who, reference, keys)).find(
      ({ seq }) => seq === look,
    )?.sealed;
    if (!sealed || sealed.planNo !== planNo || planHash === null) return null;
    const row = await tx.decision.findUniqueOrThrow({
      where: { request_planNo_idx: { request: reference, planNo, idx: sealed.decision } },
    });
    const all = row.groups as unknown as Group[];
    const groups = all.filter((group) => sourceById(row.source).partOf(group) === sealed.part);
    return { request: request.value, sealed, row, groups };
  });
}

/** So many records from one place on; what lies behind them is not read. */
export async function slice(
  stream: AsyncIterable<SourceRecord | RecordPage>,
  from: number,
  size: number,
): Promise<SourceRecord[]> {
  const found: SourceRecord[] = [];
  let passed = 0;
  for await (const read of stream) {
    const records = "records" in read ? recordsIn(read) : [read];
    const start = Math.max(0, from - passed);
    found.push(...records.slice(start, start + size - found.length));
    passed += records.length;
    if (found.length === size) break;
  }
  return found;
}

export function seen(source: string, { part, key, values, attachments = [] }: SourceRecord, no: number): RecordSeen {
  return {
    no,
    key,
    fields: Object.entries(values).map(([column, value]) => ({
      column,
      label: labelOf(source, part, column),
      value: asText(value),
    })),
    files: attachments.map(({ name }: Attachment) => name),
  };
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}
