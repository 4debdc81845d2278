/**
 * Several processes share one server. Each holds a lease, a file named after its process; whoever gives back the last
 * lease stops the server. A process that died leaves a lease that nobody counts.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Writes a lease for this process into `folder` and returns the lease's path. */
export async function takeLease(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${process.pid}-${randomBytes(4).toString("hex")}`);
  await (await open(path, "wx")).close();
  return path;
}

/** Gives a lease back. True when no living process holds another one. */
export async function giveBack(folder: string, lease: string): Promise<boolean> {
  await rm(lease, { force: true });
  let others = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (isAlive(Number(name.split("-")[0]))) others += 1;
    else await rm(join(folder, name), { force: true });
  }
  return others === 0;
}

/** Runs `work` while no other process runs anything under the same lock file. A dead holder's lock is taken over. */
export async function locked<T>(path: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 120_000;
  while (!(await claim(path))) {
    if (Date.now() > deadline) throw new Error(`Another process has held ${path} for two minutes.`);
    await pause(50);
  }
  try {
    return await work();
  } finally {
    await unlink(path);
  }
}

async function claim(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    try {
      await file.writeFile(String(process.pid));
    } catch (error) {
      // A full disk: an empty lock would be waited for by everybody.
      await unlink(path);
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = await readFile(path, "utf8").catch(() => "");
    // An empty file belongs to a process between its two lines above.
    if (holder !== "" && !isAlive(Number(holder))) await rm(path, { force: true });
    return false;
  }
}

// In a container nobody may bury the dead: a process that ended keeps its number until its parent asks for it.
function isRemains(pid: number): boolean {
  if (process.platform !== "linux") return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return /^\) [ZX]/.test(stat.slice(stat.lastIndexOf(")")));
  } catch {
    return true;
  }
}

/** Whether a process with this id runs. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isRemains(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
