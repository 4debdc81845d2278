import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markForEarlyCompiling } from "./compiled-early.mjs";
import { inputsHash } from "./inputs.mjs";
import { runNode } from "./program.mjs";

const mark = (root) => join(root, ".next/rightful-build-id");

/**
 * Whether the build of the clone at `root` is there and was made from the sources as they are now.
 * @param {string} root
 */
export function isBuilt(root) {
  return existsSync(mark(root)) && readFileSync(mark(root), "utf8") === inputsHash(root);
}

/**
 * Builds the pages of the clone at `root` for production.
 * @param {string} root
 * @param {"inherit" | "keep"} output where the build prints to
 * @param {AbortSignal} [signal] ends it half-way
 */
export async function buildPages(root, output, signal) {
  const hash = inputsHash(root);
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await runNode([join(root, "node_modules/next/dist/bin/next"), "build"], { cwd: root, env, output, signal });
  markForEarlyCompiling(join(root, ".next/static/chunks"));
  // Written last: a build that was cut short does not count.
  writeFileSync(mark(root), hash);
}
