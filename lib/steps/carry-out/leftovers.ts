/** Files that a killed process left behind: no package names them, and nobody writes them any more. */
import { readdir, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { db } from "../../db";

/** Longer than the longest copy takes to make, by the clock that files are dated with. */
const untouchedFor = 24 * 3_600_000;
const ours = /\.(package|collection|part|spool)$/;

/** Deletes packages without a row that still has their key, and parts of packages, once nobody touched them for a day. */
export async function removeLeftovers(): Promise<number> {
  const folder = process.env.FILES_DIR ?? "";
  const names = (await readdir(folder).catch(ifAbsent([]))).filter((name) => ours.test(name));
  if (names.length === 0) return 0;
  const rows = await db().package.findMany({
    where: { file: { in: names }, destroyedAt: null },
    select: { file: true },
  });
  const exports = await db().evidenceExport.findMany({
    where: { file: { in: names }, state: "ready" },
    select: { file: true },
  });
  const named = new Set([...rows, ...exports].map(({ file }) => file));
  let removed = 0;
  for (const name of names.filter((name) => !named.has(name))) {
    const path = join(folder, name);
    const touched = await stat(path).then(({ mtimeMs }) => mtimeMs, ifAbsent(Infinity));
    if (touched > Date.now() - untouchedFor) continue;
    await unlink(path).catch(ifAbsent(undefined));
    removed += 1;
  }
  return removed;
}

/** Another worker may have been quicker. */
const ifAbsent =
  <Value>(value: Value) =>
  (error: NodeJS.ErrnoException): Value => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
