/** What must hold before anything of this clone can run. Node's own modules only: nothing may be installed yet. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const needed = [20, 19];

/** Prints one sentence and ends the process with 1. */
export function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Stops when this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  stop(`Rightful needs Node ${needed.join(".")} or newer; this is Node ${process.versions.node}.`);
}

/** Installs the packages when they are missing or older than the lock file. */
export function install() {
  const installed = join(root, "node_modules/.package-lock.json");
  const lock = join(root, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stdout.write("packages … ");
  const started = Date.now();
  const args = ["install", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const asNode = npm !== undefined && /\.c?js$/.test(npm);
  const options = { cwd: root, encoding: "utf8", shell: !asNode && process.platform === "win32" };
  const result = asNode ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync("npm", args, options);
  if (result.status !== 0) {
    // Half a folder would look installed next time.
    rmSync(installed, { force: true });
    const reason = result.stderr || result.error?.message || "";
    stop(`\nThe packages could not be installed with npm install.\n${reason}`.trimEnd());
  }
  console.log(`${((Date.now() - started) / 1000).toFixed(1)} s`);
}
