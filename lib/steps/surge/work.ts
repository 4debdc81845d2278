/** What the worker does of what was ordered for many requests at once. */
import { runExtensions, type Working } from "./run-extensions";
import { runGroups } from "./run-groups";

export type { Working };

/** Goes on with everything that is open; gives how many requests it decided about. */
export async function workOnSurge(working: Working): Promise<number> {
  return (await runExtensions(working)) + (await runGroups(working));
}
