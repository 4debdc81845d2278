/** A worker's claim on one transfer, as on a request: a lease by the database's clock, and a fence that every write names. */
import { db, type Tx } from "../../db";
import { Prisma } from "../../db/generated/client";
import { whileBeating } from "../heartbeat";
import { LostRace } from "../move";

const seconds = 30;

export type Claimed = { id: string; request: string; fence: bigint };

/** Whether the file of the transfer `t` may leave: made by an approved plan and still there, its request neither ended nor stopped. */
const isSendable = Prisma.sql`EXISTS (
  SELECT FROM "request" r JOIN "package" p ON p."request" = r."id"
  WHERE r."id" = t."request" AND r."state" = 'fulfilled' AND r."stopped_at" IS NULL
    AND p."key" IS NOT NULL AND p."destroyed_at" IS NULL AND p."available_at" <= portal_now() AND p."expires_at" > portal_now())`;

/** Asked once more, with the request locked. */
export async function maySend(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ may: boolean }[]>`
    SELECT ${isSendable} AND t."state" IN ('confirmed', 'sending') AS may FROM "transfer" t WHERE t."id" = ${id}::uuid`;
  return row?.may ?? false;
}

/**
 * Takes the transfer that is due longest, or one that was left in the middle of an attempt, which comes to its end even where
 * nothing may be sent any more. Null when nothing is due.
 */
export async function claimTransfer(): Promise<Claimed | null> {
  const [row] = await db().$queryRaw<Claimed[]>`
    UPDATE "transfer" SET "fence" = "fence" + 1, "lease_until" = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE "id" = (
      SELECT t."id" FROM "transfer" t
      WHERE t."try_at" <= portal_now() AND (t."lease_until" IS NULL OR t."lease_until" < clock_timestamp())
        AND (t."state" = 'sending' OR t."in_doubt" OR ${isSendable})
      ORDER BY t."try_at" LIMIT 1 FOR UPDATE OF t SKIP LOCKED)
    RETURNING "id", "request", "fence"`;
  return row ?? null;
}

/** Prolongs the lease while the work goes on; `lost` is called as soon as somebody else has taken over. */
export const whileClaimed = <T>(
  { id, fence }: Claimed,
  work: () => Promise<T>,
  lost: (why: Error) => void,
): Promise<T> =>
  whileBeating(
    async () => {
      const kept = await db().$executeRaw`
        UPDATE "transfer" SET "lease_until" = clock_timestamp() + make_interval(secs => ${seconds})
        WHERE "id" = ${id}::uuid AND "fence" = ${fence}`;
      if (kept > 0) return;
      const why = new LostRace("the claim on a transfer was lost");
      lost(why);
      throw why;
    },
    work,
    seconds / 3,
  );
