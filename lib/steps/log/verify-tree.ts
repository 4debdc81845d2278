/**
 * RFC 6962: the log derived anew. Each event has its place, each place its event; every node is the hash of what lies
 * under it; every checkpoint that was ever signed stands for the log as it was.
 */
import type { Tx } from "../../db";
import { checkpointOf, type Checkpoint } from "../../log/checkpoint";
import { openNote, type Verifier } from "../../log/note";
import { leafHash, rootOf, type NodeOf } from "../../log/tree";
import { mostFindings, type Finding } from "./finding";
import { MissingNode, nodesAt, placesFor, sizeOf } from "./nodes";

const atOnce = 20_000;
const checkpointsAtOnce = 500;

export type Log = { size: number; checkpoints: number };
type Told = (finding: Finding) => void;

/** `keys`: who is trusted to sign, from outside; without any, signatures are not looked at. */
export async function verifyTree(tx: Tx, keys: readonly Verifier[], found: Told): Promise<Log> {
  await verifyPlaces(tx, found);
  const size = await verifyLeaves(tx, found);
  await verifyNodes(tx, size, found);
  return { size, checkpoints: await verifyCheckpoints(tx, size, keys, found) };
}

/** Events and entries are the same. */
async function verifyPlaces(tx: Tx, found: Told): Promise<void> {
  const rows = await tx.$queryRaw<{ where: string; seq: number; code: Finding["code"] }[]>`
    WITH e AS (
      SELECT "request", "seq", "hash" FROM "event" UNION ALL SELECT 'system', "seq", "hash" FROM "system_event"
    )
    SELECT coalesce(e."request", l."request") AS where, coalesce(e."seq", l."seq") AS seq,
           CASE WHEN l."no" IS NULL THEN 'not-in-log' WHEN e."hash" IS NULL THEN 'entry-without-event' ELSE 'other-entry' END AS code
    FROM e FULL JOIN "log_leaf" l ON l."request" = e."request" AND l."seq" = e."seq"
    WHERE (l."hash" IS NULL OR e."hash" IS NULL OR l."hash" <> decode(e."hash", 'hex'))
      AND NOT EXISTS (SELECT FROM "log_waiting" w
                      WHERE l."no" IS NULL AND w."request" = e."request" AND w."seq" = e."seq" AND w."hash" = decode(e."hash", 'hex'))
    ORDER BY 1, 2 LIMIT ${mostFindings}`;
  for (const { where, seq, code } of rows) found({ where, line: seq + 1, code });
}

/** Every entry is a leaf of the tree, without a gap. Gives the size of the log. */
async function verifyLeaves(tx: Tx, found: Told): Promise<number> {
  const size = await sizeOf(tx);
  for (let from = 0; from < size; from += atOnce) {
    const rows = await tx.$queryRaw<{ no: bigint; hash: Uint8Array; leaf: Uint8Array | null }[]>`
      SELECT l."no", l."hash", n."hash" AS leaf FROM "log_leaf" l LEFT JOIN "log_node" n ON n."level" = 0 AND n."index" = l."no"
      WHERE l."no" >= ${from} AND l."no" < ${from + atOnce} ORDER BY l."no"`;
    if (rows.length !== Math.min(atOnce, size - from)) found({ where: `entry ${from}`, line: 0, code: "log-gap" });
    for (const { no, hash, leaf } of rows)
      if (!leaf || !leafHash(hash).equals(leaf)) found({ where: `node 0/${no}`, line: 0, code: "wrong-node" });
  }
  return size;
}

/** Every node above is there and is the hash of its two halves; the database reckons, level by level. */
async function verifyNodes(tx: Tx, size: number, found: Told): Promise<void> {
  const wrong = await tx.$queryRaw<{ level: number; index: bigint }[]>`
    SELECT n."level", n."index" FROM "log_node" n
    LEFT JOIN "log_node" a ON a."level" = n."level" - 1 AND a."index" = 2 * n."index"
    LEFT JOIN "log_node" b ON b."level" = n."level" - 1 AND b."index" = 2 * n."index" + 1
    WHERE n."level" > 0 AND (a."hash" IS NULL OR b."hash" IS NULL OR sha256('\x01'::bytea || a."hash" || b."hash") <> n."hash")
    ORDER BY 1, 2 LIMIT ${mostFindings}`;
  for (const { level, index } of wrong) found({ where: `node ${level}/${index}`, line: 0, code: "wrong-node" });
  const levels = await tx.$queryRaw<{ level: number; count: bigint; last: bigint }[]>`
    SELECT "level", count(*), max("index") AS last FROM "log_node" GROUP BY 1 ORDER BY 1`;
  const kept = new Map(levels.map(({ level, count, last }) => [level, { count: Number(count), last: Number(last) }]));
  for (let level = 0; 2 ** level <= size; level++) {
    const whole = Math.floor(size / 2 ** level);
    const { count = 0, last = -1 } = kept.get(level) ?? {};
    if (count !== whole || last !== whole - 1) found({ where: `level ${level}`, line: 0, code: "log-gap" });
  }
}

async function verifyCheckpoints(tx: Tx, size: number, keys: readonly Verifier[], found: Told): Promise<number> {
  let seen = 0;
  for (let after = -1n; ;) {
    const rows = await tx.logCheckpoint.findMany({
      where: { size: { gt: after } },
      orderBy: { size: "asc" },
      take: checkpointsAtOnce,
    });
    const read = rows.flatMap((row) => {
      const checkpoint = readCheckpoint(row.note, keys, `checkpoint ${row.size}`, found);
      if (checkpoint && checkpoint.size === Number(row.size)) return [checkpoint];
      if (checkpoint) found({ where: `checkpoint ${row.size}`, line: 0, code: "no-checkpoint" });
      return [];
    });
    await verifyRoots(tx, size, read, found);
    seen += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < checkpointsAtOnce) return seen;
    after = last.size;
  }
}

function readCheckpoint(note: string, keys: readonly Verifier[], where: string, found: Told): Checkpoint | null {
  if (keys.length > 0 && !openNote(note, keys).ok) found({ where, line: 0, code: "not-signed" });
  const checkpoint = checkpointOf(note.slice(0, note.lastIndexOf("\n\n") + 1));
  if (!checkpoint) found({ where, line: 0, code: "no-checkpoint" });
  return checkpoint;
}

async function verifyRoots(tx: Tx, size: number, checkpoints: readonly Checkpoint[], found: Told): Promise<void> {
  const within = checkpoints.filter((checkpoint) => checkpoint.size <= size);
  for (const beyond of checkpoints.filter((checkpoint) => checkpoint.size > size))
    found({ where: `checkpoint ${beyond.size}`, line: 0, code: "beyond-the-log" });
  const compute = (nodeOf: NodeOf) => within.map((checkpoint) => rootOf(checkpoint.size, nodeOf));
  const nodes = await nodesAt(tx, placesFor(compute));
  for (const { size: at, root } of within)
    if (!rootIs(at, root, nodes)) found({ where: `checkpoint ${at}`, line: 0, code: "wrong-root" });
}

/** A node that is missing was told of before: here it means that nothing proves the root. */
function rootIs(size: number, root: Buffer, nodes: NodeOf): boolean {
  try {
    return rootOf(size, nodes).equals(root);
  } catch (error) {
    if (!(error instanceof MissingNode)) throw error;
    return false;
  }
}

/** A checkpoint that somebody kept elsewhere: signed by a known key, of this log, and still what the log began with. */
export async function verifyForeign(tx: Tx, note: string, keys: readonly Verifier[], origin: string, found: Told) {
  const checkpoint = readCheckpoint(note, keys, "the given checkpoint", found);
  if (!checkpoint) return;
  if (checkpoint.origin !== origin) return found({ where: "the given checkpoint", line: 0, code: "other-log" });
  await verifyRoots(tx, await sizeOf(tx), [checkpoint], found);
}
