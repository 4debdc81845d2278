/** Gives each run of vitest a folder of its own for the embedded PostgreSQL, and clears it away at the end. */
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../../demo/postgres/leases";
import { removePostgres } from "../../demo/postgres/launcher";

const runs = join(import.meta.dirname, "../../.data/test-runs");

export default async function setup(): Promise<() => Promise<void>> {
  await clearDeadRuns();
  const folder = join(runs, String(process.pid));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The workers inherit it. The server itself is started by the first test that asks for a database.
  process.env.RIGHTFUL_TEST_RUN = folder;
  return () => clear(folder);
}

async function clearDeadRuns(): Promise<void> {
  for (const name of await readdir(runs).catch(() => [])) {
    if (!isAlive(Number(name))) await clear(join(runs, name));
  }
}

async function clear(folder: string): Promise<void> {
  await removePostgres({ dataDir: join(folder, "postgres") });
  await rm(folder, { recursive: true, force: true });
}
