/**
 * Wake-up calls: ids only, sent inside the caller's transaction, so that a call exists exactly when its reason does.
 */
import PgBoss from "pg-boss";
import type { Tx } from "../db";
import type { Queue } from "./queues";

const kept = globalThis as { rightfulBoss?: Promise<PgBoss> };

/** The queue of this process; schema and queues are made by the migration, never here. */
export function boss(): Promise<PgBoss> {
  kept.rightfulBoss ??= start();
  return kept.rightfulBoss;
}

async function start(): Promise<PgBoss> {
  const made = new PgBoss({
    connectionString: process.env.DATABASE_URL,
    migrate: false,
    supervise: false,
    schedule: false,
    max: 4,
  });
  // A lost connection to the queue is no loss: the tick of the worker finds what waits.
  made.on("error", (error) => console.error(`queue: ${error.message}`));
  await made.start();
  return made;
}

/** Asks the worker to look at one row. */
export async function wake(tx: Tx, queue: Queue, id: string): Promise<void> {
  const db = {
    executeSql: async (text: string, values: unknown[]) => ({
      rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
    }),
  };
  await (await boss()).send(queue, { id }, { db });
}

export async function closeBoss(): Promise<void> {
  if (kept.rightfulBoss) await (await kept.rightfulBoss).stop({ graceful: false, timeout: 1000 });
  delete kept.rightfulBoss;
}
