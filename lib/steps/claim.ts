/**
 * A worker's claim on one request: a lease that the database's clock ends, and a fence that every later write names.
 * A worker that lost its lease can go on reckoning, but nothing it writes is taken.
 */
import { db } from "../db";
import { whileBeating } from "./heartbeat";
import { LostRace } from "./move";

const seconds = 30;

export type Claim = { request: string; fence: bigint };

/** Takes the request when nobody holds it; null otherwise. */
export async function claim(request: string): Promise<Claim | null> {
  const [row] = await db().$queryRaw<{ fence: bigint }[]>`
    UPDATE "request" SET "fence" = "fence" + 1, "lease_until" = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE "id" = ${request} AND ("lease_until" IS NULL OR "lease_until" < clock_timestamp())
    RETURNING "fence"`;
  return row ? { request, fence: row.fence } : null;
}

/** Prolongs the lease between two steps. Throws `LostRace` when somebody else has taken over. */
export async function keepClaim({ request, fence }: Claim): Promise<void> {
  const kept = await db().$executeRaw`
    UPDATE "request" SET "lease_until" = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE "id" = ${request} AND "fence" = ${fence}`;
  if (kept === 0) throw new LostRace(`the claim on ${request} was lost`);
}

/** Prolongs the lease while the work goes on, every so many seconds. */
export const whileClaimed = <T>(claimed: Claim, work: () => Promise<T>, every = seconds / 3): Promise<T> =>
  whileBeating(() => keepClaim(claimed), work, every);

/** Gives the request free; when the work is to go on, `again` says after how many seconds. */
export async function letGo({ request, fence }: Claim, again: number | null): Promise<void> {
  await db().$executeRaw`
    UPDATE "request" SET "lease_until" = NULL,
      "try_at" = CASE WHEN ${again}::float8 IS NULL THEN NULL ELSE portal_now() + make_interval(secs => ${again ?? 0}) END
    WHERE "id" = ${request} AND "fence" = ${fence}`;
}
