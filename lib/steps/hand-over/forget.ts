/** Art. 5(1)(c): what a link showed goes as soon as the link is over; that it was passed on, opened and answered remains. */
import { db } from "../../db";

/** What the worker looks for: words behind links that ran out, or whose task was finished at the desk. Gives how many went. */
export async function forgetHandedOver(): Promise<number> {
  return db().$executeRaw`
    UPDATE "task_link" l SET "sealed" = NULL FROM "task" t
    WHERE l."sealed" IS NOT NULL AND t."id" = l."task" AND (l."until" <= portal_now() OR t."done_at" IS NOT NULL)`;
}
