/**
 * Art. 5(1)(e): who signed in and is named by nothing any longer: no session, no request file, no decision at the desk. Whoever
 * comes back is a new row; address, name and roles come from the sign-in anyway.
 */
import { db } from "../../db";
import { Prisma } from "../../db/generated/client";

/** Every column that names a person, besides their sessions. A test holds it against the database's own list. */
export const namedIn: readonly (readonly [table: string, column: string])[] = [
  ["submission", "person_id"],
  ["request", "person_id"],
  ["request", "entered_by"],
  ["request", "assignee"],
  ["calendar_feed", "person_id"],
  ["pseudonym", "person_id"],
  ["approval", "person_id"],
  ["answer", "person_id"],
  ["override", "person_id"],
  ["hold", "placed_by"],
  ["hold", "released_by"],
  ["matter", "opened_by"],
  ["matter", "closed_by"],
  ["matter_request", "linked_by"],
  ["matter_request", "unlinked_by"],
  ["restriction_exception", "person_id"],
  ["task", "done_by"],
  ["task_link", "passed_on_by"],
  ["contract_withdrawal", "person_id"],
  ["contract_withdrawal", "settled_by"],
  ["inbound_mail", "first_by"],
  ["inbound_mail", "decided_by"],
  ["tax_year", "proposed_by"],
  ["tax_year", "released_by"],
  ["file_year", "proposed_by"],
  ["file_year", "released_by"],
  ["legal_note", "written_by"],
  ["evidence_export", "holder"],
  ["evidence_export", "destroyed_by"],
  ["duty_change", "first_by"],
  ["duty_change", "decided_by"],
  ["surge", "declared_by"],
  ["surge", "ended_by"],
  ["surge_extension", "ordered_by"],
  ["plan_group", "drawn_by"],
];

/** At most `limit` rows; gives how many went. A sign-in of this day may still be on its way to its session. */
export async function forgetPeople(limit: number): Promise<number> {
  const unnamed = namedIn.map(
    ([table, column]) =>
      Prisma.sql`NOT EXISTS (SELECT FROM ${Prisma.raw(`"${table}" t WHERE t."${column}"`)} = p."id")`,
  );
  await endFeeds();
  return db().$executeRaw`
    DELETE FROM "person" WHERE "id" IN (
      SELECT p."id" FROM "person" p
      WHERE p."created_at" < portal_now() - interval '1 day'
        AND NOT EXISTS (SELECT FROM "session" s WHERE s."person_id" = p."id")
        AND ${Prisma.join(unnamed, " AND ")}
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
}

/** Calendars that open nothing any more: their year is over, or whoever made them does not work at the desk any longer. */
async function endFeeds(): Promise<void> {
  await db().$executeRaw`
    DELETE FROM "calendar_feed" f USING "person" p
    WHERE p."id" = f."person_id" AND (f."ends_at" < portal_now() OR NOT p."roles" && '{reviewer,dpo}'::text[])`;
}
