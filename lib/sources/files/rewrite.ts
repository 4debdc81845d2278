/**
 * Rewriting a rotated file: a new one is made beside it, made durable, and takes its name in one step. Whoever kills the
 * process at any place leaves the old file or the new one, whole. Mode, owner and times stay.
 */
import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm, stat, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { codeOf, contentId, isMissing, type LogFile } from "./folder";
import { linesOf, type RawLine } from "./lines";
import { locked } from "./rename-lock";

/** What becomes of a line: another text without its end, no line at all (null), or the same (undefined). */
export type Change = (raw: RawLine) => Buffer | null | undefined;

/** A program that had a file open may write to it for a while after it was renamed. */
const quietFor = 10 * 60_000;

/**
 * Whether the file may be rewritten: the web server is done with it, and nothing is packing it. The file system's times
 * come from the machine's clock, so this one clock is read here.
 */
export const isAtRest = ({ live, twin, stats }: LogFile): boolean =>
  !live && !twin && Date.now() - stats.mtimeMs >= quietFor;

/** Writes the file with its lines changed. False when somebody else wrote, renamed or packs it: nothing was changed. */
export async function rewrite(file: LogFile, change: Change): Promise<boolean> {
  await clearLeftovers(file.path);
  const beside = join(
    dirname(file.path),
    `.${basename(file.path)}.rightful-${process.pid}-${randomBytes(6).toString("hex")}`,
  );
  const made = await open(beside, "wx+", 0o600);
  try {
    await fill(made, file, change);
    if (!(await likeBefore(made, file))) return false;
    await made.sync();
    return await locked(file.path, () => takePlace(made, beside, file));
  } finally {
    await made.close();
    await rm(beside, { force: true });
  }
}

async function fill(made: FileHandle, file: LogFile, change: Change): Promise<void> {
  const lines = Readable.from(changed(file, change), { objectMode: false });
  const out = async (blocks: AsyncIterable<Buffer>) => {
    for await (const block of blocks) await made.writeFile(block);
  };
  await (file.packed ? pipeline(lines, createGzip(), out) : pipeline(lines, out));
}

async function* changed(file: LogFile, change: Change): AsyncGenerator<Buffer> {
  for await (const lines of linesOf(file)) {
    const kept = lines.flatMap((raw) => {
      const text = change(raw);
      return text === null ? [] : [text ?? raw.bytes, raw.end];
    });
    if (kept.length > 0) yield Buffer.concat(kept);
  }
}

/** Gives the new file the owner, mode and times of the old one; false when the portal may not. */
async function likeBefore(made: FileHandle, { stats }: LogFile): Promise<boolean> {
  const { uid, gid } = await made.stat();
  try {
    if (uid !== stats.uid || gid !== stats.gid) await made.chown(stats.uid, stats.gid);
    await made.chmod(stats.mode & 0o7777);
    await made.utimes(stats.atime, stats.mtime);
    return true;
  } catch (error) {
    if (["EPERM", "EACCES", "EINVAL"].includes(codeOf(error))) return false;
    throw error;
  }
}

async function takePlace(made: FileHandle, beside: string, file: LogFile): Promise<boolean> {
  const [now, twin] = await Promise.all([file.path, twinOf(file)].map(statOf));
  if (!now || contentId(now) !== contentId(file.stats) || twin) return false;
  await rename(beside, file.path);
  await syncFolder(dirname(file.path));
  if (!file.packed) await addLate(made, file);
  return true;
}

const twinOf = ({ path, packed }: LogFile): string => (packed ? path.slice(0, -3) : `${path}.gz`);

const statOf = (path: string) =>
  stat(path).catch((error: unknown) => (isMissing(error) ? null : Promise.reject(error as Error)));

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

/** What was written to the old file between the last look and the rename stands in the new one too. */
async function addLate(made: FileHandle, { handle, stats }: LogFile): Promise<void> {
  const { size } = await handle.stat();
  const late = Buffer.alloc(Math.max(0, size - stats.size));
  if (late.length === 0) return;
  await handle.read(late, 0, late.length, stats.size);
  await made.appendFile(late);
  await made.sync();
}

/** Half-made files of processes that are no more. To take one from a process that lives is harmless: it tries again. */
async function clearLeftovers(path: string): Promise<void> {
  const start = `.${basename(path)}.rightful-`;
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(start)) continue;
    const beside = join(dirname(path), name);
    const stats = await statOf(beside);
    const old = stats !== null && Date.now() - stats.mtimeMs > quietFor;
    if (old || !isRunning(Number(name.slice(start.length).split("-")[0]))) await unlink(beside).catch(ignoreMissing);
  }
}

const ignoreMissing = (error: unknown): void => {
  if (!isMissing(error)) throw error;
};

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}
