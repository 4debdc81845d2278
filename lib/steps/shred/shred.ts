/**
 * Art. 5(1)(e), 17: the end of a request's own file. The key and the salts are destroyed, and with them every payload, every list
 * and every opening; the person, the account and the register of pseudonyms go out of its rows. The events stay and still
 * verify, and what they commit to can no longer be said, or guessed, by anybody.
 */
import { system } from "../../actor";
import { db, portalNow, type Tx } from "../../db";
import { Prisma } from "../../db/generated/client";
import { lockRequest } from "../decide/allowed";
import { stopFor } from "../carry-out/stops";
import { excludeWriting } from "../carry-out/writing-lock";
import { load } from "../load";
import { note } from "../move";
import { category, fileCutoff, fileRule, isNeeded, isOver, isReleased } from "./over";

const page = 200;

/** Destroys the files that are over, at most `limit` of them. Gives how many. Repeating it is harmless. */
export async function shredFiles(limit: number): Promise<number> {
  const rule = fileRule();
  if (!rule) return 0;
  let shredded = 0;
  for (let after = ""; ;) {
    const before = fileCutoff(rule, await portalNow());
    const found = await db().$queryRaw<{ id: string }[]>`
      SELECT r."id" FROM "request" r
      WHERE ${isOver(before)} AND NOT ${isNeeded(before)} AND ${isReleased()} AND r."id" > ${after}
      ORDER BY r."id" LIMIT ${page}`;
    for (const { id } of found) {
      if (shredded >= limit) return shredded;
      if (await shredFile(id, rule.id)) shredded += 1;
    }
    const last = found.at(-1);
    if (!last || found.length < page) return shredded;
    after = last.id;
  }
}

/** One file. False where something has come up since it was found: a hold, a pause or a copy beats every end. */
async function shredFile(id: string, rule: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await excludeWriting(tx);
    await lockRequest(tx, id);
    const before = fileCutoff(fileRule() ?? lost(id), await portalNow(tx));
    const [still] = await tx.$queryRaw<{ id: string }[]>`
      SELECT r."id" FROM "request" r WHERE r."id" = ${id} AND ${isOver(before)} AND NOT ${isNeeded(before)} AND ${isReleased()}`;
    const request = still && (await load(tx, id));
    if (!request || (await stopFor(tx, request, { category }))) return false;
    await note(tx, id, "file-destroyed", system, { data: { rule } });
    await destroy(tx, id);
    return true;
  });
}

const lost = (id: string): never => {
  throw new Error(`the rule by which ${id} was found is gone`);
};

/** Everything in the rows of a request that leads to the person, to what they said, or to who of the staff acted. */
async function destroy(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM "request_key" WHERE "request" = ${id}`;
  await tx.$executeRaw`UPDATE "drawer" SET "sealed" = '' WHERE "request" = ${id}`;
  for (const table of [
    "list_chunk",
    "snapshot",
    "recipient_link",
    "stop_link",
    "hold",
    "matter_request",
    "approval",
    "answer",
    "override",
    "restriction_exception",
    "pseudonym",
    "legal_note",
    "alarm",
    "message",
    "task_link",
    "transfer",
    "attachment",
  ])
    await tx.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "request" = ${id}`;
  await tx.$executeRaw`UPDATE "mail" SET "sealed" = '' WHERE "request" = ${id}`;
  await tx.$executeRaw`UPDATE "decision" SET "groups" = '[]', "parts" = '{}' WHERE "request" = ${id}`;
  await tx.$executeRaw`UPDATE "task" SET "answer" = NULL, "done_by" = NULL WHERE "request" = ${id}`;
  await tx.$executeRaw`
    UPDATE "restriction" SET "account" = NULL, "subjects" = '{}', "exports" = '{}' WHERE "request" = ${id}`;
  await tx.$executeRaw`UPDATE "package" SET "key" = NULL WHERE "request" = ${id}`;
  // What was taken out before does not outlive the file: whoever holds it has to destroy it now, and ours goes.
  await tx.$executeRaw`
    UPDATE "evidence_export" e SET "destroy_on" = least(e."destroy_on", portal_now()::date),
      "expires_at" = least(e."expires_at", portal_now())
    FROM "request" r WHERE r."id" = ${id} AND e."personal" AND e."destroyed_at" IS NULL
      AND (e."request" = r."id" OR (e."form" = 'person' AND EXISTS (SELECT FROM "request" o WHERE o."id" = e."request"
             AND (o."person_id" = r."person_id" OR o."account" = r."account"))) OR r."received_on" BETWEEN e."from_on" AND e."to_on")`;
  await tx.$executeRaw`UPDATE "contract_withdrawal" SET "request" = NULL WHERE "request" = ${id}`;
  await tx.$executeRaw`
    UPDATE "request" SET "account" = NULL, "person_id" = NULL, "entered_by" = NULL, "assignee" = NULL, "choice" = NULL,
      "contact_hash" = NULL, "subject" = '', "contact" = '', "shredded_at" = portal_now()
    WHERE "id" = ${id}`;
  await tx.$executeRaw`
    UPDATE "submission" s SET "person_id" = NULL
    WHERE s."id" = (SELECT "submission_id" FROM "request" WHERE "id" = ${id})
      AND NOT EXISTS (SELECT FROM "request" r WHERE r."submission_id" = s."id" AND r."shredded_at" IS NULL)`;
}
