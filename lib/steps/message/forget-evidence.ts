/**
 * Art. 12(6), Art. 5(1)(e): what somebody sent to prove who they are is needed until a reviewer has decided it, and goes within the hour
 * after that, as the letter promised. That it was checked, by whom and with which result remains. A hold keeps it, and so does an open
 * matter.
 */
import { db } from "../../db";
import { answerDrawer } from "../decide/identity-answer";
import { loadRequest } from "../load";
import { inMatter } from "../matter/in-matter";
import { openHolds } from "../plan/situation";

const page = 50;

/** What the worker looks for: proofs of requests whose identity is decided. Gives of how many requests they went. */
export async function forgetIdentityEvidence(): Promise<number> {
  let forgotten = 0;
  for (let after = ""; ;) {
    const decided = await decidedAfter(after);
    for (const one of decided) if (await forget(one)) forgotten += 1;
    const last = decided.at(-1);
    if (last === undefined || decided.length < page) return forgotten;
    after = last.id;
  }
}

type Decided = { id: string; messages: string[] };

/** What the person wrote between the letter that asked and the last decision is their answer, whatever it says. */
function decidedAfter(after: string): Promise<Decided[]> {
  return db().$queryRaw<Decided[]>`
    SELECT r."id", coalesce(array_agg(m."id"::text) FILTER (WHERE m."id" IS NOT NULL), '{}') AS messages
    FROM (
      SELECT l."request", min(l."made_at") AS asked FROM "letter" l
      WHERE l."kind" IN ('identity-query', 'not-identified') AND l."request" > ${after} GROUP BY l."request"
    ) q
    JOIN "request" r ON r."id" = q."request" AND r."state" <> 'received' AND r."shredded_at" IS NULL
    LEFT JOIN "message" m ON m."request" = r."id" AND NOT m."from_desk" AND m."drawer_id" IS NOT NULL AND m."sent_at" >= q.asked
      AND m."sent_at" <= (SELECT max(e."at") FROM "event" e WHERE e."request" = r."id" AND e."fact" IN ('identified', 'not-identified'))
    WHERE m."id" IS NOT NULL OR EXISTS (SELECT FROM "drawer" d WHERE d."request" = r."id" AND d."kind" = ${answerDrawer})
    GROUP BY r."id" ORDER BY r."id" LIMIT ${page}`;
}

async function forget({ id, messages }: Decided): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const request = await loadRequest(tx, id);
    if ((await openHolds(tx, request)).length > 0 || (await inMatter(tx, id))) return false;
    const rows = await tx.message.findMany({ where: { id: { in: messages } }, select: { drawerId: true } });
    await tx.message.updateMany({ where: { id: { in: messages } }, data: { drawerId: null } });
    const drawers = rows.flatMap(({ drawerId }) => drawerId ?? []);
    await tx.drawer.deleteMany({ where: { OR: [{ id: { in: drawers } }, { request: id, kind: answerDrawer }] } });
    return true;
  });
}
