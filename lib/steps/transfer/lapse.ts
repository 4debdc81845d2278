/** Art. 5(1)(c): a transfer whose request ended first is over, and the code that was given for it goes. */
import { system } from "../../actor";
import { db, portalNow } from "../../db";
import { lockRequest } from "../decide/allowed";
import { note } from "../move";
import { ended } from "./stored";

/** What the worker looks for. Gives how many it ended. Repeating it is harmless. */
export async function lapseTransfers(): Promise<number> {
  const over = await db().$queryRaw<{ id: string; request: string }[]>`
    SELECT t."id", t."request" FROM "transfer" t JOIN "request" r ON r."id" = t."request"
    WHERE t."ended_at" IS NULL AND NOT t."in_doubt" AND t."state" IN ('named', 'confirmed') AND r."closed_at" IS NOT NULL LIMIT 100`;
  for (const { id, request } of over)
    await db().$transaction(async (tx) => {
      await lockRequest(tx, request);
      const { count } = await tx.transfer.updateMany({
        where: { id, inDoubt: false, state: { in: ["named", "confirmed"] } },
        data: ended("lapsed", await portalNow(tx)),
      });
      if (count > 0) await note(tx, request, "transfer-lapsed", system, { data: { transfer: id } });
    });
  return over.length;
}
