/**
 * Art. 5(1)(c): when a correction is closed and no matter is open, the values that were wrong and those that are right are
 * kept no longer: which fields, what was decided and the commitments remain.
 */
import { db, type Tx } from "../../db";
import type { Sealed } from "../../gdpr/wish";
import { putInDrawer } from "../../seal/request-key";
import { loadRequest } from "../load";
import { inMatter } from "../matter/in-matter";
import { wishOf } from "../plan/corrected";
import { openHolds } from "../plan/situation";

/** What the worker looks for. Repeating it does nothing. */
export async function reduceCorrections(): Promise<void> {
  const closed = await db().request.findMany({
    where: {
      right: "rectification",
      closedAt: { not: null },
      drawers: { some: { kind: "wish" } },
      // A statement that a person still has to put beside the record is needed until then.
      tasks: { none: { doneAt: null } },
    },
    select: { id: true },
    take: 50,
  });
  for (const { id } of closed) await db().$transaction((tx) => reduce(tx, id));
}

async function reduce(tx: Tx, id: string): Promise<void> {
  const request = await loadRequest(tx, id);
  if ((await openHolds(tx, request)).length > 0 || (await inMatter(tx, id))) return;
  const wish = await wishOf(tx, request);
  if (!wish) return;
  await putInDrawer(tx, request.keys, "wish reduced", reduced(wish));
  await tx.drawer.deleteMany({ where: { request: id, kind: "wish" } });
  // The lists hold the new values; the decisions keep what they committed to.
  await tx.listChunk.deleteMany({ where: { request: id } });
}

/** The fields by name, with nothing in them. */
const reduced = ({ corrections = [] }: Sealed): Sealed => ({
  words: "",
  reduced: true,
  corrections: corrections.map(({ values, ...about }) => ({
    ...about,
    key: "",
    version: "",
    before: {},
    values: Object.fromEntries(Object.keys(values).map((column) => [column, null])),
  })),
});
