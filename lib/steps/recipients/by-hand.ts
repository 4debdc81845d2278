/** Art. 19: what a member of staff writes down about a recipient: that it was told, from when it holds, or why it is not told. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import type { NotToldGround } from "../../gdpr/facts";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { lockRequest } from "../decide/allowed";
import { loadRequest } from "../load";
import { note } from "../move";

type TaskRow = { request: string; recipient: string | null; kind: string };
type Days = { toldOn: Day | null; effectiveOn: Day | null };

/** The notice that a task is about; null for a task that tells nobody. */
export async function noticeOfTask(tx: Tx, { request, recipient, kind }: TaskRow) {
  if (recipient === null) return null;
  const lifted = kind.includes("lifted");
  return tx.recipientNotice.findFirst({
    where: { request, recipient, change: lifted ? "lifted" : { not: "lifted" } },
  });
}

/**
 * They were told, and perhaps said from when it holds. A notice that was settled already stays as it is: what the
 * recipient confirmed itself is not written over.
 */
export async function toldByHand(tx: Tx, task: TaskRow, { toldOn, effectiveOn }: Days): Promise<void> {
  const row = await noticeOfTask(tx, task);
  if (!row || !["to-send", "sent"].includes(row.state)) return;
  const now = await portalNow(tx);
  const sentAt = row.sentAt ?? (toldOn ? new Date(toldOn) : now);
  const confirmed = effectiveOn && { confirmedAt: now, effectiveOn: new Date(effectiveOn) };
  await tx.recipientNotice.update({
    where: { id: row.id },
    data: { state: confirmed ? "confirmed" : "sent", sentAt, ...confirmed },
  });
}

/** `toldOn` and `effectiveOn` are days that have been. */
export async function daysAhead(tx: Tx, { toldOn, effectiveOn }: Days): Promise<boolean> {
  const today = dayIn(policy().zone, await portalNow(tx));
  return [toldOn, effectiveOn].some((one) => one !== null && one > today);
}

type Refused = "not-found" | "not-allowed" | "reason-missing" | "done-before";

/** Impossible, or an effort out of proportion: the only two reasons for which nobody is told (Art. 19). */
export async function recordNotTold(
  who: Actor,
  task: string,
  { because, reason }: { because: NotToldGround; reason: string },
): Promise<Result<Refused>> {
  if (!has(who, "reviewer", "dpo", "legal", "operator")) return no("not-found");
  if (!has(who, "reviewer", "dpo")) return no("not-allowed");
  if (reason.trim().length < 10) return no("reason-missing");
  return transactionAs(staffSight(who), async (tx) => {
    const found = await tx.task.findUnique({ where: { id: task } });
    const notice = found && (await noticeOfTask(tx, found));
    if (!found || !notice) return no("not-found");
    await lockRequest(tx, found.request);
    // The recipient may have confirmed by its link since the page was opened: then it was told after all.
    const open = { id: notice.id, state: { in: ["to-send", "sent"] } };
    if ((await tx.recipientNotice.count({ where: open })) === 0) return no("done-before");
    const now = await portalNow(tx);
    const { count } = await tx.task.updateMany({
      where: { id: task, doneAt: null },
      data: { doneBy: who.person, doneAt: now },
    });
    if (count === 0) return no("done-before");
    const { keys } = await loadRequest(tx, found.request);
    const said = await putInDrawer(tx, keys, "recipient not told", { reason: reason.trim() });
    await tx.recipientNotice.update({
      where: { id: notice.id },
      data: { state: "not-told", because, drawerId: said.id },
    });
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    const data = { recipient: notice.recipient, because };
    await note(tx, found.request, "recipient-not-told", who, { as, data, commit: said.commit });
    return done;
  });
}
