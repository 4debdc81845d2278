/** Art. 5(2): keeps the log up to its events: appends what waits, then signs what the log has become. */
import { appendToLog } from "./append";
import { logOrigin, logSigners } from "./keys";
import { sealLog } from "./seal";

/**
 * Called every few seconds, by any number of workers. Gives the new checkpoint, or null when nothing was new. A worker that
 * dies in between leaves waiting events or an unsigned end, which the next call takes up.
 */
export async function keepLog(isStopping: () => boolean = () => false): Promise<string | null> {
  while (!isStopping() && (await appendToLog()) > 0);
  return sealLog(logOrigin(), logSigners());
}
