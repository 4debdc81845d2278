/**
 * A package goes after thirty days: the key is destroyed, then the file; hash, size and dates stay as proof. In an open matter it
 * is evidence of what was given and stays, for nobody to fetch.
 */
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { system } from "../actor";
import { db } from "../db";
import { Prisma } from "../db/generated/client";
import { isInMatter } from "./matter/in-matter";
import { note } from "./move";

/** Destroys every package whose time is over. Repeating it is harmless. */
export async function destroyExpired(): Promise<void> {
  const expired = await db().$queryRaw<{ id: string; request: string; file: string }[]>`
    SELECT "id", "request", "file" FROM "package"
    WHERE "destroyed_at" IS NULL AND "expires_at" < portal_now() AND NOT ${isInMatter(Prisma.sql`"package"."request"`)}
    LIMIT 100`;
  for (const { id, request, file } of expired) {
    await db().$transaction(async (tx) => {
      const gone = await tx.$executeRaw`
        UPDATE "package" SET "key" = NULL, "destroyed_at" = portal_now() WHERE "id" = ${id}::uuid AND "destroyed_at" IS NULL`;
      if (gone > 0) await note(tx, request, "package-destroyed", system, { data: {} });
    });
    await unlink(join(process.env.FILES_DIR ?? "", file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
  }
}
