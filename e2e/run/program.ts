import { spawn, type ChildProcess } from "node:child_process";
import { openSync, closeSync } from "node:fs";
import { setPriority } from "node:os";
import { root } from "../../demo/start/options";

const running = new Set<ChildProcess>();

/** Runs a Node program of the clone with its output shown; resolves with its exit code. */
export function run(args: string[], env: Record<string, string> = {}): Promise<number> {
  return ended(spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: "inherit" }));
}

/** The same in what time others leave, with its output in a file. */
export async function runBeside(args: string[], into: string, env: Record<string, string> = {}): Promise<number> {
  const file = openSync(into, "w");
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", file, file],
  });
  closeSync(file);
  if (child.pid !== undefined) setPriority(child.pid, 10);
  return ended(child);
}

function ended(child: ChildProcess): Promise<number> {
  running.add(child);
  return new Promise((resolve) => {
    child.once("error", () => resolve(-1));
    child.once("exit", (code) => {
      running.delete(child);
      resolve(code ?? -1);
    });
  });
}

/** Ends what `run` started and what has not ended yet. */
export function endRunning(): void {
  for (const child of running) child.kill("SIGTERM");
}
