/** What must hold before anything of this clone can run. Node's own modules only: nothing may be installed yet. */
import { existsSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runHeld } from "./held.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const needed = [20, 19];
const installed = join(root, "node_modules/.package-lock.json");

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

/** Whether the packages are there and not older than the lock file. */
export function isInstalled() {
  const lock = join(root, "package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** Installs the packages when they are missing or older than the lock file. */
export async function install() {
  if (isInstalled()) return;
  process.stdout.write("packages … ");
  const started = Date.now();
  clearHalfAnInstallation();
  const args = ["install", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const asNode = npm !== undefined && /\.c?js$/.test(npm);
  const shell = !asNode && process.platform === "win32";
  const [command, all] = asNode ? [process.execPath, [npm, ...args]] : ["npm", args];
  // npm would take half a minute to undo what it did; the next start does it better.
  const result = await runHeld(command, all, { stdio: ["ignore", "ignore", "pipe"], shell, patience: 2_000 });
  if (result.code !== 0) {
    if (result.stopped) process.exit(0);
    stop(`\nThe packages could not be installed with npm install.\n${result.errors}`.trimEnd());
  }
  console.log(`${((Date.now() - started) / 1000).toFixed(1)} s`);
}

// npm writes its list last. A folder without one was cut off while packages were unpacked, and npm would take those halves
// for whole packages. So the list goes before an update, and a folder without it goes altogether.
function clearHalfAnInstallation() {
  if (existsSync(installed)) rmSync(installed);
  else rmSync(join(root, "node_modules"), { recursive: true, force: true });
}
