/**
 * Art. 18, 21(3): the file for a mailing tool that compares by itself: hashes of addresses that a purpose may not use, under
 * the key the tool was given. Read in pages by hash, so that it is as large as it must be and never in memory.
 */
import { policy } from "../../company";
import { transactionAs } from "../../db";
import type { Entry, LastLine, Use } from "./contract";

type Row = { hash: Uint8Array; since: Date };
const page = 5_000;

/** The lines in order: what was stopped, then what is paused, then the line that says it is whole. */
export async function* suppressions({ purpose, channel }: Use): AsyncGenerator<Entry | LastLine> {
  const uses = [purpose, ...(channel ? [`channel:${channel}`] : [])];
  let entries = 0;
  for (const [because, read] of [
    ["stopped", (after: Uint8Array | null) => stopped(uses, after)],
    ["paused", (after: Uint8Array | null) => paused(purpose, after)],
  ] as const) {
    let after: Uint8Array | null = null;
    for (;;) {
      const rows: Row[] = await read(after);
      for (const { hash, since } of rows)
        yield { hash: Buffer.from(hash).toString("hex"), because, since: since.toISOString() };
      entries += rows.length;
      after = rows.at(-1)?.hash ?? null;
      if (rows.length < page) break;
    }
  }
  yield { end: true, entries, withoutHash: await withoutHash(uses, purpose) };
}

const looking = <Value>(work: Parameters<typeof transactionAs<Value>>[1]) => transactionAs({ role: "registry" }, work);

const stopped = (uses: readonly string[], after: Uint8Array | null): Promise<Row[]> =>
  looking(
    (tx) => tx.$queryRaw<Row[]>`
      SELECT "export" AS hash, max("since") AS since FROM "suppression"
      WHERE "use" = ANY(${uses}::text[]) AND "export" IS NOT NULL
        AND (${after}::bytea IS NULL OR "export" > ${after}::bytea)
      GROUP BY "export" ORDER BY "export" LIMIT ${page}`,
  );

/** Categories that carry the purpose: a pause of one of them is enough for a no, as it is in single questions. */
const categoriesOf = (purpose: string): string[] =>
  Object.entries(policy().categories).flatMap(([id, { purposes, rights }]) =>
    purposes.includes(purpose) || rights.withdrawal === purpose ? [id] : [],
  );

const paused = (purpose: string, after: Uint8Array | null): Promise<Row[]> =>
  looking(
    (tx) => tx.$queryRaw<Row[]>`
      SELECT hash, max(r."set_at") AS since
      FROM "restriction" r CROSS JOIN LATERAL unnest(r."exports") AS hash
      WHERE r."lifted_at" IS NULL AND (${after}::bytea IS NULL OR hash > ${after}::bytea)
        AND (r."category" IS NULL OR r."category" = ANY(${categoriesOf(purpose)}::text[]))
        AND (r."purpose" IS NULL OR r."purpose" = ${purpose})
        AND NOT EXISTS (
          SELECT FROM "restriction_exception" e
          WHERE e."request" = r."request" AND e."decision" = 'goes-on' AND e."purpose" = ${purpose})
      GROUP BY hash ORDER BY hash LIMIT ${page}`,
  );

/** An address is entered together with its account, at one instant: an entry that has no such company stands alone. */
async function withoutHash(uses: readonly string[], purpose: string): Promise<number> {
  const [row] = await looking(
    (tx) => tx.$queryRaw<{ n: bigint }[]>`
      SELECT (SELECT count(*) FROM "suppression" s WHERE s."use" = ANY(${uses}::text[]) AND s."export" IS NULL
                AND NOT EXISTS (SELECT FROM "suppression" o
                                WHERE o."use" = s."use" AND o."since" = s."since" AND o."export" IS NOT NULL))
           + (SELECT count(*) FROM "restriction" r WHERE r."lifted_at" IS NULL AND cardinality(r."exports") = 0
                AND cardinality(r."subjects") > 0
                AND (r."category" IS NULL OR r."category" = ANY(${categoriesOf(purpose)}::text[]))
                AND (r."purpose" IS NULL OR r."purpose" = ${purpose})) AS n`,
  );
  return Number(row?.n ?? 0);
}

/** A line of the file as CSV (RFC 4180): hex, words and instants need no quotes. */
export const csvOf = (line: Entry | LastLine): string =>
  "end" in line ? `end,${line.entries},${line.withoutHash}\r\n` : `${line.hash},${line.because},${line.since}\r\n`;
export const csvHead = "hash,because,since\r\n";
