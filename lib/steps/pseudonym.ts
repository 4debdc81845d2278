import { randomBytes } from "node:crypto";
import type { Actor } from "../actor";
import type { Tx } from "../db";

const systemId = "0".repeat(32);

/** The random id under which a person stands in one request's events; the system has 32 zeros. */
export async function pseudonym(tx: Tx, request: string, who: Actor): Promise<string> {
  if (who.person === null) return systemId;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "pseudonym" ("request", "person_id", "id")
    VALUES (${request}, ${who.person}::uuid, ${randomBytes(16).toString("hex")})
    ON CONFLICT ("request", "person_id") DO UPDATE SET "id" = "pseudonym"."id"
    RETURNING "id"`;
  if (!row) throw new Error("no pseudonym was given");
  return row.id;
}
