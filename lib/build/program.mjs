import { spawn } from "node:child_process";

/**
 * Runs a Node program of this clone to its end. What it prints goes to `output` ("inherit") or is kept, and thrown
 * with the error when it fails.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, output?: "inherit" | "keep" }} options
 * @returns {Promise<string>} what it printed, when kept
 */
export function runNode(args, { cwd, env = process.env, output = "keep" }) {
  const stdio = output === "inherit" ? "inherit" : ["ignore", "pipe", "pipe"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio });
    let printed = "";
    child.stdout?.on("data", (chunk) => (printed += chunk));
    child.stderr?.on("data", (chunk) => (printed += chunk));
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${args.join(" ")} ended with ${signal ?? code}.\n${printed.trim()}`));
    });
  });
}
