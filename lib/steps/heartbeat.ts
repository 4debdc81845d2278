/** A lease is prolonged while the work under it goes on, however long a system takes to answer. */

/**
 * Calls `keep` every so many seconds until the work is over, and gives what the work gave. Whoever lost the lease all the
 * same, or cannot reach the database, is told by the next write, which names the fence: the beat itself only stops.
 */
export async function whileBeating<T>(keep: () => Promise<void>, work: () => Promise<T>, every: number): Promise<T> {
  const beat = setInterval(() => void keep().catch(() => clearInterval(beat)), every * 1_000);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
