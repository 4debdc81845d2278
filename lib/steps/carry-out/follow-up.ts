/**
 * plan-and-list 4: records that arrived while an erasure was decided are not touched by it. They get a request of their
 * own, with its own plan, approval and answer, which a reviewer decides.
 */
import { randomUUID } from "node:crypto";
import { system } from "../../actor";
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import type { Loaded } from "../load";
import { note } from "../move";
import { openRequest } from "../ask/open-request";

/**
 * Opens the follow-up of a request: an erasure after which the sources held `records` more than its plan knew, or one of
 * the `records` that a withdrawn consent or an objection leaves without a basis.
 */
export async function openFollowUp(tx: Tx, request: Loaded, records: number, fence: bigint): Promise<string> {
  const { id, right, language, account, subject, contact, choice } = request;
  const now = await portalNow(tx);
  const submission = await tx.submission.findUniqueOrThrow({ where: { id: request.submissionId } });
  // The receipt code that the person has opens this one too.
  const { personId, receiptCode } = submission;
  const own = await tx.submission.create({ data: { id: randomUUID(), personId, receiptCode, receivedAt: now } });
  const { reference } = await openRequest(
    tx,
    { who: system, as: "system" },
    {
      submission: own.id,
      right,
      channel: "other",
      language,
      person: request.personId,
      account,
      subject,
      contact,
      terms: choice,
      copyFirst: null,
      followsUp: id,
    },
    now,
  );
  await note(tx, id, "follow-up-opened", system, { data: { followUp: reference, records }, fence });
  await wake(tx, "advance", reference);
  return reference;
}
