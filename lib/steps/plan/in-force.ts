/** What is in force about a person and the portal's instant, in one statement: every page that foresees something asks for it. */
import type { Tx } from "../../db";
import { subjectsOf } from "../ask/register-stop";
import type { About } from "./situation";

export type InForce = {
  now: Date;
  holds: { id: string; kind: string; category: string | null; record: Uint8Array | null }[];
  pauses: { category: string | null }[];
  /** Calendar years that finance released and on which no tax hold lies. */
  releasedYears: Set<number>;
};

type Row = {
  what: "now" | "hold" | "pause" | "year";
  id: string | null;
  kind: string | null;
  category: string | null;
  record: Uint8Array | null;
  year: number | null;
  at: Date | null;
};

/** Holds and pauses are found as `openHolds` and `openPauses` find them, years as `releasedYears` does. */
export async function inForce(tx: Tx, { id, account, subject }: About): Promise<InForce> {
  const subjects = subjectsOf(subject);
  const rows = await tx.$queryRaw<Row[]>`
    SELECT 'now' AS what, NULL AS id, NULL AS kind, NULL AS category, NULL::bytea AS record, NULL::int AS year,
           portal_now() AS at
    UNION ALL
    SELECT 'hold', "id"::text, "kind", "category", "record", NULL, NULL FROM "hold"
    WHERE "released_at" IS NULL AND ("request" = ${id}::text OR "account" = ${account}::text
          OR "subjects" && ${subjects}::bytea[])
    UNION ALL
    SELECT 'pause', NULL, NULL, "category", NULL, NULL, NULL FROM "restriction"
    WHERE "lifted_at" IS NULL AND ("request" = ${id}::text OR "account" = ${account}::text
          OR "subjects" && ${subjects}::bytea[])
    UNION ALL
    SELECT 'year', NULL, NULL, NULL, NULL, y."year", NULL FROM "tax_year" y
    WHERE y."released_at" IS NOT NULL
      AND NOT EXISTS (SELECT FROM "hold" h WHERE h."released_at" IS NULL AND h."tax_year" = y."year")`;
  const of = (what: Row["what"]) => rows.filter((row) => row.what === what);
  const now = of("now")[0]?.at;
  if (!now) throw new Error("portal_now() gave nothing");
  return {
    now,
    holds: of("hold").flatMap(({ id: hold, kind, ...rest }) => (hold && kind ? [{ id: hold, kind, ...rest }] : [])),
    pauses: of("pause"),
    releasedYears: new Set(of("year").flatMap(({ year }) => year ?? [])),
  };
}
