/**
 * plan-and-list 4: the three stops. Before every write, by request, duty or sweep, the same transaction looks for a legal
 * hold, an Art. 18 restriction and an open copy of the same data.
 */
import type { Tx } from "../db";
import { scope } from "./situation";

/** `contact`: another contact on file pressed the link of the notice, and nobody has decided yet. */
export type Stop = "hold" | "restriction" | "copy" | "contact";
type Subject = {
  id: string;
  account: string | null;
  personId: string | null;
  copyFirst: string | null;
  copyWaivedAt: Date | null;
};

/** Shared by writers: many batches at once, none while a hold or a restriction is being set. */
export async function allowWriting(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(7265746169)::text`;
}

/** Exclusive: waits for the batches in flight, then nothing is written until this transaction ends. */
export async function excludeWriting(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(7265746169)::text`;
}

/** What stops writing records of this category for this request, or null. */
export async function stopFor(tx: Tx, request: Subject, category: string): Promise<Stop | null> {
  if (await tx.request.count({ where: { id: request.id, stoppedAt: { not: null } } })) return "contact";
  const about = { OR: scope(request) };
  const holds = await tx.hold.count({
    where: { releasedAt: null, AND: [about, { OR: [{ category: null }, { category }] }] },
  });
  if (holds > 0) return "hold";
  const restrictions = await tx.restriction.count({
    where: { liftedAt: null, AND: [about, { OR: [{ category: null }, { category }] }] },
  });
  if (restrictions > 0) return "restriction";
  return (await openCopy(tx, request)) ? "copy" : null;
}

/** A copy that was asked for and is not yet fetched, not yet thirty days ready, and not waived. */
async function openCopy(tx: Tx, request: Subject): Promise<boolean> {
  if (request.copyWaivedAt) return false;
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "request" r LEFT JOIN "package" p ON p."request" = r."id"
      WHERE r."right" IN ('access', 'portability') AND r."id" <> ${request.id}
        AND (r."id" = ${request.copyFirst}::text OR r."person_id" = ${request.personId}::uuid
             OR (r."account" IS NOT NULL AND r."account" = ${request.account}::text))
        AND r."state" NOT IN ('refused', 'cancelled', 'not-identified')
        AND NOT (r."state" = 'delivered' AND (p."id" IS NULL OR p."downloads" > 0 OR p."destroyed_at" IS NOT NULL
                 OR p."expires_at" < portal_now()))
    ) AS found`;
  return row?.found ?? false;
}
