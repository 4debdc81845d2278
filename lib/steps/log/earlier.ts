/**
 * RFC 6962, 2.1.2: that the log still continues the checkpoints which people hold in earlier letters of a request.
 *
 * A letter says which one stood in it. Of a shredded file nobody can read them any more: then it is the last two that were signed
 * before the letter's event got its place, since between composing a letter and recording it another may have come.
 */
import { mostEarlier, type LogProofs } from "../../bundle/format";
import type { Tx } from "../../db";
import type { Letter } from "../../letters/letter";
import { checkpointsIn } from "../../log/note-in";
import { consistencyPath } from "../../log/tree";
import { openDrawer, type RequestKey } from "../../seal/request-key";
import { overLog } from "./nodes";

/** Checkpoints before the one of `size` entries that left the house in letters, oldest first; `keys` is null when they were destroyed. */
export async function earlierOf(
  tx: Tx,
  { request, keys }: { request: string; keys: RequestKey | null },
  size: number,
): Promise<LogProofs["earlier"]> {
  const sizes = keys ? await sizesInLetters(tx, keys) : await sizesBeforeLetters(tx, request);
  const rows = await tx.logCheckpoint.findMany({
    where: { size: { in: sizes, gt: 0, lt: size } },
    orderBy: { size: "asc" },
    take: mostEarlier,
  });
  return overLog(tx, (nodeOf) =>
    rows.map(({ note, size: before }) => ({
      checkpoint: note,
      proof: consistencyPath(Number(before), size, nodeOf).map((hash) => hash.toString("hex")),
    })),
  );
}

/** A letter may quote somebody: only what is word for word a checkpoint of this log counts. */
async function sizesInLetters(tx: Tx, keys: RequestKey): Promise<bigint[]> {
  const where = { request: keys.request, kind: { startsWith: "letter " } };
  const letters = await tx.drawer.findMany({ where, select: { id: true } });
  const notes = new Set<string>();
  for (const { id } of letters) {
    const { blocks } = await openDrawer<Letter>(tx, keys, id);
    for (const block of blocks) if ("text" in block) for (const note of checkpointsIn(block.text)) notes.add(note);
  }
  const rows = await tx.logCheckpoint.findMany({ where: { note: { in: [...notes] } }, select: { size: true } });
  return rows.map(({ size }) => size);
}

async function sizesBeforeLetters(tx: Tx, request: string): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ size: bigint }[]>`
    SELECT DISTINCT c."size" FROM "event" e
    JOIN "log_leaf" l ON l."request" = e."request" AND l."seq" = e."seq"
    CROSS JOIN LATERAL (SELECT "size" FROM "log_checkpoint" WHERE "size" <= l."no" ORDER BY "size" DESC LIMIT 2) c
    WHERE e."request" = ${request} AND e."fact" = 'notified'`;
  return rows.map(({ size }) => size);
}
