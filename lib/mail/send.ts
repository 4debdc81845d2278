/**
 * Sends what lies in the outbox, at least once. A 2xx answer to the message is acceptance; a 5xx answer to the recipient
 * or the message is a bounce; everything else is tried again, so that a server that is down loses nothing.
 */
import { db } from "../db";
import { openMail } from "./outbox";
import { handOver, type Handed } from "./transport";

export type Claimed = {
  id: string;
  request: string | null;
  kind: string;
  language: string;
  sealed: Uint8Array;
  messageId: string;
  /** Times this mail was claimed, this time included: the fence of the claim. */
  tries: number;
};

/** Records what came of one mail. Called outside any transaction, once per attempt. */
export type Settle = (mail: Claimed, handed: Handed) => Promise<void>;

const sideBySide = 4;

/** Sends up to `limit` mails that are due and gives how many were accepted or bounced. */
export async function sendDue({ limit }: { limit: number }, settle: Settle): Promise<number> {
  const claimed = await claimDue(limit);
  let settled = 0;
  const send = async (): Promise<void> => {
    for (let mail = claimed.shift(); mail !== undefined; mail = claimed.shift()) {
      const handed = await handOver({ ...openMail(mail.sealed), messageId: mail.messageId, language: mail.language });
      await settle(mail, handed);
      if (handed.outcome !== "later") settled += 1;
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, send));
  return settled;
}

/** One short statement: the lease lets another worker try again after ten minutes should this one die. */
async function claimDue(limit: number): Promise<Claimed[]> {
  return db().$queryRaw<Claimed[]>`
    UPDATE "mail" SET "next_at" = portal_now() + interval '10 minutes', "tries" = "tries" + 1
    WHERE "id" IN (
      SELECT "id" FROM "mail" WHERE "state" = 'queued' AND "next_at" <= portal_now()
      ORDER BY "next_at" LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING "id", "request", "kind", "language", "sealed", "message_id" AS "messageId", "tries"`;
}
