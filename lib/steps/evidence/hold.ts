/** Art. 5(1)(e), 24: what becomes of evidence that was taken out: fetched by its holder, destroyed by its day, told of when late. */
import { join } from "node:path";
import { unlink } from "node:fs/promises";
import type { Readable } from "node:stream";
import { has, type Actor } from "../../actor";
import { db, portalNow, transactionAs } from "../../db";
import { plainLength, readRange } from "../../package/encrypted-file";
import { done, no, yes, type Result } from "../../result";
import { masterKey, open } from "../../seal/seal";
import { staffSight } from "../../sight";
import { bundleFile } from "../export-bundle";
import { exporterRole } from "./order";

export type Fetched = { name: string; stream: Readable; length: number };

/** The file of an export, to its holder alone. */
export async function fetchExport(who: Actor, id: string): Promise<Result<"not-found" | "not-ready", Fetched>> {
  if (!exporterRole(who)) return no("not-found");
  const row = await transactionAs(staffSight(who), (tx) => tx.evidenceExport.findUnique({ where: { id } }));
  if (!row || row.holder !== who.person) return no("not-found");
  if (row.state !== "ready" || row.destroyedAt || !row.key || !row.file) return no("not-ready");
  const key = open(masterKey("evidence export key"), id, row.key);
  const path = join(process.env.FILES_DIR ?? "", row.file);
  const length = await plainLength(path, key);
  const name = row.form === "bundle" ? bundleFile(row.request ?? "", row.personal) : `evidence-${id.slice(0, 8)}.zip`;
  return yes({ name, stream: readRange(path, key, 0, length), length });
}

/** The holder, or the DPO for them, says that every copy of it is destroyed. Ours goes with it. */
export async function confirmDestroyed(who: Actor, id: string): Promise<Result<"not-found" | "destroyed">> {
  if (!exporterRole(who)) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    const row = await tx.evidenceExport.findUnique({ where: { id } });
    if (!row?.destroyOn || (row.holder !== who.person && !has(who, "dpo"))) return no("not-found");
    // Of what was never made there is no copy.
    if (row.state === "failed" || row.state === "too-much") return no("not-found");
    if (row.destroyedAt) return no("destroyed");
    const now = await portalNow(tx);
    const data = { destroyedAt: now, destroyedBy: who.person, expiresAt: row.expiresAt === null ? null : now };
    await tx.evidenceExport.update({ where: { id }, data });
    return done;
  });
}

/** Exports whose days here are over: the key first, then the file. Repeating it is harmless. */
export async function forgetExports(): Promise<number> {
  const over = await db().$queryRaw<{ id: string; file: string }[]>`
    UPDATE "evidence_export" SET "state" = 'gone', "key" = NULL
    WHERE "state" = 'ready' AND "file" IS NOT NULL AND "expires_at" <= portal_now()
    RETURNING "id", "file"`;
  for (const { file } of over)
    await unlink(join(process.env.FILES_DIR ?? "", file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
  return over.length;
}
