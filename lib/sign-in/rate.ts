/**
 * How often something may be tried, counted in the database so that every web process counts together. What is counted
 * is a keyed hash: the table tells no address.
 */
import { db } from "../db";
import { keyedHash, masterKey } from "../seal/seal";

export type Limit = { what: string; whose: string; most: number };

/** Length of the window in which attempts are counted. */
const window = "15 minutes";

/**
 * Counts one attempt under each limit and says whether all of them still allow it. Windows start at whole quarters of
 * an hour; nobody is locked out for longer.
 */
export async function mayTry(limits: Limit[]): Promise<boolean> {
  const buckets = limits.map(({ what, whose }) => `${what} ${keyedHash(masterKey("rate"), whose)}`);
  const rows = await db().$queryRaw<{ bucket: string; count: number }[]>`
    INSERT INTO "rate" ("bucket", "starts_at", "count")
    SELECT bucket, date_bin(${window}::interval, portal_now(), timestamptz '2000-01-01'), 1
    FROM unnest(${[...new Set(buckets)].sort()}::text[]) AS bucket
    ON CONFLICT ("bucket", "starts_at") DO UPDATE SET "count" = "rate"."count" + 1
    RETURNING "bucket", "count"`;
  const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
  // The first attempt of a window clears away what no window needs any more. Of everybody's attempts: if the first of one
  // address did it, its answer would take longer and tell that nobody had tried that address before.
  if (limits.some(({ whose }, index) => whose === "" && counts.get(buckets[index] ?? "") === 1))
    await db().$executeRaw`DELETE FROM "rate" WHERE "starts_at" < portal_now() - interval '1 day'`;
  return limits.every(({ most }, index) => (counts.get(buckets[index] ?? "") ?? 0) <= most);
}
