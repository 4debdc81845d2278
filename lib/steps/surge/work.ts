/** What the worker does of what was ordered for many requests at once. */
import { runExtensions, type Working } from "./run-extensions";

export type { Working };

/** Goes on with everything that is open; gives how many requests it decided about. */
export async function workOnSurge(working: Working): Promise<number> {
  return runExtensions(working);
}
