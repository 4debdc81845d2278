/** The last checkpoint that was signed: as a note to give away, and read. */
import type { Tx } from "../../db";
import { checkpointOf, type Checkpoint } from "../../log/checkpoint";

/** The log no longer begins with what was signed before. */
export class RewrittenLog extends Error {}

/** The last checkpoint that was signed; null before the first. */
export async function lastCheckpoint(tx: Tx): Promise<{ note: string; checkpoint: Checkpoint } | null> {
  const row = await tx.logCheckpoint.findFirst({ orderBy: { size: "desc" } });
  if (!row) return null;
  const checkpoint = checkpointOf(row.note.slice(0, row.note.indexOf("\n\n") + 1));
  if (!checkpoint || checkpoint.size !== Number(row.size)) throw new RewrittenLog("a kept checkpoint is damaged");
  return { note: row.note, checkpoint };
}

/** The same for whoever only gives it away: the note alone, null before the first. */
export async function lastNote(tx: Tx): Promise<string | null> {
  const row = await tx.logCheckpoint.findFirst({ orderBy: { size: "desc" }, select: { note: true } });
  return row?.note ?? null;
}
