/** Counts and dates of everything held about a person: one statement for each table, with all its parts. */
import type { Group } from "../../gdpr/plan-value";
import type { Cutoffs } from "../source";
import { verdicts } from "./address";
import { bucketed, bucketsOf, type Buckets } from "./bucket";
import { keepersAt, keptBy } from "./keepers";
import type { Known } from "./learn";
import type { Mapped, Model, Part } from "./model";
import { dayText, localDay } from "./moment";
import { reached } from "./reach";
import { present, rowFacts } from "./row";
import { selector } from "./selector";
import { all, binding, type Statement } from "./sql";

type Row = {
  part: number;
  verdict: number;
  bucket: string | null;
  inUse: boolean;
  third: boolean;
  /** The keepers that point to it (`keptBy`); null in a table without any. */
  kept: string | null;
  trigger: string | null;
  since: string | null;
  count: string;
};

/** The statement that counts one table's groups, or null when nothing known of the person reaches the table. */
export function counting(model: Model, known: Known, table: Mapped, cutoffs: Cutoffs): Statement | null {
  const bound = binding();
  const rows = reached({ zone: model.zone, known, binding: bound }, table);
  if (!rows) return null;
  const since = table.table.since;
  const first =
    since === undefined
      ? "NULL::text"
      : dayText(localDay({ mapped: table, column: since, alias: "t0", zone: model.zone }, bound));
  const { inUse, thirdPersons } = rowFacts(table, bound);
  const parts = table.parts.map((part, at) => {
    const { bucket, trigger } = bucketed(part, bucketsOf(part, cutoffs), model.zone, bound);
    return `(${at}, ${present(part, bound)}, ${bucket}, ${trigger})`;
  });
  const text = `${rows.with}
    SELECT p.part, f.verdict, p.bucket, f."inUse", f.third, f.kept, max(p.trigger COLLATE "C") AS trigger,
           min(f.since COLLATE "C") AS since, count(*)::text AS count
    FROM ${rows.from}
    CROSS JOIN LATERAL (SELECT ${rows.verdict} AS verdict, ${inUse} AS "inUse", ${thirdPersons} AS third,
                          ${keptBy(table, bound)} AS kept, ${first} AS since) f
    CROSS JOIN LATERAL (VALUES ${parts.join(",\n      ")}) p(part, present, bucket, trigger)
    WHERE ${all(["f.verdict IS NOT NULL", "p.present"])}
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, p.bucket COLLATE "C" NULLS FIRST, 4, 5, 6`;
  return { text, values: bound.values };
}

/** One row of the counting statement as a group. */
export function grouped(model: Model, table: Mapped, cutoffs: Cutoffs, row: Row): Group {
  const part = table.parts[row.part];
  if (!part) throw new Error(`${table.id} has no part ${row.part}`);
  const buckets = bucketsOf(part, cutoffs);
  const doubt = verdicts[row.verdict] ?? null;
  return {
    source: model.source,
    category: part.category,
    rule: part.named,
    trigger: row.trigger,
    since: row.since,
    count: Number(row.count),
    belongs: doubt === null ? "mine" : "ask",
    // Whose row it is comes before what else must be looked at in it.
    doubt: doubt ?? (row.third ? "third-persons" : null),
    inUse: row.inUse ? (table.table.inUse?.matter ?? null) : null,
    use: part.main && part.endings.stop ? (table.table.use ?? null) : null,
    pausable: part.endings.pause !== undefined,
    ...(part.main && row.kept ? { neededBy: keepersAt(table, row.kept) } : {}),
    selector: selector(chosen(part, buckets, row)),
  };
}

function chosen(part: Part, buckets: Buckets, row: Row) {
  return {
    part: part.id,
    verdict: row.verdict,
    bucket: row.bucket,
    inUse: row.inUse,
    thirdPersons: row.third,
    cutoff: buckets.by === "cutoff" ? buckets.cutoff : null,
    kept: row.kept,
  };
}

export type { Row as CountedRow };
