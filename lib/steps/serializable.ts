/** Serializable transactions: the database finds every race and ends one of the two; that one is run again. */
import { transactionAs, type Tx } from "../db";
import type { Sight } from "../sight";

const attempts = 40;

/** Runs `step` in a serializable transaction with this sight, again when it lost a race. Whatever it throws otherwise is thrown. */
export async function retried<Value>(sight: Sight, step: (tx: Tx) => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transactionAs(sight, step, { isolationLevel: "Serializable" });
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
