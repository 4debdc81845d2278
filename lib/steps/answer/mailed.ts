/**
 * A letter counts when the receiving server accepted it. What came of each mail is settled here: accepted, bounced with
 * a task for the same day, or tried again later.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { letterKinds, type LetterKind } from "../../gdpr/facts";
import { sendDue, type Claimed } from "../../mail/send";
import type { Handed } from "../../mail/transport";
import { note } from "../move";
import { noticeMailed } from "../recipients/by-mail";

/** Sends up to `limit` mails that are due; gives how many were accepted or bounced. Called by the worker. */
export const sendMail = ({ limit }: { limit: number }): Promise<number> => sendDue({ limit }, settleMail);

/** After so many attempts (about two hours) the desk is told; the mail is tried on all the same. */
const triesBeforeAlarm = 8;

/** Records what the server said about one mail. A claim that was overtaken records nothing. */
export async function settleMail(mail: Claimed, { outcome, code }: Handed): Promise<void> {
  await db().$transaction(async (tx) => {
    if (outcome === "later") {
      await tryLater(tx, mail, code);
      if (mail.tries === triesBeforeAlarm) await tell(tx, mail, "deferred", "mail-delayed");
      return;
    }
    const settled = await tx.$executeRaw`
      UPDATE "mail" SET "state" = ${outcome}, "code" = ${code}::int, "settled_at" = portal_now()
      WHERE "id" = ${mail.id}::uuid AND "state" = 'queued' AND "tries" = ${mail.tries}`;
    if (settled > 0) await tell(tx, mail, outcome, outcome === "bounced" ? "mail-bounced" : null);
  });
}

/** Twice the pause each time, an hour at most, spread so that a server that comes back is not met by all at once. */
async function tryLater(tx: Tx, { id, tries }: Claimed, code: number | null): Promise<void> {
  const pause = Math.min(3600, 15 * 2 ** Math.min(tries, 10)) * (0.75 + Math.random() / 2);
  await tx.$executeRaw`
    UPDATE "mail" SET "code" = ${code}::int, "next_at" = portal_now() + make_interval(secs => ${pause}::float8)
    WHERE "id" = ${id}::uuid AND "state" = 'queued' AND "tries" = ${tries}`;
}

async function tell(
  tx: Tx,
  { id, request, kind }: Claimed,
  outcome: "accepted" | "bounced" | "deferred",
  task: "mail-bounced" | "mail-delayed" | null,
): Promise<void> {
  if (request === null) return;
  // The person was not written to: what came of it belongs to the recipient's notice.
  if (kind === "recipient" && outcome !== "deferred") return noticeMailed(tx, id, outcome);
  // Nor is a colleague the person: the task stays open with its date, and the desk sees beside it that the mail came back.
  if (kind === "hand-over") return;
  if (isLetter(kind)) await note(tx, request, "mailed", system, { data: { letter: kind, outcome } });
  // An accepted letter can be what the request waits for: its answer counts, an extension binds.
  if (outcome === "accepted")
    await tx.$executeRaw`UPDATE "request" SET "try_at" = portal_now() WHERE "id" = ${request} AND "closed_at" IS NULL`;
  if (task === null) return;
  const today = dayIn(policy().zone, await portalNow(tx));
  // Source and category are empty, so a second bounce of one request joins the task that is open.
  await tx.$executeRaw`
    INSERT INTO "task" ("request", "kind", "due_on") VALUES (${request}, ${task}, ${today}::date)
    ON CONFLICT ("request", "kind", "source", "category", "recipient", "letter_id") DO UPDATE
      SET "due_on" = EXCLUDED."due_on", "answer" = NULL, "done_by" = NULL, "done_at" = NULL
      WHERE "task"."done_at" IS NOT NULL`;
}

const isLetter = (kind: string): kind is LetterKind => (letterKinds as readonly string[]).includes(kind);
