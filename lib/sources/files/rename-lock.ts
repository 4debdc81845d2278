/**
 * Two workers that rewrite one file would each put the other's lines back. The last step, which takes milliseconds, is
 * therefore done by one at a time; whoever comes second finds the file changed and begins again.
 */
import { open, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf, isMissing } from "./folder";

/** A lock as old as this was left by a process that was killed in the middle. */
const longest = 5_000;

/** Runs the step while no other process runs one for the same file. */
export async function locked<Value>(path: string, step: () => Promise<Value>): Promise<Value> {
  const lock = join(dirname(path), `.${basename(path)}.rightful-lock`);
  for (;;) {
    try {
      const held = await open(lock, "wx", 0o600);
      await held.close();
      break;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
      await clearOld(lock);
      await pause(50);
    }
  }
  try {
    return await step();
  } finally {
    await rm(lock, { force: true });
  }
}

async function clearOld(lock: string): Promise<void> {
  const stats = await stat(lock).catch((error: unknown) => (isMissing(error) ? null : Promise.reject(error as Error)));
  if (stats && Date.now() - stats.mtimeMs > longest) await rm(lock, { force: true });
}
