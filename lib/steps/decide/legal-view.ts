/** Art. 12(5): legal says whether the facts carry that a request is excessive or unfounded. */
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs } from "../../db";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { note } from "../move";
import { proposedRefusal, type Refusal } from "./refuse";

type Refused = "not-found" | "not-allowed" | "not-proposed" | "reason-missing";

export async function giveLegalView(
  who: Actor,
  reference: string,
  { view, reason }: { view: "agrees" | "objects"; reason: string },
): Promise<Result<Refused>> {
  if (reason.trim().length < 20) return no("reason-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "legal");
    if (!found.ok) return found;
    const { keys } = found.value;
    const given = { answer: view, doneBy: who.person, doneAt: await portalNow(tx) };
    const { count } = await tx.task.updateMany({
      where: { request: reference, kind: "legal-refusal", doneAt: null },
      data: given,
    });
    if (count === 0) return no("not-proposed");
    const { commit } = await putInDrawer(tx, keys, "legal view", { view, reason });
    await note(tx, reference, "opinion", who, { as: "legal", data: { opinion: view }, commit });
    return done;
  });
}

/** The refusal on which legal has to say something; null when there is none. */
export async function refusalForLegal(who: Actor, reference: string): Promise<Refusal | null> {
  if (!has(who, "legal")) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const open = await tx.task.count({ where: { request: reference, kind: "legal-refusal", doneAt: null } });
    const found = open > 0 ? await forStaff(tx, who, reference, "legal") : null;
    return found?.ok ? proposedRefusal(tx, found.value) : null;
  });
}
