import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import type { Loaded } from "../load";

/** The plan and every approval of it are void; the next one covers what was decided, or goes out with the letter as it is now. */
export async function planAnew(tx: Tx, { id, planNo }: Loaded, because: "override" | "letter"): Promise<void> {
  await tx.plan.update({ where: { request_no: { request: id, no: planNo } }, data: { voidBecause: because } });
  await tx.request.update({ where: { id }, data: { planHash: null, waitsFor: null, tryAt: await portalNow(tx) } });
  await wake(tx, "advance", id);
}
