import { readFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive } from "../postgres/leases";
import type { PortalEnvironment } from "./environment";

/** What a demo that runs leaves in its data folder for the command line, the tests and a second start. */
export type Running = { pid: number; port: number; env: Record<"web" | "worker", PortalEnvironment> };

const file = (dataDir: string) => join(dataDir, "running.json");

/** The demo that runs on `dataDir`, or null. */
export async function runningDemo(dataDir: string): Promise<Running | null> {
  const text = await readFile(file(dataDir), "utf8").catch(() => null);
  if (text === null) return null;
  const running = JSON.parse(text) as Running;
  return isAlive(running.pid) && isDemo(running.pid) ? running : null;
}

export async function sayRunning(dataDir: string, running: Running): Promise<void> {
  await writeFile(file(dataDir), JSON.stringify(running), { mode: 0o600 });
}

export async function sayStopped(dataDir: string): Promise<void> {
  await rm(file(dataDir), { force: true });
}

// After a restart of the machine the number may belong to anything. Where there is no /proc the number has to do.
function isDemo(pid: number): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("demo/start");
  } catch {
    return false;
  }
}
