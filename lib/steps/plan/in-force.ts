/** What is in force about a person and the portal's instant, in one statement: every page that foresees something asks for it. */
import type { Tx } from "../../db";
import { Prisma } from "../../db/generated/client";
import { subjectsOf } from "../ask/register-stop";
import { yearsReleased } from "../sweep/tax-years";
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

/** Whether a row of "hold" or "restriction" reaches the person: by request, account, or an address that is theirs. */
export const reaches = ({ id, account, subject }: About): Prisma.Sql => Prisma.sql`
  ("request" = ${id}::text OR "account" = ${account}::text OR "subjects" && ${subjectsOf(subject)}::bytea[])`;

export async function inForce(tx: Tx, about: About): Promise<InForce> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT 'now' AS what, NULL AS id, NULL AS kind, NULL AS category, NULL::bytea AS record, NULL::int AS year,
           portal_now() AS at
    UNION ALL
    SELECT 'hold', "id"::text, "kind", "category", "record", NULL, NULL FROM "hold"
    WHERE "released_at" IS NULL AND ${reaches(about)}
    UNION ALL
    SELECT 'pause', NULL, NULL, "category", NULL, NULL, NULL FROM "restriction"
    WHERE "lifted_at" IS NULL AND ${reaches(about)}
    UNION ALL
    SELECT 'year', NULL, NULL, NULL, NULL, y."year", NULL FROM (${yearsReleased}) y`;
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
