/** Few at a time: an answer is not waited for alone, and the portal is not asked everything at once. */
const atOnce = 6;

/**
 * Does `work` on all, a few at a time, and `after` each few, when all of them are done. Fails with the first failure of a batch,
 * once nothing of it runs any more.
 */
export async function inBatches<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
  after?: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    const batch = all.slice(from, from + atOnce);
    const failed = (await Promise.allSettled(batch.map(work))).find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
    await after?.(batch);
  }
}
