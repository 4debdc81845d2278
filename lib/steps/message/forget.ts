/**
 * Art. 5(1)(c): some days after a request is closed nobody needs the words of its messages any more; that somebody wrote, and when,
 * remains with its commitment. A hold on the request or its person keeps them, and so does an open matter.
 */
import { policy } from "../../company";
import { db, type Tx } from "../../db";
import { loadRequest } from "../load";
import { inMatter } from "../matter/in-matter";
import { openHolds } from "../plan/situation";

const page = 50;

/** What the worker looks for: messages of requests closed as many days ago as a package lies ready. Gives how many requests. */
export const forgetMessages = (): Promise<number> =>
  forgetOf(closedBefore, async (tx, request) => {
    await tx.message.updateMany({ where: { request }, data: { drawerId: null } });
    await tx.drawer.deleteMany({ where: { request, kind: "message" } });
  });

/**
 * Lets something go of each request that `next` gives, in pages by their ids, each in a transaction of its own, and of none that is held
 * or lies in an open matter. Gives of how many it went.
 */
export async function forgetOf(
  next: (after: string, limit: number) => Promise<{ id: string }[]>,
  go: (tx: Tx, request: string) => Promise<void>,
): Promise<number> {
  let forgotten = 0;
  for (let after = ""; ;) {
    const over = await next(after, page);
    for (const { id } of over) if (await letGo(id, go)) forgotten += 1;
    const last = over.at(-1);
    if (last === undefined || over.length < page) return forgotten;
    after = last.id;
  }
}

const letGo = (id: string, go: (tx: Tx, request: string) => Promise<void>): Promise<boolean> =>
  db().$transaction(async (tx) => {
    if ((await openHolds(tx, await loadRequest(tx, id))).length > 0 || (await inMatter(tx, id))) return false;
    await go(tx, id);
    return true;
  });

const closedBefore = (after: string, limit: number) =>
  db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT m."request" AS id FROM "message" m JOIN "request" r ON r."id" = m."request"
    WHERE m."drawer_id" IS NOT NULL AND m."request" > ${after} AND r."shredded_at" IS NULL
      AND r."closed_at" < portal_now() - make_interval(days => ${policy().release.days})
    ORDER BY m."request" LIMIT ${limit}`;
