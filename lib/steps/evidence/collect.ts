/**
 * The worker makes the evidence that was ordered: one request after the other, each in a transaction of its own, streamed into one
 * encrypted file. Killed or failed in between it begins again with another file, at most three times; each chain tells of it once.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { actor, type Actor } from "../../actor";
import { collectionBytes, TooMuch, type Collected } from "../../bundle/collection";
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { Prisma } from "../../db/generated/client";
import { destroyPackage } from "../../package/make";
import { writeEncrypted } from "../../package/encrypted-file";
import { masterKey, seal } from "../../seal/seal";
import { exportBundle } from "../export-bundle";
import { logSigners } from "../log/keys";
import { LostRace } from "../move";
import {
  claimExport,
  giveBack,
  mostTries,
  sayDone,
  sayEnded,
  sayReady,
  whileHeld,
  type Order,
  type Which,
} from "./claim";

const { sql } = Prisma;
const page = 100;

export type Making = {
  /** Asked between two requests: whether the worker stops. */
  stop: () => boolean;
  /** What did not work, for the operator: references and names of errors, nothing else. */
  report: (line: string) => void;
};

/** Makes the exports that wait, one after the other; gives how many. */
export async function makeExports(which: Which, { stop, report }: Making): Promise<number> {
  for (let made = 0; ;) {
    const order = stop() ? null : await claimExport(which);
    if (!order) return made;
    if (await make(order, { stop, report })) made += 1;
  }
}

/** Gives whether it lies ready now. */
async function make(order: Order, { stop, report }: Making): Promise<boolean> {
  const way: Way = { reached: order.request, stop };
  try {
    if (order.tries > mostTries) throw new Killed();
    await whileHeld(order, () => writeFile(order, way));
    return true;
  } catch (error) {
    const foreseen = [LostRace, Stopped, TooMuch].some((kind) => error instanceof kind);
    if (!foreseen) report(lineOf(order, way, error));
    await settle(order, error).catch(unlessLost);
    return false;
  }
}

async function settle(order: Order, error: unknown): Promise<void> {
  if (error instanceof LostRace) return;
  if (error instanceof Stopped) await giveBack(order);
  else if (error instanceof TooMuch) await sayEnded(order, "too-much");
  else if (order.tries >= mostTries) {
    await sayEnded(order, "failed");
    await removeParts(order.id);
  }
}

/** Somebody else makes it, or has made it: what became of it is theirs to say. */
function unlessLost(error: unknown): void {
  if (!(error instanceof LostRace)) throw error;
}

/** The message of an error may hold anything: the operator gets its name, and the code that a system gave it. */
function lineOf({ id, tries }: Order, { reached }: Way, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const name = error instanceof Error ? error.name : "unknown";
  const why = /^[A-Z][A-Z0-9_]{1,30}$/.test(code) ? `${name} ${code}` : name;
  const which = `evidence export ${id}${reached === null ? "" : ` at ${reached}`}`;
  if (tries >= mostTries) return `${which} failed for good (${why})`;
  return `${which} failed and will be begun again, try ${tries} of ${mostTries} (${why})`;
}

type Way = { reached: string | null; stop: () => boolean };

async function writeFile(order: Order, way: Way): Promise<void> {
  const folder = process.env.FILES_DIR ?? "";
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeParts(order.id);
  const [name, key] = [`${order.id}.${randomBytes(8).toString("hex")}.collection`, randomBytes(32)];
  const file = join(folder, name);
  try {
    const written = await writeEncrypted(file, key, bytesOf(order, way));
    await sayReady(order, { ...written, file: name, key: seal(masterKey("evidence export key"), order.id, key) });
  } catch (error) {
    // It may be known as ready all the same, where only the answer of the database was lost.
    const found = await db().evidenceExport.findUnique({ where: { id: order.id }, select: { file: true } });
    if (found?.file !== name) await destroyPackage(file);
    throw error;
  }
}

/** What tries that were killed have left of their files. */
async function removeParts(id: string): Promise<void> {
  const folder = process.env.FILES_DIR ?? "";
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    // No folder, no files.
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
  for (const name of names) if (name.startsWith(`${id}.`)) await rm(join(folder, name), { force: true });
}

class Stopped extends Error {}
/** No error was seen: each worker that began it ended in the midst of it. */
class Killed extends Error {
  override name = "worker ended";
}

async function* bytesOf(order: Order, way: Way): AsyncGenerator<Buffer> {
  const bundles = bundlesOf(order, way);
  if (order.form === "bundle") {
    for await (const { bytes } of bundles) yield bytes;
    return;
  }
  const demo = (await db().meta.findUnique({ where: { key: "demo" } }))?.value === "true";
  const about = { demo, personal: order.personal, madeAt: (await portalNow()).toISOString() };
  yield* collectionBytes(about, bundles, process.env.LOG_KEY ? logSigners() : []);
}

/** The bundles in the order of receipt. What comes in meanwhile within the days is in it too. */
async function* bundlesOf(order: Order, way: Way): AsyncGenerator<Collected> {
  const who = holderOf(order);
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "request" r WHERE ${isIn(order)}`;
  const requests = counted?.count ?? 0;
  await sayDone(order, 0, requests);
  let done = 0;
  for await (const reference of referencesOf(order)) {
    if (way.stop()) throw new Stopped("the worker stops");
    way.reached = reference;
    const exported = await exportBundle(who, reference, { personal: order.personal, order: order.id });
    if (!exported.ok) throw new Error(`the evidence of ${reference} cannot be taken: ${exported.reason}`);
    const { bytes, events } = exported.value;
    yield { reference, bytes, events };
    done += 1;
    await sayDone(order, done, requests);
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

/** The one request; or all of the same person: of the sign-in, or of the same customer account, of a file that has ended it alone. */
function isIn({ form, request, from, to }: Order): Prisma.Sql {
  if (form === "bundle") return sql`r."id" = ${request}`;
  if (form === "days")
    return sql`r."received_at" >= (${from}::date::timestamp AT TIME ZONE ${policy().zone})
      AND r."received_at" < ((${to}::date + 1)::timestamp AT TIME ZONE ${policy().zone})`;
  return sql`EXISTS (SELECT FROM "request" o WHERE o."id" = ${request}
    AND (r."id" = o."id" OR r."person_id" = o."person_id" OR r."account" = o."account"))`;
}

/** The holder, as whom each bundle is recorded. */
function holderOf({ holder, role }: Order): Actor {
  const none = { door: null, authAge: null, session: null, account: null, email: null, name: null };
  return actor({ person: holder, roles: [role], language: "en", ...none });
}
