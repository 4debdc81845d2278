/** The portal's own history in a new demo: written as a whole, or begun anew at the next start. */
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runNode } from "../../lib/build/program.mjs";
import { asOwner, dropDatabase } from "../postgres/databases";
import type { Postgres } from "../postgres/launcher";
import type { PortalEnvironment } from "./environment";
import { root } from "./options";

/** Lies in the data folder while the history is being written. */
export const halfHistory = "history.half";

/** Clears away what a start left that was stopped within the history: the shop too, for its records were written in. */
export async function forgetHalfHistory(dataDir: string, postgres: Postgres): Promise<void> {
  if (!existsSync(join(dataDir, halfHistory))) return;
  for (const name of ["rightful", "shop"]) await dropDatabase(postgres, name);
  for (const name of ["files", "vendors", "web-logs"]) await rm(join(dataDir, name), { recursive: true, force: true });
  await rm(join(dataDir, halfHistory));
}

/** Whether nobody has asked for anything yet. */
export async function isEmpty(postgres: Postgres): Promise<boolean> {
  const found = await asOwner(postgres, (client) => client.query("select 1 from request limit 1"), "rightful");
  return found.rowCount === 0;
}

/** Writes it, in a process of its own: the steps read their environment once. */
export async function writeHistory(dataDir: string, env: PortalEnvironment, signal: AbortSignal): Promise<void> {
  await writeFile(join(dataDir, halfHistory), "");
  const leash = join(root, "demo/start/leash.mjs");
  const args = ["--import", leash, "--import", "tsx", join(root, "demo/start/seed-history.ts")];
  await runNode(args, { cwd: root, env: { ...process.env, ...env }, signal });
  await rm(join(dataDir, halfHistory));
}
