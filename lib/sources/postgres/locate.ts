/** Counts and dates of everything held about a person: one statement for all tables that are asked, with all their parts. */
import type { Group } from "../../gdpr/plan-value";
import type { Cutoffs } from "../source";
import { verdicts } from "./address";
import { bucketed, bucketsOf, type Bucketed, type Buckets } from "./bucket";
import { keepersAt, keptBy } from "./keepers";
import type { Known } from "./learn";
import type { Mapped, Model, Part } from "./model";
import { dayText, localDay } from "./moment";
import { passedAt, passing } from "./passed-to";
import { reached } from "./reach";
import { present, rowFacts } from "./row";
import { selector } from "./selector";
import { all, binding, united, type Binding, type Statement } from "./sql";

type Row = {
  /** Its place among the tables that were asked. */
  table: number;
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
  /** The recipients that its rows name (`passing`), where that is told; null where rows name none. */
  passedTo?: string | null;
};

/** What is counted for: to decide by it, or for a page that also tells to whom records went. */
export type Manner = "to-decide" | "to-tell";

/** The statement that counts the groups of these tables, or null when nothing known of the person reaches any of them. */
export function counting(
  model: Model,
  known: Known,
  tables: readonly Mapped[],
  cutoffs: Cutoffs,
  manner: Manner = "to-decide",
): Statement | null {
  const bound = binding();
  const queries = tables.flatMap((table, place) => {
    const text = ofTable({ model, known, bound, manner }, table, cutoffs);
    return text === null ? [] : [{ place, text }];
  });
  const order = 'part, verdict, bucket COLLATE "C" NULLS FIRST, "inUse", third, kept';
  const text = united(queries, '"table"', order);
  return text === null ? null : { text, values: bound.values };
}

type Counting = { model: Model; known: Known; bound: Binding; manner: Manner };

/**
 * Rows are gathered by dates and numbers; what is said as text is spelled once for each group, not for each row.
 */
function ofTable({ model, known, bound, manner }: Counting, table: Mapped, cutoffs: Cutoffs): string | null {
  const rows = reached({ zone: model.zone, known, binding: bound }, table);
  if (!rows) return null;
  const since = table.table.since;
  const first =
    since === undefined
      ? "NULL::date"
      : localDay({ mapped: table, column: since, alias: "t0", zone: model.zone }, bound);
  const { inUse, thirdPersons } = rowFacts(table, bound);
  const buckets = table.parts.map((part) => bucketed(part, bucketsOf(part, cutoffs), model.zone, bound));
  const to = manner === "to-tell" ? passing(table, bound) : null;
  const parts = table.parts.map((part, at) => {
    const { day, mark, instant } = buckets[at] as Bucketed;
    const passed = to ? `, ${part.main ? to.row : to.none}` : "";
    return `(${at}, ${present(part, bound)}, ${day}, ${mark}, ${instant}${passed})`;
  });
  const told = manner === "to-tell" ? `, ${to ? "bit_or(g.passed)::text" : "NULL::text"} AS "passedTo"` : "";
  const spelled = (of: (bucket: Bucketed) => string) =>
    `CASE g.part ${buckets.map((bucket, at) => `WHEN ${at} THEN ${of(bucket)}`).join(" ")} END`;
  return `${rows.with}
    SELECT g.part, g.verdict, s.bucket, g."inUse", g.third, g.kept, max(s.trigger COLLATE "C") AS trigger,
           min(${dayText("g.since")} COLLATE "C") AS since, sum(g.count)::text AS count${told}
    FROM (
      SELECT p.part, f.verdict, p.day, p.mark, f."inUse", f.third, f.kept, max(p.instant) AS instant,
             min(f.since) AS since, count(*) AS count${to ? ", bit_or(p.passed) AS passed" : ""}
      FROM ${rows.from}
      CROSS JOIN LATERAL (SELECT ${rows.verdict} AS verdict, ${inUse} AS "inUse", ${thirdPersons} AS third,
                            ${keptBy(table, bound)} AS kept, ${first} AS since) f
      CROSS JOIN LATERAL (VALUES ${parts.join(",\n        ")}) p(part, present, day, mark, instant${to ? ", passed" : ""})
      WHERE ${all(["f.verdict IS NOT NULL", "p.present"])}
      GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) g
    CROSS JOIN LATERAL (SELECT ${spelled(({ bucket }) => bucket("g.day", "g.mark"))} AS bucket,
                          ${spelled(({ trigger }) => trigger("g.day", "g.instant"))} AS trigger) s
    GROUP BY 1, 2, 3, 4, 5, 6`;
}

/** One row of the counting statement of these tables as a group. */
export function grouped(model: Model, tables: readonly Mapped[], cutoffs: Cutoffs, row: Row): Group {
  const table = tables[row.table];
  const part = table?.parts[row.part];
  if (!table || !part) throw new Error(`the table ${row.table} that was asked has no part ${row.part}`);
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
    ...(doubt !== null && row.third ? { namesOthers: true as const } : {}),
    inUse: row.inUse ? (table.table.inUse?.matter ?? null) : null,
    use: part.main && part.endings.stop ? (table.table.use ?? null) : null,
    pausable: part.endings.pause !== undefined,
    ...(part.main && row.kept ? { neededBy: keepersAt(table, row.kept) } : {}),
    ...(row.passedTo != null ? { passedTo: passedAt(table, row.passedTo) } : {}),
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
