/** Art. 5(2): keeps the log up to its events: appends what waits, then signs what the log has become. */
import { db } from "../../db";
import { appendToLog } from "./append";
import { logOrigin, logSigners } from "./keys";
import { RewrittenLog } from "./last";
import { sealLog } from "./seal";
import { alarmLegal } from "./tell-legal";

/**
 * Called every few seconds, by any number of workers. Gives the new checkpoint, or null when nothing was new. A worker that
 * dies in between leaves waiting events or an unsigned end, which the next call takes up.
 */
export async function keepLog(isStopping: () => boolean = () => false): Promise<string | null> {
  while (!isStopping() && (await appendToLog()) > 0);
  try {
    return await sealLog(logOrigin(), logSigners());
  } catch (error) {
    // Legal hears of it now, not only at the look of the night.
    if (error instanceof RewrittenLog)
      await db().$transaction((tx) => alarmLegal(tx, [{ where: "log", line: 0, code: "wrong-root" }], 1));
    throw error;
  }
}
