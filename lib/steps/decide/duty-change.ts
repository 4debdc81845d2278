/**
 * Art. 5(2), 17(3): a reviewer decides about duties that the changed policy or law would move: all that differ in the same
 * way at once. Where the policy asks for two, another reviewer confirms. The worker then moves them, one event each.
 */
import { has, system, type Actor } from "../../actor";
import { policy } from "../../company";
import { alikeBy, alikeKey, changeDecisions, type ChangeDecision } from "../../gdpr/duty-change";
import { db, portalNow, transactionAs, type Tx } from "../../db";
import { no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { note } from "../move";

type Refused = "not-found" | "not-allowed" | "no-date" | "same-person";

/** Decides one group by its key, or all that have a new date with `all`. */
export async function decideChange(
  who: Actor,
  key: string,
  decision: ChangeDecision,
): Promise<Result<Refused, { state: "decided" | "needs-second" }>> {
  if (!has(who, "reviewer", "dpo", "legal")) return no("not-found");
  if (!has(who, "reviewer")) return no("not-allowed");
  return transactionAs(staffSight(who), async (tx) => {
    const open = { decision: null, appliedAt: null };
    const groups = await tx.dutyChange.groupBy({ by: [...alikeBy], where: open });
    const chosen = groups.filter((group) => (key === "all" ? group.newDueOn !== null : alikeKey(group) === key));
    if (chosen.length === 0) return no("not-found");
    if (decision === "moves" && chosen.some(({ newDueOn }) => newDueOn === null)) return no("no-date");
    const OR = chosen.map((group) => Object.fromEntries(alikeBy.map((field) => [field, group[field]])));
    const where = { ...open, OR };
    if (policy().review.secondApprover.includes("duty-change")) {
      if ((await tx.dutyChange.count({ where: { ...where, firstBy: who.person } })) > 0) return no("same-person");
      const { count } = await tx.dutyChange.updateMany({
        where: { ...where, firstBy: null },
        data: { firstBy: who.person },
      });
      if (count > 0) return { ok: true, value: { state: "needs-second" } };
    }
    const decided = { decision, decidedBy: who.person, decidedAt: await portalNow(tx) };
    await tx.dutyChange.updateMany({ where, data: decided });
    return { ok: true, value: { state: "decided" } };
  });
}

/** Carries out what was decided, at most `limit`. Gives how many. */
export async function applyChanges(limit: number): Promise<number> {
  const rows = await db().dutyChange.findMany({
    where: { decision: { in: [...changeDecisions] }, appliedAt: null },
    orderBy: { id: "asc" },
    select: { id: true },
    take: limit,
  });
  for (const { id } of rows) await db().$transaction((tx) => apply(tx, id));
  return rows.length;
}

async function apply(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.dutyChange.updateMany({
    where: { id, appliedAt: null },
    data: { appliedAt: await portalNow(tx) },
  });
  if (count === 0) return;
  const change = await tx.dutyChange.findUniqueOrThrow({ where: { id }, include: { dutyRow: true } });
  const { dutyRow: duty, decision, oldDueOn, newDueOn, newRule, newNorm, newWriting } = change;
  if (duty.state === "done") return;
  const awake = { state: "waiting", stoppedBy: null, tryAt: null };
  if (decision !== "moves" || newDueOn === null || newWriting === null || newRule === null) {
    await tx.duty.updateMany({ where: { id: duty.id, stoppedBy: "change" }, data: awake });
    return;
  }
  const moved = { dueOn: newDueOn, rule: newRule, norm: newNorm, writing: newWriting };
  await tx.duty.update({ where: { id: duty.id }, data: { ...awake, ...moved } });
  const [from, to] = [oldDueOn, newDueOn].map((date) => date.toISOString().slice(0, 10));
  await note(tx, duty.request, "duty-moved", system, { data: { duty: duty.id, from, to, rule: newRule } });
}
