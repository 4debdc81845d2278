/** Art. 5(2), 24: once a day everything is derived anew, and today's checkpoint leaves the house. */
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { dayIn } from "../../gdpr/day";
import { trustedKeys } from "./keys";
import { alarmLegal, mailCheckpoint } from "./tell-legal";
import { verifyLog, type VerifiedLog } from "./verify-log";

/**
 * Does today's look when nobody has done it, or began it two hours ago and did not end. Gives what it found, or null when
 * there was nothing to do.
 */
export async function checkToday(): Promise<VerifiedLog | null> {
  const day = new Date(dayIn(policy().zone, await portalNow()));
  const taken = await db().$executeRaw`
    INSERT INTO "log_check" ("day") VALUES (${day})
    ON CONFLICT ("day") DO UPDATE SET "started_at" = portal_now()
    WHERE "log_check"."done_at" IS NULL AND "log_check"."started_at" < portal_now() - interval '2 hours'`;
  if (taken === 0) return null;
  await mailCheckpoint();
  const verified = await verifyLog({ keys: trustedKeys() });
  const { events, findings, more } = verified;
  await db().$transaction(async (tx) => {
    const count = findings.length + more;
    await tx.logCheck.update({
      where: { day },
      data: { doneAt: await portalNow(tx), events: BigInt(events), findings: count },
    });
    if (count > 0) await alarmLegal(tx, findings, count);
  });
  return verified;
}
