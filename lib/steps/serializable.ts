/** Serializable transactions: the database finds every race and ends one of the two; that one is run again. */
import { db, type Tx } from "../db";

const attempts = 40;

/** Runs `step` in a serializable transaction, again when it lost a race. Whatever it throws otherwise is thrown. */
export async function retried<Value>(step: (tx: Tx) => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(step, { isolationLevel: "Serializable" });
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * attempt));
    }
  }
}

/** A lost race as Prisma tells it: P2034, or the server's own 40001 and 40P01 from a raw statement. */
function isConflict(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === "P2034" || /\b(40001|40P01)\b|could not serialize|TransactionWriteConflict/.test(String(message));
}
