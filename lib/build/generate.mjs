import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "./program.mjs";

/**
 * Generates the Prisma client of the clone at `root` when it is missing or the schema has changed.
 * @param {string} root
 * @param {AbortSignal} [signal] ends it half-way
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function generateClient(root, signal) {
  const mark = join(root, "lib/db/generated/schema-hash");
  const inputs = ["prisma/schema.prisma", "prisma.config.ts", "node_modules/prisma/package.json"];
  const hash = createHash("sha256");
  for (const file of inputs) hash.update(readFileSync(join(root, file)));
  const now = hash.digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === now) return false;
  // The client needs no schema engine, but the command line would download one; any file that exists stops it.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  await runNode([join(root, "node_modules/prisma/build/index.js"), "generate"], { cwd: root, env, signal });
  writeFileSync(mark, now);
  return true;
}
