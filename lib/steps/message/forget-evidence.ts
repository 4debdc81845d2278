/**
 * Art. 12(6), Art. 5(1)(e): what somebody sent to prove who they are is needed until a reviewer has decided it, and goes within the hour
 * after that, as the letter promised. That it was checked, by whom and with which result remains. A hold keeps it, and so does an open
 * matter.
 */
import { db, type Tx } from "../../db";
import { answerDrawer, answerFiles } from "../decide/identity-answer";
import { forgetOf } from "./forget";

/** What the worker looks for: proofs of requests whose identity is decided. Gives of how many requests they went. */
export const forgetIdentityEvidence = (): Promise<number> => forgetOf(decided, letGo);

/** Of requests that no longer wait for that decision: a message that was the answer, or an answer that came by another way. */
const decided = (after: string, limit: number) =>
  db().$queryRaw<{ id: string }[]>`
    SELECT r."id" FROM "request" r
    WHERE r."id" > ${after} AND r."state" <> 'received' AND r."shredded_at" IS NULL
      AND (r."id" IN (SELECT m."request" FROM "message" m WHERE m."proof" AND m."drawer_id" IS NOT NULL)
        OR r."id" IN (SELECT d."request" FROM "drawer" d WHERE d."kind" IN (${answerDrawer}, ${answerFiles})))
    ORDER BY r."id" LIMIT ${limit}`;

async function letGo(tx: Tx, request: string): Promise<void> {
  const proofs = { request, proof: true };
  const said = await tx.message.findMany({ where: proofs, select: { drawerId: true } });
  await tx.message.updateMany({ where: proofs, data: { drawerId: null } });
  const files = { request, kind: answerFiles };
  await tx.attachment.deleteMany({ where: { drawer: files } });
  const drawers = said.flatMap(({ drawerId }) => drawerId ?? []);
  await tx.drawer.deleteMany({ where: { OR: [{ id: { in: drawers } }, { request, kind: answerDrawer }, files] } });
}
