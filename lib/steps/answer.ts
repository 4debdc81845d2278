/** plan-and-list 1, 4: a reviewer decides what no rule can: whose the records are, whether they may be disclosed. */
import type { Actor } from "../actor";
import { portalNow } from "../db";
import type { Answer } from "../gdpr/facts";
import { groupKey } from "../gdpr/plan";
import type { Group } from "../gdpr/plan-value";
import { wake } from "../jobs/wake";
import { done, no, type Result } from "../result";
import { putInDrawer } from "../seal/request-key";
import { staffSight } from "../sight";
import { deciding, forStaff } from "./allowed";
import { note } from "./move";

type Refused = "not-found" | "not-allowed" | "reason-missing" | "not-planned";

/** Answers the doubt about one group (`selector` = `groupKey(group)`); the plan is then made anew and hashed anew. */
export async function answerDoubt(
  who: Actor,
  reference: string,
  { selector, answer, reason }: { selector: string; answer: Answer; reason: string },
): Promise<Result<Refused>> {
  if (reason.trim().length < 10) return no("reason-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const { id, keys, planNo, state } = found.value;
    if (state !== "planned") return no("not-planned");
    const decisions = await tx.decision.findMany({ where: { request: id, planNo } });
    const group = decisions
      .flatMap(({ groups }) => groups as unknown as Group[])
      .find((one) => groupKey(one) === selector);
    if (!group) return no("not-found");
    const drawer = await putInDrawer(tx, keys, "answer", { selector, answer, reason });
    const given = { answer, personId: who.person as string, drawerId: drawer.id };
    await tx.answer.upsert({
      where: { request_selector: { request: id, selector } },
      create: { request: id, selector, ...given },
      update: given,
    });
    const { source, category } = group;
    await note(tx, id, "answered-doubt", who, {
      as: "reviewer",
      data: { source, category, answer },
      commit: drawer.commit,
    });
    await tx.request.update({ where: { id }, data: { planHash: null, waitsFor: null, tryAt: await portalNow(tx) } });
    await wake(tx, "advance", id);
    return done;
  });
}
