/**
 * Sessions live in the database and are counted by its clock. The cookie carries a random token; the row's id is the
 * token's hash, so a stolen copy of the table opens nothing.
 *
 * Limits: 30 minutes idle and 12 hours in all for a person, 15 minutes and 8 hours for staff.
 */
import { createHash, randomBytes } from "node:crypto";
import { languageOf } from "../../i18n/language";
import type { Actor } from "../actor";
import { actor } from "../actor";
import { portalNow, transactionAs, type Tx } from "../db";
import { openColumn } from "../seal/seal";
import { unknownDevice, type Device } from "./device";

export type Proof = {
  door: "oidc" | "link";
  /** Seconds since the person proved who they are. */
  age: number;
  acr: string | null;
  amr: string[];
  /** By which the person will recognise this sign-in in their list. */
  device?: Device;
};

/** A new token for the cookie: 256 random bits. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a token. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Hours for which browser and database still know a session that is over: it opens nothing, what is typed too late for it waits there. */
export const heldHours = 12;

/**
 * Starts a session for a person and ends the one that the same browser held before, in one transaction. Gives the
 * instant until which the browser may hold the token: `heldHours` longer than it opens anything.
 */
export async function startSession(token: string, person: string, proof: Proof, before: string | null): Promise<Date> {
  const key = before === null ? undefined : tokenHash(before);
  const { browser, handheld } = proof.device ?? unknownDevice;
  return transactionAs({ role: "door", key, person }, async (tx) => {
    const draft = before === null ? null : await endBefore(tx, tokenHash(before), person);
    const [row] = await tx.$queryRaw<{ expires: Date }[]>`
      WITH clock AS MATERIALIZED (SELECT portal_now() AS now)
      INSERT INTO "session" ("id", "person_id", "door", "auth_time", "acr", "amr", "browser", "handheld", "draft",
                             "created_at", "seen_at", "expires_at")
      SELECT ${tokenHash(token)}, p."id", ${proof.door}, clock.now - make_interval(secs => ${proof.age}::float8),
             ${proof.acr}, ${proof.amr}::text[], ${browser}, ${handheld}, ${draft}::bytea, clock.now, clock.now,
             clock.now + CASE WHEN p."roles" = '{}' THEN interval '12 hours' ELSE interval '8 hours' END
      FROM clock, "person" p WHERE p."id" = ${person}::uuid
      RETURNING "expires_at" + make_interval(hours => ${heldHours}::int) AS expires`;
    if (!row) throw new Error("a session needs a person");
    return row.expires;
  });
}

/** Ends the session that the browser held. What was typed too late for it goes on to the new one, of the same person only. */
async function endBefore(tx: Tx, id: string, person: string): Promise<Uint8Array | null> {
  const [ended] = await tx.$queryRaw<{ person: string; draft: Uint8Array | null }[]>`
    DELETE FROM "session" WHERE "id" = ${id} RETURNING "person_id" AS person, "draft"`;
  return ended?.person === person ? ended.draft : null;
}

type Row = {
  person: string;
  kind: "oidc" | "link";
  roles: Actor["roles"];
  account: string | null;
  email: Buffer | null;
  verified: boolean;
  name: Buffer | null;
  language: string;
  door: "oidc" | "link";
  age: number;
  stale: boolean;
};

/** The actor behind a cookie's token, or null when the session is unknown, idle too long or over. */
export async function actorOf(token: string): Promise<Actor | null> {
  const id = tokenHash(token);
  return transactionAs({ role: "door", key: id }, (tx) => actorBehind(tx, id));
}

async function actorBehind(tx: Tx, id: string): Promise<Actor | null> {
  const [row] = await tx.$queryRaw<Row[]>`/* prepared: session */
    WITH clock AS MATERIALIZED (SELECT portal_now() AS now)
    SELECT p."id" AS person, p."kind", p."roles", p."account", p."email", p."email_verified" AS verified, p."name",
           p."language", s."door", extract(epoch FROM clock.now - s."auth_time")::float8 AS age,
           s."seen_at" < clock.now - interval '1 minute' AS stale
    FROM clock, "session" s JOIN "person" p ON p."id" = s."person_id"
    WHERE s."id" = ${id} AND s."ended_at" IS NULL AND s."expires_at" > clock.now
      AND s."seen_at" > clock.now - CASE WHEN p."roles" = '{}' THEN interval '30 minutes' ELSE interval '15 minutes' END
      AND s."created_at" > clock.now - CASE WHEN p."roles" = '{}' THEN interval '12 hours' ELSE interval '8 hours' END`;
  if (!row) return null;
  // At most one write a minute: the idle limit is counted in minutes.
  if (row.stale) await tx.$executeRaw`UPDATE "session" SET "seen_at" = portal_now() WHERE "id" = ${id}`;
  return actor({
    person: row.person,
    roles: row.roles.length > 0 ? row.roles : ["subject"],
    door: row.door,
    authAge: row.age,
    session: id,
    account: row.account,
    email: row.email && row.verified ? openColumn("person email", row.email) : null,
    name: row.name ? openColumn("person name", row.name) : null,
    language: languageOf(row.language),
  });
}

/**
 * Ends the session of a token, wherever its cookie still lies. Nothing that was typed before waits in it; what is typed later in a tab
 * that stayed open can (`keepDraft`), until the row goes with its day or with the next sign-in of this browser.
 */
export async function endSession(token: string): Promise<void> {
  const id = tokenHash(token);
  await transactionAs({ role: "door", key: id }, (tx) => endRows(tx, { id }));
}

/** Ends those that are still open, by the portal's clock. */
export async function endRows(tx: Tx, which: { id: string | { in: string[] }; personId?: string }): Promise<void> {
  await tx.session.updateMany({
    where: { ...which, endedAt: null },
    data: { endedAt: await portalNow(tx), draft: null },
  });
}

/** Ends every session of a person, whom the transaction must be looking as: their roles changed. */
export async function endSessionsOf(tx: Tx, person: string): Promise<void> {
  await tx.session.deleteMany({ where: { personId: person } });
}
