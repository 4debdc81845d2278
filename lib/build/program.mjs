import { spawn } from "node:child_process";
import { tellGroup } from "./tell-group.mjs";

/**
 * Runs a Node program of this clone to its end. What it prints goes to `output` ("inherit") or is kept, and thrown
 * with the error when it fails. When `signal` aborts, the program ends with everything it started, and then it throws.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, output?: "inherit" | "keep", signal?: AbortSignal }} options
 * @returns {Promise<string>} what it printed, when kept
 */
export function runNode(args, { cwd, env = process.env, output = "keep", signal }) {
  signal?.throwIfAborted();
  const stdio = output === "inherit" ? "inherit" : ["ignore", "pipe", "pipe"];
  // A process group of its own can be ended as a whole.
  const detached = signal !== undefined && process.platform !== "win32";
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio, detached });
    const end = () => tellGroup(child.pid, "SIGTERM");
    signal?.addEventListener("abort", end, { once: true });
    let printed = "";
    child.stdout?.on("data", (chunk) => (printed += chunk));
    child.stderr?.on("data", (chunk) => (printed += chunk));
    child.once("error", reject);
    child.once("exit", (code, by) => {
      signal?.removeEventListener("abort", end);
      // What it started may not have heard of its end.
      if (signal?.aborted) tellGroup(child.pid, "SIGKILL");
      if (code === 0) resolve(printed);
      else if (signal?.aborted) reject(signal.reason);
      else reject(new Error(`${args.join(" ")} ended with ${by ?? code}.\n${printed.trim()}`));
    });
  });
}
