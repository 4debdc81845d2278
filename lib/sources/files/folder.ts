/**
 * The files of a log as they stand at one moment, all of them open. Rotation renames files while they are read: what is
 * open is read to its end whatever it is called by then, and a moment in which something was renamed is taken again.
 */
import { constants, type Stats } from "node:fs";
import { open, readdir, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { matches } from "./pattern";

export type LogFile = {
  /** Path below the folder. */
  name: string;
  path: string;
  /** The web server still writes to it. */
  live: boolean;
  /** gzip (RFC 1952). */
  packed: boolean;
  /** The same file, packed or not, stands beside it: packing is under way. */
  twin: boolean;
  stats: Stats;
  handle: FileHandle;
};

/** Which content a file has: the same as long as nobody wrote to it. */
export const contentId = ({ dev, ino, size, mtimeMs }: Stats): string => [dev, ino, size, mtimeMs].join(":");

const attempts = 10;

/** Nothing is known of the folder: something could not be opened, or was never still. */
export class FolderUnreadable extends Error {
  constructor(readonly code: string) {
    super(`a folder cannot be read (${code})`);
  }
}

/** Opens the files that match, the one longest untouched first. Close them with `closeFiles`. */
export async function openFiles(folder: string, asked: { files: string; live: string }): Promise<LogFile[]> {
  for (let attempt = 1; ; attempt++) {
    const files = await opened(folder, asked);
    if (files && (await stillSo(folder, asked.files, files))) return telling(files);
    await closeFiles(files ?? []);
    if (attempt === attempts) throw new FolderUnreadable("renamed while it was read");
  }
}

export async function closeFiles(files: readonly LogFile[]): Promise<void> {
  await Promise.all(files.map(({ handle }) => handle.close()));
}

async function opened(folder: string, { files, live }: { files: string; live: string }): Promise<LogFile[] | null> {
  const names = await namesIn(folder, files);
  const found: LogFile[] = [];
  try {
    for (const name of names) {
      const path = join(folder, name);
      // Neither links, which could lead out of the folder, nor pipes, on which opening would wait.
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const packed = name.endsWith(".gz");
      const twin = names.includes(packed ? name.slice(0, -3) : `${name}.gz`);
      found.push({ name, path, live: matches(live, name), packed, twin, stats: await handle.stat(), handle });
    }
  } catch (error) {
    await closeFiles(found);
    if (isMissing(error)) return null;
    throw error;
  }
  return found;
}

/** Whether every file of the folder is among the opened ones. */
async function stillSo(folder: string, pattern: string, files: readonly LogFile[]): Promise<boolean> {
  const names = await namesIn(folder, pattern);
  for (const name of names) {
    const found = files.find((file) => file.name === name);
    if (!found) return false;
    const handle = await open(found.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
      (error: unknown) => (isMissing(error) ? null : Promise.reject(error)),
    );
    if (!handle) return false;
    const { dev, ino } = await handle.stat().finally(() => handle.close());
    if (dev !== found.stats.dev || ino !== found.stats.ino) return false;
  }
  return names.length === files.length;
}

async function namesIn(folder: string, pattern: string): Promise<string[]> {
  const found: string[] = [];
  const depth = pattern.split("/").length;
  const walk = async (below: string, level: number): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const name = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isFile() && matches(pattern, name)) found.push(name);
      if (entry.isDirectory() && level < depth) await walk(name, level + 1);
    }
  };
  await walk("", 1);
  return found.toSorted();
}

/** A packed copy beside its original is still being made, and says nothing new. */
async function telling(files: readonly LogFile[]): Promise<LogFile[]> {
  const copy = ({ packed, twin }: LogFile) => packed && twin;
  await closeFiles(files.filter(copy));
  return files
    .filter((file) => !copy(file))
    .toSorted((one, other) => one.stats.mtimeMs - other.stats.mtimeMs || (one.name < other.name ? 1 : -1));
}

export const isMissing = (error: unknown): boolean => codeOf(error) === "ENOENT";

/** The code of an error of the file system; its message has a path in it and stays behind. */
export const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
