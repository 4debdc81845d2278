/** RFC 6962, 2.1.1: that the events of a request stand in the log, for somebody who has only a checkpoint. */
import { mostProved, type LogProofs } from "../../bundle/format";
import type { Tx } from "../../db";
import { inclusionPath } from "../../log/tree";
import type { RequestKey } from "../../seal/request-key";
import { earlierOf } from "./earlier";
import { lastCheckpoint } from "./last";
import { overLog } from "./nodes";

/**
 * The last checkpoint, and the proofs of the request's events from the first on as far as it covers them: what happened in the last seconds
 * has no place yet. Null where it covers none. With them, that it continues the checkpoints of earlier letters.
 */
export async function proofsOf(tx: Tx, request: string, keys: RequestKey | null): Promise<LogProofs | null> {
  const last = await lastCheckpoint(tx);
  if (!last) return null;
  const { note, checkpoint } = last;
  const leaves = await tx.logLeaf.findMany({
    where: { request, no: { lt: checkpoint.size } },
    orderBy: { seq: "asc" },
    take: mostProved,
    select: { no: true, seq: true },
  });
  const covered = leaves.filter(({ seq }, at) => seq === at).map(({ no }) => Number(no));
  if (covered.length === 0) return null;
  const entries = await overLog(tx, (nodeOf) =>
    covered.map((index) => ({
      index,
      path: inclusionPath(index, checkpoint.size, nodeOf).map((hash) => hash.toString("hex")),
    })),
  );
  return { checkpoint: note, entries, earlier: await earlierOf(tx, { request, keys }, checkpoint.size) };
}
