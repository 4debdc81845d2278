/** The requests whose evidence can be read, newest first, by day of receipt. */
import * as z from "zod";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { Prisma } from "../../db/generated/client";
import { isDay } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsEvidence } from "../readers";

export type EvidenceRow = {
  reference: string;
  right: string;
  state: string;
  receivedOn: string;
  closedOn: string | null;
  events: number;
};
export type EvidenceList = { rows: EvidenceRow[]; next: string | null };

const pageSize = 50;
const dayOrNull = z.string().refine(isDay).nullable().catch(null);
/** What the address says; what makes no sense is left out. */
const schema = z.object({
  from: dayOrNull,
  to: dayOrNull,
  /** The row before the page: instant of receipt in ms and reference. */
  after: z
    .string()
    .regex(/^\d{12,14}\.R-[0-9A-HJKMNP-TV-Z]{16}$/)
    .nullable()
    .catch(null),
});
export type EvidenceView = z.output<typeof schema>;
export const evidenceView = (query: Record<string, string | string[] | undefined>): EvidenceView => schema.parse(query);

/** One page, in one query, cut by key; null for those who may not read evidence. `from` and `to` are inclusive. */
export async function evidenceList(who: Actor, view: EvidenceView): Promise<EvidenceList | null> {
  if (!readsEvidence(who)) return null;
  const found = await transactionAs(staffSight(who), (tx) =>
    tx.$queryRaw<(EvidenceRow & { ms: string })[]>(evidenceSql(view, policy().zone)),
  );
  const rows = found.slice(0, pageSize);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ ms: _ms, ...row }) => row),
    next: found.length > pageSize && last ? `${last.ms}.${last.reference}` : null,
  };
}

const { sql, join } = Prisma;

export function evidenceSql({ from, to, after }: EvidenceView, zone: string): Prisma.Sql {
  const where = [
    sql`true`,
    ...(from ? [sql`"received_at" >= (${from}::date::timestamp AT TIME ZONE ${zone})`] : []),
    ...(to ? [sql`"received_at" < ((${to}::date + 1)::timestamp AT TIME ZONE ${zone})`] : []),
    ...(after
      ? [sql`("received_at", "id") < (to_timestamp(${Number(after.split(".")[0]) / 1000}), ${after.split(".")[1]})`]
      : []),
  ];
  return sql`
    SELECT "id" AS "reference", "right", "state", "received_on"::text AS "receivedOn",
           ("closed_at" AT TIME ZONE ${zone})::date::text AS "closedOn", "head_seq" + 1 AS "events",
           (extract(epoch FROM "received_at") * 1000)::bigint::text AS "ms"
    FROM "request" WHERE ${join(where, " AND ")} ORDER BY "received_at" DESC, "id" DESC LIMIT ${pageSize + 1}`;
}
