/** A step that only a reviewer can take: the request waits, and a task says by when. */
import { system } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { insideMonth } from "../carry-out/hand-due";
import type { Claim } from "../claim";
import type { Loaded } from "../load";
import { note } from "../move";

type Kind = "decide-again" | "answer-by-hand";

/** Half of the month is the house's own date; the law's date stays the request's. */
const days = 14;

/** Opens the task once and lets the request wait for a reviewer. */
export async function openReviewerTask(request: Loaded, kind: Kind, { fence }: Claim): Promise<void> {
  const { id, waitsFor } = request;
  await db().$transaction(async (tx) => {
    const today = dayIn(policy().zone, await portalNow(tx));
    const dueOn = insideMonth(request, new Date(addDays(today, days)), today);
    await tx.task.createMany({ data: [{ request: id, kind, dueOn }], skipDuplicates: true });
    if (waitsFor === "reviewer") return;
    await tx.request.update({ where: { id }, data: { waitsFor: "reviewer" } });
    await note(tx, id, "waits", system, { data: { for: "reviewer" }, fence });
  });
}

/** The open task of a kind, or null. */
export const taskOf = (tx: Tx, request: string, kind: Kind) =>
  tx.task.findFirst({ where: { request, kind, doneAt: null }, select: { id: true, dueOn: true } });
