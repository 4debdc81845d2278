/**
 * RFC 6962: gives waiting events their places in the log. One transaction at a time does so (advisory lock), and it alone gives
 * numbers, so that the log has no gap and no order but its own.
 */
import { db, type Tx } from "../../db";
import { grown, leafHash } from "../../log/tree";
import { overLog, sizeOf } from "./nodes";

/** So many events in one transaction: some tens of thousands of nodes, a second of work. */
const atMost = 10_000;

/** The lock of whoever appends or seals; a number that nothing else in the portal uses. */
export const logLock = 6_962;

/** Appends what waits, at most some thousands at once. Gives how many events got a place; zero when somebody else is at it. */
export async function appendToLog(limit = atMost): Promise<number> {
  return db().$transaction((tx) => append(tx, limit), { timeout: 60_000 });
}

async function append(tx: Tx, limit: number): Promise<number> {
  if (!(await lockLog(tx))) return 0;
  const waiting = await tx.$queryRaw<{ no: bigint; hash: Uint8Array }[]>`
    SELECT "no", "hash" FROM "log_waiting" ORDER BY "no" LIMIT ${limit}`;
  if (waiting.length === 0) return 0;
  const size = await sizeOf(tx);
  const leaves = waiting.map(({ hash }) => leafHash(hash));
  const nodes = await overLog(tx, (nodeOf) => grown(size, leaves, nodeOf));
  // What was read is what moves: the numbers themselves, whatever was committed since.
  const moved = await tx.$executeRaw`
    WITH taken AS (DELETE FROM "log_waiting" WHERE "no" = ANY(${waiting.map(({ no }) => no)}::bigint[]) RETURNING *)
    INSERT INTO "log_leaf" ("no", "request", "seq", "hash")
    SELECT ${size}::bigint + row_number() OVER (ORDER BY "no") - 1, "request", "seq", "hash" FROM taken`;
  if (moved !== waiting.length) throw new Error("the log was appended to by two at once");
  await tx.$executeRaw`
    INSERT INTO "log_node" ("level", "index", "hash")
    SELECT made.level, made.index, decode(made.hash, 'hex')
    FROM unnest(${nodes.map(({ level }) => level)}::int[], ${nodes.map(({ index }) => index)}::bigint[],
                ${nodes.map(({ hash }) => hash.toString("hex"))}::text[]) made(level, index, hash)`;
  return moved;
}

/** Takes the log for this transaction; false when somebody else has it. */
export async function lockLog(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`SELECT pg_try_advisory_xact_lock(${logLock}::bigint) AS taken`;
  return row?.taken === true;
}
