/**
 * The release gate: the only code that gives out a package. Everything that must hold is looked at in one serializable
 * transaction together with the count; whatever goes wrong, nothing is given out.
 */
import { join } from "node:path";
import type { Readable } from "node:stream";
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { lookAs, transactionAs, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import { plainLength, readRange } from "../../package/encrypted-file";
import { parseRange, type Range } from "../../package/range";
import { no, yes, type Result } from "../../result";
import { masterKey, open } from "../../seal/seal";
import { ownSight } from "../../sight";
import { note } from "../move";
import { retried } from "../serializable";

type Denied = "not-found" | "not-fresh" | "expired" | "used-up" | "not-ready" | "stopped";
type Outcome = "opened" | "again" | Denied | "read" | "no-grant" | "no-such-range";

type Held = {
  id: string;
  personId: string | null;
  state: string;
  door: string | null;
  file: string;
  key: Uint8Array | null;
  bytes: bigint | null;
  sha256: string;
  downloads: number;
  /** What reviewers allowed beyond the policy's number. */
  further: number;
  stopped: boolean;
  available: boolean;
  over: boolean;
};

/**
 * Opens the gate for one hour of this session and counts one download. Asked again within the hour it gives the same
 * grant and counts nothing. Foreign and unknown requests are the same `not-found`.
 */
export async function openGate(who: Actor, reference: string): Promise<Result<Denied, { grant: string }>> {
  return retried(ownSight(who), async (tx) => {
    const held = await lookAt(tx, reference);
    if (!held && (await isOwn(tx, who, reference))) return no("not-ready");
    if (!held) {
      await recordAttempt(tx, reference);
      return no("not-found");
    }
    const granted = await grantOf(tx, who, held);
    const denied = reasonAgainst(who, held, granted !== null);
    if (denied) {
      await record(tx, held, denied, null);
      return no(denied);
    }
    if (granted) {
      await record(tx, held, "again", granted);
      return yes({ grant: granted });
    }
    return yes({ grant: await grant(tx, who, reference, held) });
  });
}

/** What stands against the release, or null. What holds for strangers comes first, so that they learn nothing else. */
function reasonAgainst(who: Actor, held: Held, granted: boolean): Denied | null {
  const { freshMinutes, downloads } = policy().release;
  if (held.personId === null || held.personId !== who.person) return "not-found";
  if (who.session === null || has(who, "system")) return "not-found";
  if (held.over) return "expired";
  if (held.stopped) return "stopped";
  if (!held.available || !["fulfilled", "delivered"].includes(held.state)) return "not-ready";
  if (!granted && held.downloads >= downloads + held.further) return "used-up";
  // Control of an address opens what was asked for by that address alone, or what a reviewer decided.
  const doorFits = who.door === "oidc" || (who.door === "link" && held.door !== null && held.door !== "oidc");
  if (!doorFits || who.authAge === null || who.authAge > freshMinutes * 60) return "not-fresh";
  return null;
}

async function grant(tx: Tx, who: Actor, reference: string, held: Held): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "download_grant" ("package_id", "session_id", "until")
    VALUES (${held.id}::uuid, ${who.session}, portal_now() + interval '1 hour') RETURNING "id"`;
  if (!row) throw new Error("no grant was made");
  const count = held.downloads + 1;
  await tx.package.update({ where: { id: held.id }, data: { downloads: count } });
  await record(tx, held, "opened", row.id);
  await note(tx, reference, "downloaded", who, { data: { count }, as: "subject" });
  // An erasure may have waited for this copy.
  for (const { id } of await tx.request.findMany({
    where: { copyFirst: reference, closedAt: null },
    select: { id: true },
  }))
    await wake(tx, "advance", id);
  return row.id;
}

type NotRead = "not-found" | "no-grant" | "expired" | "stopped";

/** A grant that was opened before does not outlive the copy, nor a stop. */
function readable({ over, stopped }: Held, granted: string | null): "read" | Exclude<NotRead, "not-found"> {
  if (over) return "expired";
  if (stopped) return "stopped";
  return granted === null ? "no-grant" : "read";
}

/** A package as a whole: how long it is, and its SHA-256 (hex), a strong validator. */
export type Whole = { length: number; sha256: string };
export type Released = Whole & {
  stream: Readable;
  /** The bytes given out: from `start` up to, but not including, `end` of `length`. */
  start: number;
  end: number;
  /** Whether a range was asked for (206) or the whole (200). */
  partial: boolean;
};

/** The entity tag of a package: a strong one, since no two have the same bytes. */
export const tagOf = (sha256: string): string => `"${sha256}"`;

type Denial = NotRead | "no-such-range";
type Chosen = { held: Held; range: Range | null };

/**
 * The package, or the range that a `Range` header asks for, to the session that holds the grant. A range of another version
 * than `If-Range` names gives the whole (RFC 9110, 13.1.5). The stream fails when
 * the file is not what was written. Ranges count as the one download that the gate counted.
 */
export async function grantedFile(
  who: Actor,
  reference: string,
  rangeHeader: string | null,
  ifRange: string | null = null,
): Promise<Result<Denial, Released>> {
  const looked = await transactionAs(ownSight(who), async (tx): Promise<Result<Denial, Chosen>> => {
    const found = await granted(tx, who, reference);
    if (!found) return no("not-found");
    const { held, grant: id } = found;
    const may = readable(held, id);
    const range = may === "read" ? rangeOf(held, rangeHeader, ifRange) : null;
    const isThere = range !== "unsatisfiable";
    await record(tx, held, isThere ? may : "no-such-range", id);
    if (!isThere) return no("no-such-range");
    return may === "read" ? yes({ held, range }) : no(may);
  });
  if (!looked.ok) return looked;
  const { held, range } = looked.value;
  const { file, key: sealed, sha256 } = held;
  if (!sealed) throw new Error("a package without its key");
  const key = open(masterKey("package key"), reference, sealed);
  const path = join(process.env.FILES_DIR ?? "", file);
  const length = await plainLength(path, key);
  if (length !== lengthOf(held)) throw new Error("a package of another length than was written");
  const { start, end } = range ?? { start: 0, end: length };
  return yes({ stream: readRange(path, key, start, end), start, end, length, partial: range !== null, sha256 });
}

/** What `grantedFile` would give as a whole. Nothing is handed out and nothing recorded. */
export async function grantedWhole(who: Actor, reference: string): Promise<Result<NotRead, Whole>> {
  return transactionAs(ownSight(who), async (tx) => {
    const found = await granted(tx, who, reference);
    if (!found) return no("not-found");
    const may = readable(found.held, found.grant);
    return may === "read" ? yes({ length: lengthOf(found.held), sha256: found.held.sha256 }) : no(may);
  });
}

async function granted(tx: Tx, who: Actor, reference: string): Promise<{ held: Held; grant: string | null } | null> {
  const held = await lookAt(tx, reference);
  if (!held || who.session === null || held.personId === null || held.personId !== who.person) return null;
  return { held, grant: await grantOf(tx, who, held) };
}

/** null: the whole. */
const rangeOf = (held: Held, range: string | null, ifRange: string | null) =>
  ifRange === null || ifRange === tagOf(held.sha256) ? parseRange(range, lengthOf(held)) : null;

function lengthOf({ bytes }: Held): number {
  if (bytes === null) throw new Error("a package without its length");
  return Number(bytes);
}

async function lookAt(tx: Tx, reference: string): Promise<Held | null> {
  const [row] = await tx.$queryRaw<Held[]>`
    SELECT p."id", r."person_id" AS "personId", r."state", r."door", r."stopped_at" IS NOT NULL AS "stopped", p."file", p."key", p."bytes", p."sha256",
           p."downloads", p."further",
           p."available_at" IS NOT NULL AND p."available_at" <= portal_now() AS "available",
           p."destroyed_at" IS NOT NULL OR p."key" IS NULL
             OR (p."expires_at" IS NOT NULL AND p."expires_at" <= portal_now()) AS "over"
    FROM "package" p JOIN "request" r ON r."id" = p."request"
    WHERE r."id" = ${reference}`;
  return row ?? null;
}

async function isOwn(tx: Tx, who: Actor, reference: string): Promise<boolean> {
  if (who.person === null) return false;
  return (await tx.request.count({ where: { id: reference, personId: who.person } })) > 0;
}

/** A grant of this session that is still good. */
async function grantOf(tx: Tx, who: Actor, { id }: Held): Promise<string | null> {
  if (who.session === null) return null;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "download_grant"
    WHERE "package_id" = ${id}::uuid AND "session_id" = ${who.session} AND "until" > portal_now()
    ORDER BY "until" DESC LIMIT 1`;
  return row?.id ?? null;
}

/**
 * A stranger at the gate of somebody else's package, which their own sight does not show. Unknown references take the
 * same statements and write nothing.
 */
async function recordAttempt(tx: Tx, reference: string): Promise<void> {
  await lookAs(tx, { role: "attempt", key: reference });
  await tx.$executeRaw`
    INSERT INTO "gate" ("package_id", "outcome") SELECT "id", 'not-found' FROM "package" WHERE "request" = ${reference}`;
}

async function record(tx: Tx, { id }: Held, outcome: Outcome, granted: string | null): Promise<void> {
  await tx.gate.create({ data: { packageId: id, outcome, grantId: granted } });
}
