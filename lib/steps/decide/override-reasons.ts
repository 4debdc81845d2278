/** Art. 5(2): why a reviewer decided otherwise about lines of a plan, for whoever approves it after them. */
import type { Tx } from "../../db";
import { openDrawer } from "../../seal/request-key";
import type { Loaded } from "../load";

export type OverrideReason = { source: string; category: string; reason: string };

/** The reasons of the overrides that stand, in the order in which they were made. */
export async function overrideReasons(tx: Tx, { id, keys }: Pick<Loaded, "id" | "keys">): Promise<OverrideReason[]> {
  const rows = await tx.override.findMany({ where: { request: id, takenBackAt: null }, orderBy: { at: "asc" } });
  const reasons: OverrideReason[] = [];
  for (const { source, category, drawerId } of rows) {
    const { reason } = await openDrawer<{ reason: string }>(tx, keys, drawerId);
    reasons.push({ source, category, reason });
  }
  return reasons;
}
