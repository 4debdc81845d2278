import { setTimeout as pause } from "node:timers/promises";

/** Waits until the portal says that all its parts are well. Rejects after `seconds` with what it said last. */
export async function untilHealthy(portal: string, signal: AbortSignal, seconds = 90): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  let last = "nothing";
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    try {
      const response = await fetch(`${portal}/api/health`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
      });
      last = `${response.status} ${await response.text()}`;
      if (response.ok) return;
    } catch (error) {
      signal.throwIfAborted();
      last = error instanceof Error ? error.message : String(error);
    }
    await pause(200);
  }
  throw new Error(`The portal was not ready after ${seconds} s. Its health: ${last}`);
}
