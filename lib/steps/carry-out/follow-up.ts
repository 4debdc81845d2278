/**
 * plan-and-list 4: records that an answered erasure left, or never knew, get a request of their own, with its own plan, approval
 * and answer, which a reviewer decides.
 */
import { randomUUID } from "node:crypto";
import { system } from "../../actor";
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import type { Loaded } from "../load";
import { note } from "../move";
import { openRequest } from "../ask/open-request";

/** Why it is opened; `fence` is the worker's claim on the request that it follows, where there is one. */
type Because = { fact: "follow-up-opened" | "held-taken-up" | "needed-taken-up"; records: number; fence?: bigint };

/**
 * Opens the follow-up of a request: an erasure after which the sources held `records` more than its plan knew, one of the
 * `records` that a withdrawn consent or an objection leaves without a basis, or one of those that a legal hold or
 * something that still ran had kept.
 */
export async function openFollowUp(
  tx: Tx,
  request: Loaded,
  { fact, records, fence }: Because,
): Promise<{ reference: string; dueOn: string }> {
  const { id, right, language, account, subject, contact, choice, answerBy, requester } = request;
  const now = await portalNow(tx);
  const submission = await tx.submission.findUniqueOrThrow({ where: { id: request.submissionId } });
  // The receipt code that the person has opens this one too.
  const { personId, receiptCode } = submission;
  const own = await tx.submission.create({ data: { id: randomUUID(), personId, receiptCode, receivedAt: now } });
  const { reference, clock } = await openRequest(
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
      answerBy: answerBy as "portal" | "email" | "post",
      requester,
      terms: choice,
      copyFirst: null,
      followsUp: id,
    },
    now,
  );
  const data = { followUp: reference, records };
  await note(tx, id, fact, system, fence === undefined ? { data } : { data, fence });
  await wake(tx, "advance", reference);
  return { reference, dueOn: clock.due };
}
