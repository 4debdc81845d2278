/**
 * Art. 12(3): the worker carries out what was ordered for many, one request in one transaction: its row, its event and its letter, or
 * the reason why it got none. Killed anywhere it goes on where it was; two workers share the work.
 */
import { languageOf } from "../../../i18n/language";
import { actor, type Actor, type Role } from "../../actor";
import { db, type Tx } from "../../db";
import { openColumn } from "../../seal/seal";
import { lockRequest } from "../decide/allowed";
import { extendLocked } from "../decide/extend";
import { reached } from "../milestone";
import { lasts } from "./standing";

export type Working = {
  /** Asked between two requests: whether the worker stops. */
  stop: () => boolean;
  /** What did not work, for the operator: references and names of errors, nothing else. */
  report: (line: string) => void;
};

/** How often one request is tried; after that a person has to look at it. */
export const mostTries = 3;

type Order = { id: string; surge: string; sealed: Uint8Array; orderedBy: string };

/** Carries out the orders that are open, the oldest first. Gives how many requests were decided about. */
export async function runExtensions(working: Working): Promise<number> {
  const open = await db().surgeExtension.findMany({ where: { doneAt: null }, orderBy: { orderedAt: "asc" } });
  let decided = 0;
  for (const order of open) decided += await runOrder(order, working);
  return decided;
}

async function runOrder(order: Order, { stop, report }: Working): Promise<number> {
  const facts = JSON.parse(openColumn("surge extension", order.sealed)) as { en: string; de: string };
  const who = await staffActor(order.orderedBy);
  let decided = 0;
  for (let after = ""; !stop();) {
    const next = await nextOf(order.id, after);
    if (next === undefined) break;
    after = next;
    try {
      if (await db().$transaction((tx) => decideOne(tx, order, { who, facts, request: next }))) decided += 1;
    } catch (error) {
      const tries = await countTry(order.id, next);
      const name = error instanceof Error ? error.name : "unknown";
      report(`the notice for ${next} could not be written, try ${tries} of ${mostTries} (${name})`);
    }
  }
  await db().$executeRaw`
    UPDATE "surge_extension" e SET "done_at" = portal_now() WHERE e."id" = ${order.id}::uuid AND e."done_at" IS NULL
      AND NOT EXISTS (SELECT FROM "surge_extension_item" i WHERE i."extension" = e."id" AND i."outcome" IS NULL)`;
  return decided;
}

/** Behind the last one: what failed is tried again with the next look, not at once. */
async function nextOf(extension: string, after: string): Promise<string | undefined> {
  const found = await db().surgeExtensionItem.findFirst({
    where: { extension, outcome: null, request: { gt: after } },
    orderBy: { request: "asc" },
    select: { request: true },
  });
  return found?.request;
}

type One = { who: Actor; facts: { en: string; de: string }; request: string };

/** False where another worker has it. */
async function decideOne(tx: Tx, order: Order, { who, facts, request }: One): Promise<boolean> {
  const [mine] = await tx.$queryRaw<{ request: string }[]>`
    SELECT "request" FROM "surge_extension_item"
    WHERE "extension" = ${order.id}::uuid AND "request" = ${request} AND "outcome" IS NULL FOR UPDATE SKIP LOCKED`;
  if (!mine) return false;
  const outcome = (await lasts(tx, order.surge)) ? await told(tx, { who, facts, request }) : "surge-over";
  reached("surge:extended");
  const key = { extension_request: { extension: order.id, request } };
  await tx.surgeExtensionItem.update({ where: key, data: { outcome } });
  return true;
}

async function told(tx: Tx, { who, facts, request }: One): Promise<string> {
  await lockRequest(tx, request);
  const { language } = await tx.request.findUniqueOrThrow({ where: { id: request }, select: { language: true } });
  const words = language === "de" ? facts.de : facts.en;
  const extended = await extendLocked(tx, who, request, { reason: "wave", facts: words });
  return extended.ok ? "told" : extended.reason;
}

/** In a transaction of its own: the one that failed wrote nothing. */
async function countTry(extension: string, request: string): Promise<number> {
  const [row] = await db().$queryRaw<{ tries: number }[]>`
    UPDATE "surge_extension_item" SET "tries" = "tries" + 1,
      "outcome" = CASE WHEN "tries" + 1 >= ${mostTries} THEN 'failed' END
    WHERE "extension" = ${extension}::uuid AND "request" = ${request} AND "outcome" IS NULL RETURNING "tries"`;
  return row?.tries ?? 0;
}

/** As whom the worker acts: whoever ordered it, with the roles of their last sign-in. */
export async function staffActor(person: string): Promise<Actor> {
  const { roles, language } = await db().person.findUniqueOrThrow({ where: { id: person } });
  const none = { door: null, authAge: null, session: null, account: null, email: null, name: null };
  return actor({ person, roles: roles as Role[], language: languageOf(language), ...none });
}
