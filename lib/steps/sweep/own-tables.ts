/** Art. 5(1)(e): the portal's own tables obey the same law as everybody's (docs/own-data.md). */
import { policy } from "../../company";
import { heldHours } from "../../sign-in/session";
import { db, portalNow } from "../../db";
import { daysOf } from "../../gdpr/period";
import { ruleOf } from "../../gdpr/retention";
import { forgetJournal } from "../carry-out/journal";
import { fileCutoff, fileRule } from "../shred/over";
import { forgetPeople } from "../shred/people";
import { shredFiles } from "../shred/shred";
import { forgetOrders } from "./source-memory";

/** Days after which a mail that was settled is needed no more: whoever calls has called. */
const settledDays = 30;
const atOnce = 5_000;

/** What went, by table. Repeating it is harmless; at most some thousand rows of each go at once. */
export type Gone = Record<
  | "files"
  | "holds"
  | "matters"
  | "exports"
  | "people"
  | "journal"
  | "orders"
  | "sessions"
  | "links"
  | "declarations"
  | "mails"
  | "emptied"
  | "sweeps"
  | "surges"
  | "nights",
  number
>;

export async function sweepOwnTables(): Promise<Gone> {
  const rule = fileRule();
  const over = rule ? fileCutoff(rule, await portalNow()) : new Date(0);
  const files = await shredFiles(atOnce);
  const holds = await db().$executeRaw`DELETE FROM "hold" WHERE "request" IS NULL AND "released_at" < ${over}`;
  // After the last of the files that it was about.
  const matters = await db().$executeRaw`
    DELETE FROM "matter" m WHERE m."closed_at" < ${over}
      AND NOT EXISTS (SELECT FROM "matter_request" l WHERE l."matter" = m."id")
      AND NOT EXISTS (SELECT FROM "hold" h WHERE h."matter" = m."id")`;
  const exports = await db().$executeRaw`
    DELETE FROM "evidence_export"
    WHERE "state" IN ('too-much', 'failed', 'gone') AND "key" IS NULL
      AND CASE WHEN "personal" AND "state" = 'gone' THEN "destroyed_at" ELSE "made_at" END < ${over}`;
  const journal = await forgetJournal(atOnce);
  const orders = await forgetOrders(atOnce);
  const sessions = await db().$executeRaw`
    DELETE FROM "session" WHERE "expires_at" < portal_now() - make_interval(hours => ${heldHours}::int)`;
  const links = await db().$executeRaw`
    DELETE FROM "sign_in_link" WHERE "expires_at" < portal_now() - interval '1 day'`;
  // Before the mail that passed them on. What the shop's mail server never took is as old as a request file at most.
  const declarations = await db().$executeRaw`
    DELETE FROM "contract_withdrawal" WHERE "id" IN (
      SELECT c."id" FROM "contract_withdrawal" c LEFT JOIN "mail" m ON m."id" = c."forward_id"
      WHERE (m."state" = 'accepted' AND m."settled_at" < portal_now() - make_interval(days => ${settledDays}))
         OR c."received_at" < ${over}
      LIMIT ${atOnce})`;
  const mails = await db().$executeRaw`
    DELETE FROM "mail" WHERE "id" IN (
      SELECT m."id" FROM "mail" m
      WHERE m."request" IS NULL AND m."state" <> 'queued'
        AND m."settled_at" < portal_now() - make_interval(days => ${settledDays})
        AND NOT EXISTS (SELECT FROM "contract_withdrawal" c WHERE m."id" IN (c."forward_id", c."receipt_id"))
      LIMIT ${atOnce})`;
  // That it was sent and when stays with the request; what it said and to whom lies in the request's own file.
  const emptied = await db().$executeRaw`
    UPDATE "mail" SET "sealed" = '' WHERE "id" IN (
      SELECT "id" FROM "mail"
      WHERE "request" IS NOT NULL AND "state" = 'accepted' AND length("sealed") > 0
        AND "settled_at" < portal_now() - make_interval(days => ${settledDays})
      LIMIT ${atOnce})`;
  const logs = logDays();
  const sweeps = await db().$executeRaw`
    DELETE FROM "sweep" WHERE "id" IN (
      SELECT "id" FROM "sweep" WHERE "made_at" < portal_now() - make_interval(days => ${logs}) LIMIT ${atOnce})`;
  const nights = await db().$executeRaw`
    DELETE FROM "duty_recount" WHERE "started_at" < portal_now() - interval '30 days'`;
  // With what was ordered in it: each request has its own letter and its own events.
  const surges = await db().$executeRaw`DELETE FROM "surge" WHERE "ended_at" < ${over}`;
  const people = await forgetPeople(atOnce);
  return {
    files,
    holds,
    matters,
    exports,
    people,
    journal,
    orders,
    sessions,
    links,
    declarations,
    mails,
    emptied,
    sweeps,
    surges,
    nights,
  };
}

/** For how long the policy keeps a log of what the portal did. */
function logDays(): number {
  const rule = ruleOf(policy().categories["security-log"]?.rules ?? []);
  return rule ? daysOf(rule.keep) : 365;
}
