/** Runs one part of the start and prints its name and how long it took. */
export async function part<T>(name: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`${name} … `);
  const started = performance.now();
  const result = await work().catch((error: unknown) => {
    process.stdout.write("failed\n");
    throw error;
  });
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

/** The same without a word, for commands whose output is their answer. */
export const silently = <T>(_name: string, work: () => Promise<T>): Promise<T> => work();

export type Part = typeof part;

/** What to tell somebody whose start failed: sentences, no stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC" || code === "53100") return "The disk is full: nothing more could be written.";
  return error.cause ? `${error.message}\n${explain(error.cause)}` : error.message;
}
