import { spawn, type ChildProcess } from "node:child_process";
import { root } from "../../demo/start/options";

const running = new Set<ChildProcess>();

/** Runs a Node program of the clone with its output shown; resolves with its exit code. */
export function run(args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: "inherit" });
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
