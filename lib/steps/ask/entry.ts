/** What a member of staff has just written down: its requests, and for a short time the receipt code to pass on. */
import type { Actor } from "../../actor";
import { portalNow, transactionAs } from "../../db";
import type { Day } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import { staffSight } from "../../sight";
import { dateOf } from "../answer/send-letter";
import { isReceiptShown, receiptCode } from "./reference";

export type Entry = {
  requests: { reference: string; right: Right; dueOn: Day }[];
  answerBy: "email" | "post";
  /** Shown to the one who entered it, in the first `receiptMinutes`. */
  receiptCode: string | null;
};

/** The entry of that form; null for an unknown one and for those who did not enter it. */
export async function entryOf(who: Actor, id: string): Promise<Entry | null> {
  if (who.person === null) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const rows = await tx.request.findMany({
      where: { submissionId: id, enteredBy: who.person },
      orderBy: [{ copyFirst: { sort: "asc", nulls: "first" } }, { id: "asc" }],
    });
    const [first] = rows;
    if (!first?.enteredAt) return null;
    const shown = isReceiptShown(first.enteredAt, await portalNow(tx));
    return {
      requests: rows.map((row) => ({ reference: row.id, right: row.right as Right, dueOn: dateOf(row.dueOn) })),
      answerBy: first.answerBy === "post" ? ("post" as const) : ("email" as const),
      receiptCode: shown ? receiptCode(id) : null,
    };
  });
}
