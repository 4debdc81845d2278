/** RFC 6962, 2.1.1: that the events of a request stand in the log, for somebody who has only a checkpoint. */
import { mostProved, type LogProofs } from "../../bundle/format";
import type { Tx } from "../../db";
import { inclusionPath } from "../../log/tree";
import type { RequestKey } from "../../seal/request-key";
import { earlierOf } from "./earlier";
import { lastCheckpoint } from "./last";
import { overLog } from "./nodes";

type Proved = {
  request: string;
  keys: RequestKey | null;
  /** How many of its events are to be proved. */
  below: number;
};

/**
 * The last checkpoint, and the proofs of the request's events from the first on as far as it covers them: what happened in the last seconds
 * has no place yet. Null where it covers none. With them, that it continues the checkpoints of earlier letters.
 */
export async function proofsOf(tx: Tx, { request, keys, below }: Proved): Promise<LogProofs | null> {
  const last = await lastCheckpoint(tx);
  if (!last) return null;
  const { note, checkpoint } = last;
  const leaves = await tx.logLeaf.findMany({
    where: { request, seq: { lt: below }, no: { lt: checkpoint.size } },
    orderBy: { seq: "asc" },
    take: mostProved,
    select: { no: true, seq: true },
  });
  const covered = leaves.filter(({ seq }, at) => seq === at).map(({ no }) => Number(no));
  if (covered.length === 0) return null;
  const entries = await pathsOf(tx, covered, checkpoint.size);
  return { checkpoint: note, entries, earlier: await earlierOf(tx, { request, keys }, checkpoint.size) };
}

/** The same for some events of a request, by their numbers in rising order: as far as the last checkpoint covers them without a gap. */
export async function proofOf(tx: Tx, request: string, seqs: readonly number[]): Promise<LogProofs | null> {
  const last = await lastCheckpoint(tx);
  if (!last) return null;
  const { note, checkpoint } = last;
  const leaves = await tx.logLeaf.findMany({
    where: { request, seq: { in: seqs.slice(0, mostProved) }, no: { lt: checkpoint.size } },
    orderBy: { seq: "asc" },
    select: { no: true, seq: true },
  });
  const covered = leaves.filter(({ seq }, at) => seq === seqs[at]).map(({ no }) => Number(no));
  if (covered.length === 0) return null;
  return { checkpoint: note, entries: await pathsOf(tx, covered, checkpoint.size), earlier: [] };
}

const pathsOf = (tx: Tx, indexes: readonly number[], size: number): Promise<LogProofs["entries"]> =>
  overLog(tx, (nodeOf) =>
    indexes.map((index) => ({ index, path: inclusionPath(index, size, nodeOf).map((hash) => hash.toString("hex")) })),
  );
