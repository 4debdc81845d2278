/** Art. 12(5): the refusals that wait for legal's view, the one due soonest first. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { dayIn } from "../../gdpr/day";
import { staffSight } from "../../sight";

export type WaitingForLegal = { reference: string; right: string; dueOn: string; late: boolean };

const onPage = 100;

/** Nothing for those who are not legal: they cannot answer it. */
export async function waitingForLegal(who: Actor): Promise<WaitingForLegal[]> {
  if (!has(who, "legal")) return [];
  return transactionAs(staffSight(who), async (tx) => {
    const rows = await tx.task.findMany({
      where: { kind: "legal-refusal", doneAt: null, requestRow: { closedAt: null } },
      orderBy: [{ dueOn: "asc" }, { id: "asc" }],
      include: { requestRow: { select: { right: true } } },
      take: onPage,
    });
    const today = rows.length === 0 ? "" : dayIn(policy().zone, await portalNow(tx));
    return rows.map(({ request, requestRow, dueOn: due }) => {
      const dueOn = due.toISOString().slice(0, 10);
      return { reference: request, right: requestRow.right, dueOn, late: dueOn < today };
    });
  });
}
