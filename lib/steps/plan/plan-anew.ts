/** plan-and-list 4: what a plan stands on was decided otherwise; it and every approval of it are void, and the next one is made. */
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import type { Loaded } from "../load";

/** `because`: the word by which the desk tells what became of the plan. */
export async function planAnew(
  tx: Tx,
  { id, planNo }: Pick<Loaded, "id" | "planNo">,
  because: "override" | "redaction" | "letter",
): Promise<void> {
  await tx.plan.update({ where: { request_no: { request: id, no: planNo } }, data: { voidBecause: because } });
  await tx.request.update({ where: { id }, data: { planHash: null, waitsFor: null, tryAt: await portalNow(tx) } });
  await wake(tx, "advance", id);
}
