/** What the current policy says otherwise about open duties, those that differ in the same way together. */
import type { Actor } from "../../actor";
import { transactionAs } from "../../db";
import { alikeBy, alikeKey } from "../../gdpr/duty-change";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type ChangeLine = {
  /** Names the line in a form. */
  key: string;
  category: string;
  oldDueOn: string;
  /** Null: no rule says a date any more, a person has to. */
  newDueOn: string | null;
  oldNorm: string | null;
  newNorm: string | null;
  newRule: string | null;
  duties: number;
  records: number;
  /** Somebody said yes already; `mine` when it was the one who looks. */
  first: boolean;
  mine: boolean;
};

export async function deskDutyChanges(who: Actor): Promise<ChangeLine[] | null> {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const open = { decision: null, appliedAt: null };
    const groups = await tx.dutyChange.groupBy({
      by: [...alikeBy],
      where: open,
      _count: { id: true, firstBy: true },
      _sum: { count: true },
      orderBy: [{ oldDueOn: "asc" }, { category: "asc" }],
    });
    const own = await tx.dutyChange.groupBy({ by: [...alikeBy], where: { ...open, firstBy: who.person } });
    const mine = new Set(own.map(alikeKey));
    return groups.map((group) => ({
      key: alikeKey(group),
      category: group.category,
      oldDueOn: dayOf(group.oldDueOn),
      newDueOn: group.newDueOn && dayOf(group.newDueOn),
      oldNorm: group.oldNorm,
      newNorm: group.newNorm,
      newRule: group.newRule,
      duties: group._count.id,
      records: group._sum.count ?? 0,
      first: group._count.firstBy > 0,
      mine: mine.has(alikeKey(group)),
    }));
  });
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
