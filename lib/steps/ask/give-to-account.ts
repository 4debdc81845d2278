/**
 * Art. 12(1): a request that staff took in stands on the customer's own pages as soon as a reviewer linked it to an account
 * and that account has signed in, whichever comes first. What somebody asked for another stays with whoever asked.
 */
import { db } from "../../db";

export async function giveToAccounts(): Promise<void> {
  await db().$executeRaw`
    UPDATE "request" r SET "person_id" = p."id"
    FROM "person" p
    WHERE r."person_id" IS NULL AND r."requester" = 'self' AND r."door" = 'reviewer'
      AND p."account" = r."account" AND p."kind" = 'oidc' AND p."roles" = '{}'`;
}
