/** What the shop's web server does each night: the files of the day get their date as a name, and new ones begin. */
import { existsSync } from "node:fs";
import { rename, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const [hour, day] = [3_600_000, 86_400_000];
const live = [
  ["access", "log"],
  ["api", "ndjson"],
] as const;

/** Rotates what was last written to on a day before that of `now` (UTC); does nothing where there is nothing to rotate. */
export async function rotateWebLogs(folder: string, now: Date): Promise<void> {
  for (const [name, end] of live) {
    const path = join(folder, `${name}.${end}`);
    const { mtimeMs } = await stat(path);
    if (Math.floor(mtimeMs / day) >= Math.floor(now.getTime() / day)) continue;
    const rotated = join(folder, `${name}-${new Date(mtimeMs).toISOString().slice(0, 10)}.${end}`);
    if (existsSync(rotated)) continue;
    await rename(path, rotated);
    // The web server let go of it at midnight, whatever this machine's clock says: it is at rest.
    const atRest = new Date(Math.min(mtimeMs, Date.now() - hour));
    await utimes(rotated, atRest, atRest);
    await writeFile(path, "", { mode: 0o600 });
    await utimes(path, now, now);
  }
}

/** Rotates each night by the clock that `now` tells, until `signal`. */
export async function rotateNightly(folder: string, now: () => Promise<Date>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await now()
      .then((instant) => rotateWebLogs(folder, instant))
      .catch((error: unknown) => console.error(`the web logs of the demo: ${String(error)}`));
    await setTimeout(1_000, undefined, { signal }).catch(() => undefined);
  }
}
