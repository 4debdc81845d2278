/**
 * Processor time of this process and of the database server. On a machine that does other things besides, it says more than
 * the clock on the wall. The server's comes from /proc and is known on Linux only.
 */
import { readdirSync, readFileSync } from "node:fs";

/** Seconds. */
export type Cpu = { portal: number; database: number };

/** Starts counting; `stop` gives what was used since then by this process, and by the server whose main process that is. */
export function watchCpu(server: number): { stop(): Cpu } {
  const [own, database] = [process.cpuUsage(), serverSeconds(server)];
  return {
    stop() {
      const { user, system } = process.cpuUsage(own);
      return { portal: (user + system) / 1e6, database: serverSeconds(server) - database };
    },
  };
}

const ticksPerSecond = 100;

/** The server's main process, its children, and those that have ended. */
function serverSeconds(server: number): number {
  if (process.platform !== "linux") return Number.NaN;
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => stat(pid) ?? []);
  const own = processes.filter(({ pid, parent }) => pid === server || parent === server);
  return own.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;
}

/** proc(5): after the name in brackets, parent is the 2nd field; user, system, and those of ended children the 12th to 15th. */
function stat(pid: string): { pid: number; parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
    return { pid: Number(pid), parent: fields[1] ?? 0, ticks };
  } catch {
    return null;
  }
}
