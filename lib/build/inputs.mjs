import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// What the pages are made of. Anything new at the top of the clone counts until it is listed as left out.
const leftOut = new Set([
  ".git", ".next", ".data", ".ci", ".github", "node_modules", "dist", "docs", "demo", "e2e", "generated",
  "next-env.d.ts", "tsconfig.tsbuildinfo", "test-results", "playwright-report",
]); // prettier-ignore
const isTest = /\.(test|fixture)\.|\.md$/;

/**
 * A hash of every file that goes into the build below `folder`, names and contents: equal hashes, equal builds.
 * @param {string} folder
 * @returns {string} hex SHA-256
 */
export function inputsHash(folder) {
  const hash = createHash("sha256").update(process.versions.node);
  const visit = (path) => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true }).sort(byName)) {
      if (leftOut.has(entry.name) || isTest.test(entry.name)) continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) visit(inner);
      else if (entry.isFile()) hash.update(`\0${inner}\0`).update(readFileSync(join(folder, inner)));
    }
  };
  visit("");
  return hash.digest("hex");
}

const byName = (a, b) => (a.name < b.name ? -1 : 1);
