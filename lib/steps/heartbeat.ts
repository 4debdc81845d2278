/** A lease is prolonged while the work under it goes on, however long a system takes to answer. */

/**
 * Calls `keep` every so many seconds until the work is over, and gives what the work gave. Whoever lost the lease all the
 * same, or cannot reach the database, is told by the next write, which names the fence: the beat itself only stops.
 * A beat that is under way at the end is waited for: it must not take again what is let go afterwards.
 */
export async function whileBeating<T>(keep: () => Promise<void>, work: () => Promise<T>, every: number): Promise<T> {
  let under: Promise<void> | null = null;
  const beatOnce = async () => {
    try {
      await keep();
    } catch {
      clearInterval(beat);
    }
    under = null;
  };
  const beat = setInterval(() => {
    under ??= beatOnce();
  }, every * 1_000);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await under;
  }
}
