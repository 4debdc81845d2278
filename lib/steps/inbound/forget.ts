/**
 * Art. 5(1)(c), (e): what moved to a request is needed twice by nobody; what two people called no request stays as long as the policy
 * says, so that a mistake can be found. That a mail came, and on which day, stays, without a word of it.
 */
import { policy } from "../../company";
import { db } from "../../db";

/** What the worker looks for. Gives how many mails lost their words or files. */
export async function forgetMail(): Promise<number> {
  const days = policy().inbound?.dismissedDays ?? 30;
  const emptied = await db().$executeRaw`
    UPDATE "inbound_mail" SET "sealed" = NULL, "reason" = NULL, "first_by" = NULL, "decided_by" = NULL
    WHERE "state" <> 'open' AND "decided_at" < portal_now() - make_interval(days => ${days})
      AND ("sealed" IS NOT NULL OR "decided_by" IS NOT NULL)`;
  const files = await db().$executeRaw`
    DELETE FROM "inbound_file" f USING "inbound_mail" m WHERE m."id" = f."mail" AND m."state" <> 'open' AND m."sealed" IS NULL`;
  return emptied + files;
}
