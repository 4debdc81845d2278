/**
 * What the worker looks for by itself: the tables are the truth, so a lost wake-up call, a crash or an upgrade in the
 * middle of a request leaves nothing behind.
 */
import { db } from "../db";
import { sendMail } from "./answer/mailed";
import { advance } from "./advance";
import { carryOut } from "./carry-out/duty";
import { dueDuties } from "./duties";
import { destroyExpired } from "./expire";
import { hashContacts } from "./ask/hash-contacts";
import { hearCallbacks } from "./carry-out/callbacks";
import { forwardWithdrawals } from "./ask/contract-withdrawal";
import { giveToAccounts } from "./ask/give-to-account";
import { forgetExports } from "./evidence/hold";
import { mailCopies } from "./log/tell-legal";
import { raiseAlarms } from "./remind-desk/alarm";
import { mailOfTheDay } from "./remind-desk/digest";
import { settleNotices } from "./recipients/settle";
import { endedHolds, settleHold } from "./carry-out/ended-holds";
import { settleLifts } from "./decide/lift";
import { dueRemovals, goOn } from "./carry-out/removal";
import { removeLeftovers } from "./carry-out/leftovers";
import { reduceCorrections } from "./answer/reduce";
import { forgetSnapshots } from "./plan/snapshot";
import { forgetHandedOver } from "./hand-over/forget";
import { forgetMail } from "./inbound/forget";
import { forgetMessages } from "./message/forget";
import { forgetIdentityEvidence } from "./message/forget-evidence";
import { applyChanges } from "./decide/duty-change";
import { requestsWithNews, tellOfChain } from "./news/of-chain";
import { sweepOwnTables } from "./sweep/own-tables";
import { recountDuties } from "./sweep/recount";
import { lapseTransfers } from "./transfer/lapse";

/** Files and the portal's own tables are looked at once an hour. */
let lookedAtFiles = 0;

/** One look at everything that is due. Gives how many pieces of work were done; errors of one never stop another. */
export async function tick(report: (what: string, error: unknown) => void): Promise<number> {
  let worked = 0;
  const attempt = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
      worked += 1;
    } catch (error) {
      report(what, error);
    }
  };
  await attempt("mail", () => sendMail({ limit: 50 }));
  await attempt("callbacks", hearCallbacks);
  for (const { id } of await waiting()) await attempt(`request ${id}`, () => advance(id));
  for (const id of await dueDuties(100)) await attempt(`duty ${id}`, () => carryOut(id));
  for (const id of await dueRemovals(100)) await attempt(`removal ${id}`, () => goOn(id));
  for (const id of await endedHolds(100)) await attempt(`hold ${id}`, () => settleHold(id));
  await attempt("requests of accounts", giveToAccounts);
  await attempt("ends of pauses", settleLifts);
  await attempt("notices to recipients", settleNotices);
  for (const id of await requestsWithNews()) await attempt(`news of ${id}`, () => tellOfChain(id));
  await attempt("cancelled contracts", forwardWithdrawals);
  await attempt("expired packages", destroyExpired);
  await attempt("evidence that was fetched", forgetExports);
  await attempt("snapshots", forgetSnapshots);
  await attempt("transfers of ended requests", lapseTransfers);
  await attempt("tasks that were passed on", forgetHandedOver);
  await attempt("mails that were decided about", forgetMail);
  await attempt("closed corrections", reduceCorrections);
  await attempt("duties held against the policy", () => recountDuties(5_000));
  await attempt("duties that move", () => applyChanges(200));
  if (Date.now() - lookedAtFiles > 3_600_000) {
    lookedAtFiles = Date.now();
    await attempt("files left behind", removeLeftovers);
    await attempt("the portal's own tables", sweepOwnTables);
    await attempt("copies of evidence", mailCopies);
    await attempt("addresses to be found by", () => hashContacts(500));
    await attempt("messages of closed requests", forgetMessages);
    await attempt("proofs of identity", forgetIdentityEvidence);
    await attempt("requests that come due", raiseAlarms);
    await attempt("the mail of the day", mailOfTheDay);
  }
  return worked;
}

const waiting = () =>
  db().$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "request"
    WHERE "try_at" <= portal_now() AND ("lease_until" IS NULL OR "lease_until" < clock_timestamp())
    ORDER BY "try_at" LIMIT 50`;

/** The worker says that it is alive. */
export async function beat(worker: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "heartbeat" ("worker", "at") VALUES (${worker}, portal_now())
    ON CONFLICT ("worker") DO UPDATE SET "at" = excluded."at"`;
}
