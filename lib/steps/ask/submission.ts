/** Art. 12(3): one form is one submission: sent twice it opens nothing twice. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { deadline } from "../../gdpr/deadline";
import type { Day } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import { hashReceiptCode, receiptCode } from "./reference";

export type Received = {
  requests: {
    reference: string;
    right: Right;
    receivedOn: Day;
    dueOn: Day;
    why: string[];
    /** Nothing new: the same was asked for before and is still open. */
    reminder: boolean;
  }[];
  receiptCode: string;
};

/** A day's submissions of one person; beyond it a person should write, nothing is dropped silently. */
const perDay = 20;

/** What two forms of one person ask at the same moment is taken one after the other. */
export async function oneAtATime(tx: Tx, who: Actor): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${who.person}, 1))::text`;
}

/**
 * Opens the submission of a form. "known": it was opened before; "foreign": somebody else's form drew this id, so their row
 * is out of sight and only the insert can tell.
 */
export async function openSubmission(
  tx: Tx,
  who: Actor,
  id: string,
): Promise<{ at: Date } | "known" | "foreign" | "too-many"> {
  await oneAtATime(tx, who);
  if (await tx.submission.findUnique({ where: { id } })) return "known";
  const now = await portalNow(tx);
  const since = new Date(now.getTime() - 86_400_000);
  if ((await tx.submission.count({ where: { personId: who.person, receivedAt: { gt: since } } })) >= perDay)
    return "too-many";
  const row = { id, personId: who.person, receiptCode: hashReceiptCode(receiptCode(id)), receivedAt: now };
  const { count } = await tx.submission.createMany({ data: row, skipDuplicates: true });
  return count === 0 ? "foreign" : { at: now };
}

type Row = { id: string; right: string; receivedAt: Date; submissionId: string };

/** What was received with a submission: its own requests, and those that it only reminded of. */
export function receivedAs(submission: string, rows: readonly Row[]): Received {
  const { zone, holidays } = policy();
  return {
    receiptCode: receiptCode(submission),
    requests: rows.map((row) => {
      const clock = deadline({ receivedAt: row.receivedAt.toISOString(), land: holidays, zone, pauses: [] });
      return {
        reference: row.id,
        right: row.right as Right,
        receivedOn: clock.received,
        dueOn: clock.due,
        why: clock.why,
        reminder: row.submissionId !== submission,
      };
    }),
  };
}
