/** A worker's claim on one sweep: as with requests, a lease that the database's clock ends and a fence on every write. */
import { db, type Tx } from "../../db";
import type { UnderWay } from "../../sources/source";
import { whileBeating } from "../heartbeat";
import { LostRace } from "../move";

/** A killed worker is replaced when it has run out. */
const seconds = 45;

export type SweepRow = NonNullable<Awaited<ReturnType<typeof claimSweep>>>;

/** Takes a sweep that nobody holds: the one named, or the first of the waiting. Null when there is none. */
export async function claimSweep(id: string | null) {
  const [taken] = await db().$queryRaw<{ id: string }[]>`
    UPDATE "sweep" SET "fence" = "fence" + 1, "lease_until" = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE "id" = (
      SELECT "id" FROM "sweep" WHERE "state" = 'waiting' AND (${id}::uuid IS NULL OR "id" = ${id}::uuid)
        AND "try_at" <= portal_now() AND ("lease_until" IS NULL OR "lease_until" < clock_timestamp())
      ORDER BY "try_at", "id" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "id"`;
  return taken ? db().sweep.findUniqueOrThrow({ where: { id: taken.id } }) : null;
}

/** Prolongs the lease while a sweep counts and writes, however long a batch of its source takes. */
export const whileSweeping = <T>({ id, fence }: SweepRow, work: () => Promise<T>, every = seconds / 3): Promise<T> =>
  whileBeating(() => keepSweep(db(), { id, fence }), work, every);

async function keepSweep(tx: Tx, { id, fence }: Pick<SweepRow, "id" | "fence">): Promise<void> {
  await tx.$executeRaw`
    UPDATE "sweep" SET "lease_until" = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE "id" = ${id}::uuid AND "fence" = ${fence} AND "state" = 'waiting'`;
}

type Data = Parameters<Tx["sweep"]["updateMany"]>[0]["data"];

/** Writes to a sweep that is still this worker's, and prolongs the lease. Throws `LostRace` otherwise. */
export async function writeSweep(tx: Tx, { id, fence }: Pick<SweepRow, "id" | "fence">, data: Data): Promise<void> {
  const { count } = await tx.sweep.updateMany({ where: { id, fence }, data });
  if (count === 0) throw new LostRace(`the claim on the sweep ${id} was lost`);
  await keepSweep(tx, { id, fence });
}

/**
 * Gives a sweep back, to be tried again after some seconds, or when the system itself said that it may be asked again: to
 * keep to its limits is no failure, and what was read so far must not grow old over ever longer pauses.
 */
export async function letSweepGo(
  { id, fence, tries }: SweepRow,
  trouble: string,
  askAgain: Date | null = null,
): Promise<void> {
  const pause = Math.min(3600, 30 * 2 ** Math.min(tries, 7));
  const [more, at] = [askAgain ? 0 : 1, askAgain?.toISOString() ?? null];
  await db().$executeRaw`
    UPDATE "sweep" SET "lease_until" = NULL, "tries" = "tries" + ${more}, "trouble" = ${trouble},
      "try_at" = COALESCE(${at}::timestamptz, portal_now() + make_interval(secs => ${pause}::float8))
    WHERE "id" = ${id}::uuid AND "fence" = ${fence}`;
}

/** What a system has still to confirm: from when it may be asked again, and until when it should have. */
export type Waiting = Pick<UnderWay, "askAgain" | "by">;

/** Gives a sweep back until its system may be asked again. */
export async function letSweepWait({ id, fence }: SweepRow, { askAgain, by }: Waiting): Promise<void> {
  await db().$executeRaw`
    UPDATE "sweep" SET "lease_until" = NULL, "tries" = 0, "try_at" = ${askAgain}::timestamptz,
      "trouble" = CASE WHEN portal_now() < ${by}::timestamptz THEN 'under-way' ELSE 'late' END
    WHERE "id" = ${id}::uuid AND "fence" = ${fence}`;
}
