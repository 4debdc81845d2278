/** Art. 12(3): the surge that lasts. Whatever is done to many requests at once asks for it, also while it is being done. */
import type { Tx } from "../../db";

/** The id of the surge that was declared and not ended, or null. */
export async function surgeNow(tx: Tx): Promise<string | null> {
  const found = await tx.surge.findFirst({ where: { endedAt: null }, select: { id: true } });
  return found?.id ?? null;
}

/** Whether this one still lasts; it cannot end before the transaction has. */
export async function lasts(tx: Tx, surge: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "surge" WHERE "id" = ${surge}::uuid AND "ended_at" IS NULL FOR SHARE`;
  return rows.length === 1;
}
