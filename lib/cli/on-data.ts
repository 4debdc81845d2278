/**
 * Runs a command on the portal's data: the database of the environment, or the demo's, attached to or started for the
 * command and left as it was found.
 */
export async function onData<T>(work: () => Promise<T>): Promise<T> {
  const release = process.env.DATABASE_URL ? null : await useDemo();
  try {
    return await work();
  } finally {
    const [{ closeDb }, { closeSources }] = await Promise.all([import("../db"), import("../company")]);
    await closeSources();
    await closeDb();
    await release?.();
  }
}

async function useDemo(): Promise<() => Promise<void>> {
  const { demoEnvironment } = await import("../../demo/start/demo-env");
  const { env, release } = await demoEnvironment();
  Object.assign(process.env, env);
  return release;
}
