/**
 * The outbox: mail is written in the transaction of what it tells, and sent afterwards. What was not told never goes
 * out, and what was told is never lost while the mail server is down.
 */
import type { Language } from "../gdpr/language";
import { letterheadNow } from "../company";
import type { Tx } from "../db";
import { headOf, signedMail } from "../letters/head";
import { keyedHash, masterKey, openColumn, sealColumn } from "../seal/seal";
import { parseAddress } from "./address";

/** A mail as it lies sealed in the outbox. */
export type SealedMail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
};

export type Outgoing = SealedMail & {
  /** Reference of the request, null for mail of none (sign-in). */
  request: string | null;
  /** Kind of letter, as the events name it, or another short word for mail of no request. */
  kind: string;
  language: Language;
  /** Says which mail of its kind this is; queueing the same key again gives the same mail and no second one. */
  key: string;
};

/**
 * Puts one mail into the outbox and gives its id. At its foot it names the company as each business letter has to. The Message-ID
 * follows from request, kind and key, so that a mail that is sent twice can be recognised as one. Throws when the address is not
 * plainly one mailbox.
 */
export async function queueMail(tx: Tx, mail: Outgoing): Promise<{ id: string }> {
  const { request, kind, language, key, to, subject } = mail;
  if (parseAddress(to.address) === null) throw new Error(`no usable address for a mail of kind ${kind}`);
  const words = signedMail(mail, headOf(language, letterheadNow()));
  const sealed = sealColumn("mail", JSON.stringify({ to, subject, ...words } satisfies SealedMail));
  const messageId = messageIdFor(request, kind, key);
  // Setting the column to itself makes the row that is already there visible to RETURNING.
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "mail" ("request", "kind", "language", "sealed", "message_id")
    VALUES (${request}, ${kind}, ${language}, ${sealed}, ${messageId})
    ON CONFLICT ("message_id") DO UPDATE SET "message_id" = "mail"."message_id"
    RETURNING "id"`;
  if (!row) throw new Error("the outbox took no mail");
  return row;
}

/** `<hex@host>`: the host is that of `APP_URL`; the hex says nothing to anybody without the master key. */
export function messageIdFor(request: string | null, kind: string, key: string): string {
  const hex = keyedHash(masterKey("message id"), JSON.stringify([request, kind, key])).slice(0, 40);
  return `<${hex}@${new URL(process.env.APP_URL ?? "http://localhost").hostname}>`;
}

export const openMail = (sealed: Uint8Array): SealedMail => JSON.parse(openColumn("mail", sealed)) as SealedMail;
