/**
 * Art. 12(6), Art. 5(1)(e): what somebody sent to prove who they are is needed until a reviewer has decided it, and goes within the hour
 * after that, as the letter promised. That it was checked, by whom and with which result remains. A hold keeps it, and so does an open
 * matter.
 */
import { db } from "../../db";
import { answerDrawer, answerFiles } from "../decide/identity-answer";
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
    after = last;
  }
}

/** Of requests that no longer wait for that decision: a message that was the answer, or an answer that came by another way. */
async function decidedAfter(after: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT r."id" FROM "request" r
    WHERE r."id" > ${after} AND r."state" <> 'received' AND r."shredded_at" IS NULL
      AND (r."id" IN (SELECT m."request" FROM "message" m WHERE m."proof" AND m."drawer_id" IS NOT NULL)
        OR r."id" IN (SELECT d."request" FROM "drawer" d WHERE d."kind" IN (${answerDrawer}, ${answerFiles})))
    ORDER BY r."id" LIMIT ${page}`;
  return rows.map(({ id }) => id);
}

async function forget(id: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const request = await loadRequest(tx, id);
    if ((await openHolds(tx, request)).length > 0 || (await inMatter(tx, id))) return false;
    const answers = { request: id, proof: true };
    const said = await tx.message.findMany({ where: answers, select: { drawerId: true } });
    await tx.message.updateMany({ where: answers, data: { drawerId: null } });
    const files = { request: id, kind: answerFiles };
    await tx.attachment.deleteMany({ where: { drawer: files } });
    const drawers = said.flatMap(({ drawerId }) => drawerId ?? []);
    await tx.drawer.deleteMany({
      where: { OR: [{ id: { in: drawers } }, { request: id, kind: answerDrawer }, files] },
    });
    return true;
  });
}
