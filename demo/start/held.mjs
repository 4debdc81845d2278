/** Runs the programs of `npm run demo` so that none of them outlives it. Node's own modules only. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { dirname } from "node:path";
import { tellGroup } from "../../lib/build/tell-group.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs a program of the clone to its end, in a process group of its own. Ctrl-C, SIGTERM and SIGHUP are handed on to all
 * of the group; so is the end of npm, which passes SIGTERM to the shell between us, and not every shell passes it on.
 * What has not ended `patience` milliseconds later is killed. Resolves with the exit code, what it wrote to a piped stderr,
 * and whether it was told to stop.
 */
export function runHeld(command, args, { patience = 30_000, ...options }) {
  const child = spawn(command, args, { cwd: root, detached: process.platform !== "win32", ...options });
  let stopped = false;
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += chunk));
  const end = (signal) => {
    if (!stopped) setTimeout(() => tellGroup(child.pid, "SIGKILL"), patience).unref();
    stopped = true;
    tellGroup(child.pid, signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, end);
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && end("SIGTERM"), 500);
  if (!process.env.npm_lifecycle_event) clearInterval(watch);
  return new Promise((resolve) => {
    const over = (code) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, end);
      if (stopped) tellGroup(child.pid, "SIGKILL");
      resolve({ code, errors, stopped });
    };
    child.once("error", (error) => {
      errors += error.message;
      over(1);
    });
    child.once("exit", (code) => over(code ?? 1));
  });
}
