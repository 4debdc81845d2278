/**
 * C2SP tlog-checkpoint: signs what the log is now. A checkpoint that does not continue the one before is never signed: then
 * the past was written anew, and people must look.
 */
import { db, type Tx } from "../../db";
import { checkpointText, type Checkpoint } from "../../log/checkpoint";
import { signNote, type Signer } from "../../log/note";
import { provesConsistency } from "../../log/proof";
import { consistencyPath, rootOf } from "../../log/tree";
import { lockLog } from "./append";
import { lastCheckpoint, RewrittenLog } from "./last";
import { overLog, sizeOf } from "./nodes";

/**
 * Signs the log as it is when it has grown since the last checkpoint. Gives the note, or null when there is nothing new or
 * somebody else is at it. Throws `RewrittenLog` rather than contradict a checkpoint.
 */
export async function sealLog(origin: string, signers: readonly Signer[]): Promise<string | null> {
  return db().$transaction(async (tx) => {
    if (!(await lockLog(tx))) return null;
    const [before, size] = [await lastCheckpoint(tx), await sizeOf(tx)];
    if (size === (before?.checkpoint.size ?? 0)) return null;
    const root = await overLog(tx, (nodeOf) => rootOf(size, nodeOf));
    await mustContinue(tx, before?.checkpoint ?? null, { size, root });
    const note = signNote(checkpointText({ origin, size, root }), signers);
    await tx.logCheckpoint.create({ data: { size, note } });
    return note;
  });
}

async function mustContinue(tx: Tx, before: Checkpoint | null, now: { size: number; root: Buffer }): Promise<void> {
  if (!before) return;
  if (before.size > now.size) throw new RewrittenLog("the log is shorter than its last checkpoint");
  const path = await overLog(tx, (nodeOf) => consistencyPath(before.size, now.size, nodeOf));
  if (!provesConsistency(before, now, path)) throw new RewrittenLog("the log does not continue its last checkpoint");
}
