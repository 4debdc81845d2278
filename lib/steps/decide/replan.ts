/** Makes the plan of a request anew, at a reviewer's wish. */
import type { Actor } from "../../actor";
import { portalNow } from "../../db";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";

type Refused = "not-found" | "not-allowed" | "not-planned";

export async function replan(who: Actor, reference: string): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    if (found.value.state !== "planned") return no("not-planned");
    const again = { planHash: null, waitsFor: null, tryAt: await portalNow(tx) };
    await tx.request.update({ where: { id: reference }, data: again });
    await wake(tx, "advance", reference);
    return done;
  });
}
