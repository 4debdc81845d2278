/**
 * Art. 5(1)(e): numbers of orders at other systems. They are what keeps a repeated step from ordering twice, so they stay as
 * long as anything that might be repeated is open, and as long as the journal, which says what was ordered. A system that
 * cannot be searched would say without them that all of a list is still there; nobody asks that of what has ended. A source
 * that remembers more than orders writes it anew as long as it needs it.
 */
import { db } from "../../db";
import { journalDays } from "../carry-out/journal";

/**
 * Deletes what was last written before the journal's time and belongs to nothing that is still open, at most `limit`. A
 * row says for no request that it is its own, so whatever of the same source began before it was written keeps it; an
 * order is remembered in the transaction before its removal is, hence the day. A duty that was begun may have been moved to
 * a later day since. Gives how many went.
 */
export async function forgetOrders(limit: number): Promise<number> {
  return db().$executeRaw`
    DELETE FROM "source_memory" WHERE ("source", "name") IN (
      SELECT m."source", m."name" FROM "source_memory" m
      WHERE m."at" < portal_now() - make_interval(days => ${journalDays()})
        AND NOT EXISTS (
          SELECT FROM "removal" o JOIN "decision" d USING ("request", "plan_no", "idx")
          WHERE o."state" = 'waiting' AND d."source" = m."source" AND o."since" < m."at" + interval '1 day')
        AND NOT EXISTS (
          SELECT FROM "request" r JOIN "search" s ON s."request" = r."id"
          WHERE r."closed_at" IS NULL AND s."source" = m."source" AND r."received_at" <= m."at")
        AND NOT EXISTS (
          SELECT FROM "duty" u
          WHERE u."state" <> 'done' AND u."source" = m."source"
            AND (u."due_on" <= (m."at" + interval '1 day')::date OR u."next_item" > 0))
        AND NOT EXISTS (
          SELECT FROM "sweep" w WHERE w."state" = 'waiting' AND w."source" = m."source" AND w."made_at" <= m."at")
      ORDER BY m."at" LIMIT ${limit})`;
}
