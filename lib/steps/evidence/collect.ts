/**
 * The worker makes ordered collections: one request after the other, each in a transaction of its own, streamed into one encrypted
 * file. Killed in between it begins again with another file; that some bundles were made twice stands in their chains.
 */
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { actor, type Actor, type Role } from "../../actor";
import { collectionBytes, TooMuch, type Collected } from "../../bundle/collection";
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { Prisma } from "../../db/generated/client";
import { destroyPackage } from "../../package/make";
import { writeEncrypted } from "../../package/encrypted-file";
import { masterKey, seal } from "../../seal/seal";
import { exportBundle } from "../export-bundle";
import { logSigners } from "../log/keys";

const { sql } = Prisma;
const lease = sql`clock_timestamp() + interval '2 minutes'`;
const page = 100;
/** Days for which a collection lies ready here. */
const readyDays = 7;

type Order = {
  id: string;
  form: "person" | "days";
  request: string | null;
  from: string | null;
  to: string | null;
  personal: boolean;
  holder: string;
  role: Role;
};

/** Makes the collections that wait, one after the other; gives how many. `stop` is asked between two requests. */
export async function makeCollections(stop: () => boolean = () => false): Promise<number> {
  for (let made = 0; ; made += 1) {
    const [order] = await db().$queryRaw<Order[]>`
      UPDATE "evidence_export" e SET "lease_until" = ${lease}, "done" = 0 WHERE e."id" = (
        SELECT "id" FROM "evidence_export"
        WHERE "state" = 'waiting' AND ("lease_until" IS NULL OR "lease_until" < clock_timestamp())
        ORDER BY "made_at" LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING "id", "form", "request", "from_on"::text AS "from", "to_on"::text AS "to", "personal", "holder", "role"`;
    if (!order || stop()) return made;
    await make(order, stop);
  }
}

async function make(order: Order, stop: () => boolean): Promise<void> {
  const folder = process.env.FILES_DIR ?? "";
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [name, key] = [`${order.id}.${randomBytes(8).toString("hex")}.collection`, randomBytes(32)];
  const file = join(folder, name);
  try {
    const demo = (await db().meta.findUnique({ where: { key: "demo" } }))?.value === "true";
    const madeAt = (await portalNow()).toISOString();
    const signers = process.env.LOG_KEY ? logSigners() : [];
    const about = { demo, personal: order.personal, madeAt };
    const written = await writeEncrypted(file, key, collectionBytes(about, bundlesOf(order, stop), signers));
    const now = await portalNow();
    const { count } = await db().evidenceExport.updateMany({
      where: { id: order.id, state: "waiting" },
      data: {
        state: "ready",
        file: name,
        key: seal(masterKey("evidence export key"), order.id, key),
        ...written,
        expiresAt: new Date(now.getTime() + readyDays * 86_400_000),
        leaseUntil: null,
      },
    });
    if (count === 0) await destroyPackage(file);
  } catch (error) {
    const found = await db().evidenceExport.findUnique({ where: { id: order.id }, select: { file: true } });
    if (found?.file !== name) await destroyPackage(file);
    if (error instanceof Stopped) return;
    if (!(error instanceof TooMuch)) throw error;
    await db().evidenceExport.update({ where: { id: order.id }, data: { state: "too-much", leaseUntil: null } });
  }
}

class Stopped extends Error {}

/** The bundles in the order of receipt. What comes in meanwhile within the days is in it too. */
async function* bundlesOf(order: Order, stop: () => boolean): AsyncGenerator<Collected> {
  const who = await holderOf(order);
  await db().$executeRaw`
    UPDATE "evidence_export" SET "requests" = (SELECT count(*) FROM "request" r WHERE ${isIn(order)}) WHERE "id" = ${order.id}::uuid`;
  let done = 0;
  for await (const reference of referencesOf(order)) {
    if (stop()) throw new Stopped("the worker stops");
    const exported = await exportBundle(who, reference, { personal: order.personal });
    if (!exported.ok) throw new Error(`the evidence of ${reference} cannot be taken: ${exported.reason}`);
    const { bytes, events } = exported.value;
    yield { reference, bytes, events };
    done += 1;
    await db().$executeRaw`
      UPDATE "evidence_export" SET "done" = ${done}, "requests" = greatest("requests", ${done}), "lease_until" = ${lease}
      WHERE "id" = ${order.id}::uuid`;
  }
}

async function* referencesOf(order: Order): AsyncGenerator<string> {
  for (let last = { at: new Date(0), id: "" }; ;) {
    const rows = await db().$queryRaw<{ id: string; at: Date }[]>`
      SELECT r."id", r."received_at" AS at FROM "request" r
      WHERE ${isIn(order)} AND (r."received_at", r."id") > (${last.at}, ${last.id})
      ORDER BY r."received_at", r."id" LIMIT ${page}`;
    for (const { id } of rows) yield id;
    const end = rows.at(-1);
    if (!end || rows.length < page) return;
    last = end;
  }
}

/** All requests of the same person: of the sign-in, or of the same customer account. Of a file that has ended, it alone. */
const isIn = ({ form, request, from, to }: Order): Prisma.Sql =>
  form === "days"
    ? sql`r."received_at" >= (${from}::date::timestamp AT TIME ZONE ${policy().zone})
          AND r."received_at" < ((${to}::date + 1)::timestamp AT TIME ZONE ${policy().zone})`
    : sql`EXISTS (SELECT FROM "request" o WHERE o."id" = ${request}
            AND (r."id" = o."id" OR r."person_id" = o."person_id" OR r."account" = o."account"))`;

/** The holder, as whom each bundle is recorded. */
async function holderOf({ holder, role }: Order): Promise<Actor> {
  const none = { door: null, authAge: null, session: null, account: null, email: null, name: null };
  return actor({ person: holder, roles: [role], language: "en", ...none });
}
