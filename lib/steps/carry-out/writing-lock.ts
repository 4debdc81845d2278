/**
 * One lock about all that is written in the sources: batches share it, whoever sets a stop has it alone. It comes before the row of any
 * request. A batch notes in its request's row what it has done, so somebody who held the row and then waited for the batch would
 * wait for ever; and so would two who take row and lock in different orders.
 */
import type { Tx } from "../../db";
import { LostRace } from "../move";

/** Shared by writers: many batches at once, none while a hold or a restriction is being set. */
export async function allowWriting(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(7265746169)::text`;
}

/** Exclusive: waits for the batches in flight, then nothing is written until this transaction ends. Before any row is locked. */
export async function excludeWriting(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(7265746169)::text`;
}

/**
 * For whoever learns only under the lock of a row that writing has to stop, and has foreseen it wherever that was possible: waits for
 * nobody. Throws `LostRace` where a batch is in flight; run again it is foreseen.
 */
export async function excludeWritingNow(tx: Tx): Promise<void> {
  const [row] = await tx.$queryRaw<{ got: boolean }[]>`SELECT pg_try_advisory_xact_lock(7265746169) AS got`;
  if (!row?.got) throw new LostRace("a batch is being written");
}
