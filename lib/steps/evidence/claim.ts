/**
 * A worker's hold on an export that was ordered: a lease that the database's clock ends, and the number of the try, which every
 * later write names. A try counts from its beginning, so that one which kills its worker counts too.
 */
import { db, portalNow } from "../../db";
import { Prisma } from "../../db/generated/client";
import type { Role } from "../../actor";
import type { Written } from "../../package/encrypted-file";
import { whileBeating } from "../heartbeat";
import { LostRace } from "../move";

const { sql } = Prisma;

/** How often an export is begun; after that it has failed. */
export const mostTries = 3;
const seconds = 120;
const lease = sql`clock_timestamp() + make_interval(secs => ${seconds})`;
/** Days for which what was made lies ready here. */
const readyDays = 7;

/** One request is not kept waiting by collections of thousands: they are made beside each other. */
export type Which = "bundle" | "collections";

export type Order = {
  id: string;
  form: "bundle" | "person" | "days";
  request: string | null;
  from: string | null;
  to: string | null;
  personal: boolean;
  holder: string;
  role: Role;
  tries: number;
};

/** Takes the oldest that waits and that nobody makes; null where there is none. */
export async function claimExport(which: Which): Promise<Order | null> {
  const forms = which === "bundle" ? ["bundle"] : ["person", "days"];
  const [order] = await db().$queryRaw<Order[]>`
    UPDATE "evidence_export" e SET "lease_until" = ${lease}, "done" = 0, "tries" = "tries" + 1 WHERE e."id" = (
      SELECT "id" FROM "evidence_export"
      WHERE "state" = 'waiting' AND "form" = ANY (${forms}) AND ("lease_until" IS NULL OR "lease_until" < clock_timestamp())
      ORDER BY "made_at" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "id", "form", "request", "from_on"::text AS "from", "to_on"::text AS "to", "personal", "holder", "role", "tries"`;
  return order ?? null;
}

const held = ({ id, tries }: Order) => sql`"id" = ${id}::uuid AND "state" = 'waiting' AND "tries" = ${tries}`;

async function write(order: Order, what: Prisma.Sql): Promise<void> {
  const written = await db().$executeRaw`UPDATE "evidence_export" SET ${what} WHERE ${held(order)}`;
  if (written === 0) throw new LostRace(`export ${order.id} is no longer ours`);
}

/** Prolongs the lease while the work goes on, however long one request takes. */
export const whileHeld = <T>(order: Order, work: () => Promise<T>): Promise<T> =>
  whileBeating(() => write(order, sql`"lease_until" = ${lease}`), work, seconds / 4);

/** Of how many requests it will be, and how many of them it has. Throws `LostRace` where somebody else has taken over. */
export const sayDone = (order: Order, done: number, requests: number): Promise<void> =>
  write(order, sql`"done" = ${done}, "requests" = greatest(${requests}::int, ${done}::int), "lease_until" = ${lease}`);

/** The try does not count: the worker stops, and another one begins at once. */
export const giveBack = (order: Order): Promise<void> =>
  write(order, sql`"lease_until" = NULL, "tries" = "tries" - 1, "done" = 0`);

export type Made = Written & { file: string; key: Buffer };

/** It lies ready. Where a file of the person was destroyed meanwhile its days here are over already. */
export async function sayReady(order: Order, { file, key, bytes, sha256 }: Made): Promise<void> {
  const until = new Date((await portalNow()).getTime() + readyDays * 86_400_000);
  await end(
    order,
    sql`"state" = 'ready', "file" = ${file}, "key" = ${key}, "bytes" = ${bytes}, "sha256" = ${sha256},
        "expires_at" = least("expires_at", ${until})`,
  );
}

/** It has come to an end without a file: nobody holds a copy of it. */
export const sayEnded = (order: Order, state: "too-much" | "failed"): Promise<void> =>
  end(order, sql`"state" = ${state}`);

/** Which event of which chain was its own need not be known any longer. */
async function end(order: Order, what: Prisma.Sql): Promise<void> {
  const [row] = await db().$queryRaw<{ id: string }[]>`
    WITH ended AS (UPDATE "evidence_export" SET ${what}, "lease_until" = NULL WHERE ${held(order)} RETURNING "id"),
      forgotten AS (DELETE FROM "exported_chain" c USING ended WHERE c."export" = ended."id")
    SELECT "id" FROM ended`;
  if (!row) throw new LostRace(`export ${order.id} is no longer ours`);
}
