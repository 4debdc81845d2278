import { statfsSync } from "node:fs";

/** Runs one part of the start and prints its name and how long it took. */
export async function part<T>(name: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`${name} … `);
  const started = performance.now();
  const result = await work().catch((error: unknown) => {
    process.stdout.write(error instanceof Error && error.name === "AbortError" ? "stopped\n" : "failed\n");
    throw error;
  });
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

/** The same without a word, for commands whose output is their answer. */
export const silently = <T>(_name: string, work: () => Promise<T>): Promise<T> => work();

export type Part = typeof part;

/**
 * What to tell somebody whose start failed: sentences, no stack. Programs that run out of disk say so in many ways or not
 * at all, so a full disk under one of `folders` is the reason whatever failed.
 */
export function explain(error: unknown, folders: string[] = []): string {
  const full = folders.find(isFull);
  if (full !== undefined) return `The disk is full: nothing more could be written to ${full}.`;
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC" || code === "53100") return "The disk is full: nothing more could be written.";
  return error.cause ? `${error.message}\n${explain(error.cause)}` : error.message;
}

/** PostgreSQL asks for 16 MB at once. */
const least = 20e6;

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    // Some file systems count nothing.
    return blocks > 0 && bavail * bsize < least;
  } catch {
    // It was not even made.
    return false;
  }
}
