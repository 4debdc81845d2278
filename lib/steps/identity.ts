/** Art. 12(6), 11: a reviewer's recorded decision about who the person is, with its reason. */
import type { Actor } from "../actor";
import { portalNow } from "../db";
import { wake } from "../jobs/wake";
import { done, no, type Result } from "../result";
import { putInDrawer } from "../seal/request-key";
import { staffSight } from "../sight";
import { deciding, forStaff } from "./allowed";
import { move } from "./move";
import { sendLetter } from "./send-letter";

type Refused = "not-found" | "not-allowed" | "reason-missing" | "item-missing" | "not-received";

/** Records the decision; not identified needs `item`, the least that would help, because the letter asks for it. */
export async function decideIdentity(
  who: Actor,
  reference: string,
  { decision, reason, item = "" }: { decision: "identified" | "not-identified"; reason: string; item?: string },
): Promise<Result<Refused>> {
  if (reason.trim().length < 10) return no("reason-missing");
  if (decision === "not-identified" && item.trim().length < 5) return no("item-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.state !== "received") return no("not-received");
    const { commit } = await putInDrawer(tx, request.keys, "identity", { decision, reason });
    if (decision === "identified") {
      await tx.request.update({
        where: { id: request.id },
        data: { door: "reviewer", waitsFor: null, tryAt: await portalNow(tx) },
      });
      await move(tx, request.id, "identified", who, {
        as: "reviewer",
        data: { door: "reviewer", authAgeSeconds: null },
        commit,
      });
      await wake(tx, "advance", request.id);
      return done;
    }
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: "person", tryAt: null } });
    await move(tx, request.id, "not-identified", who, { as: "reviewer", data: {}, commit });
    await sendLetter(tx, request, "not-identified", { facts: reason, item });
    return done;
  });
}
