/**
 * Sends a signal to a process that was started `detached`, and to everything it started. One that is gone is no error.
 * @param {number | undefined} pid undefined when it never started
 * @param {NodeJS.Signals} signal
 */
export function tellGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
