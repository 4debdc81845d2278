/**
 * Art. 5(1)(c): some days after a request is closed nobody needs the words of its messages any more; that somebody wrote, and when,
 * remains with its commitment. A hold on the request or its person keeps them, and so does an open matter.
 */
import { policy } from "../../company";
import { db } from "../../db";
import { loadRequest } from "../load";
import { inMatter } from "../matter/in-matter";
import { openHolds } from "../plan/situation";

const page = 50;

/** What the worker looks for: messages of requests closed as many days ago as a package lies ready. Gives how many requests. */
export async function forgetMessages(): Promise<number> {
  let forgotten = 0;
  for (let after = ""; ;) {
    const over = await closedBefore(after);
    for (const id of over) if (await forget(id)) forgotten += 1;
    const last = over.at(-1);
    if (last === undefined || over.length < page) return forgotten;
    after = last;
  }
}

async function closedBefore(after: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT m."request" AS id FROM "message" m JOIN "request" r ON r."id" = m."request"
    WHERE m."drawer_id" IS NOT NULL AND m."request" > ${after} AND r."shredded_at" IS NULL
      AND r."closed_at" < portal_now() - make_interval(days => ${policy().release.days})
    ORDER BY m."request" LIMIT ${page}`;
  return rows.map(({ id }) => id);
}

async function forget(id: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const request = await loadRequest(tx, id);
    if ((await openHolds(tx, request)).length > 0 || (await inMatter(tx, id))) return false;
    await tx.message.updateMany({ where: { request: id }, data: { drawerId: null } });
    await tx.drawer.deleteMany({ where: { request: id, kind: "message" } });
    return true;
  });
}
