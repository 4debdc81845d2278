/**
 * Art. 32: each system that asks has a key of its own, good for what it needs: `registry` to ask about addresses and
 * accounts, `export` for the file of hashes. A key is shown once; the table holds its hash.
 */
import { createHash, randomBytes } from "node:crypto";
import { db } from "../../db";
import { done, no, yes, type Result } from "../../result";
import { exportKey } from "../../seal/registry-subject";

export const scopes = ["registry", "export"] as const;
export type Scope = (typeof scopes)[number];

export type KeyLine = { name: string; scopes: string[]; madeBy: string; madeAt: Date; revokedAt: Date | null };
/** `exportKey`: what a tool that compares by itself computes its hashes under, in base64; null without that scope. */
export type NewKey = { key: string; exportKey: string | null };

/** Draws a key. A name is used once, also after its key was revoked, so that records stay clear. */
export async function addKey(
  name: string,
  { scopes: good, by }: { scopes: readonly Scope[]; by: string },
): Promise<Result<"name-unfit" | "scope-missing" | "name-taken", NewKey>> {
  if (!/^[a-z][a-z0-9-]{1,63}$/.test(name)) return no("name-unfit");
  if (good.length === 0) return no("scope-missing");
  const key = `rk_${randomBytes(32).toString("base64url")}`;
  const row = { name, scopes: [...new Set(good)], hash: hashOf(key), madeBy: by };
  const { count } = await db().apiKey.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) return no("name-taken");
  return yes({ key, exportKey: good.includes("export") ? exportKey().toString("base64") : null });
}

/** From now on the key opens nothing. */
export async function revokeKey(name: string): Promise<Result<"not-found" | "done-before">> {
  const count = await db().$executeRaw`
    UPDATE "api_key" SET "revoked_at" = portal_now() WHERE "name" = ${name} AND "revoked_at" IS NULL`;
  if (count === 1) return done;
  return no((await db().apiKey.count({ where: { name } })) === 1 ? "done-before" : "not-found");
}

/** All keys that were ever made, without the keys. */
export async function listKeys(): Promise<KeyLine[]> {
  return db().apiKey.findMany({
    select: { name: true, scopes: true, madeBy: true, madeAt: true, revokedAt: true },
    orderBy: { madeAt: "asc" },
  });
}

/** Whose key it is and what it is good for; null for an unknown and a revoked one. */
export async function keyOf(key: string): Promise<{ name: string; scopes: readonly string[] } | null> {
  return db().apiKey.findFirst({
    where: { hash: hashOf(key), revokedAt: null },
    select: { name: true, scopes: true },
  });
}

const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");
