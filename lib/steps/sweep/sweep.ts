/** The retention sweeps: what the worker does by itself, and what the command line asks for. */
import { randomUUID } from "node:crypto";
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { openWindows } from "./window";
import { runSweep } from "./run-sweep";

export type SweepLine = {
  source: string;
  category: string;
  rule: string;
  norm: string;
  writing: string;
  state: string;
  due: number;
  done: number;
  held: number;
  stopped: number;
  unreleased: number;
};

/** Whether records go; the policy says so. */
export const isDry = (): boolean => policy().sweep !== "on";

/** Writes down the windows that have come and runs what waits, until nothing does or `stopping`. Gives how many ran. */
export async function sweepDue(
  report: (what: string, error: unknown) => void,
  stopping: () => boolean = () => false,
): Promise<number> {
  let ran = 0;
  try {
    await openWindows({ dry: isDry() });
  } catch (error) {
    report("windows of sweeps", error);
  }
  while (!stopping()) {
    try {
      if ((await runSweep()) === null) return ran;
      ran += 1;
    } catch (error) {
      report("a sweep", error);
      return ran;
    }
  }
  return ran;
}

/** Sweeps everything now, in a window of its own. Gives a line for each rule of which something is due. */
export async function sweepNow({ dry }: { dry: boolean }): Promise<SweepLine[]> {
  const window = `by hand ${(await portalNow()).toISOString().slice(0, 10)} ${randomUUID()}`;
  await openWindows({ dry, window });
  const rows = await db().sweep.findMany({ where: { window }, select: { id: true } });
  for (const { id } of rows) await runSweep(id);
  return linesOf(window);
}

async function linesOf(window: string): Promise<SweepLine[]> {
  const rows = await db().sweep.findMany({
    where: { window, OR: [{ due: { gt: 0 } }, { state: { not: "done" } }] },
    orderBy: [{ source: "asc" }, { category: "asc" }, { rule: "asc" }],
  });
  return rows.map(({ source, category, rule, norm, writing, state, ...row }) => ({
    source,
    category,
    rule,
    norm,
    writing,
    state,
    due: Number(row.due),
    done: Number(row.done),
    held: Number(row.held),
    stopped: Number(row.stopped),
    unreleased: Number(row.unreleased),
  }));
}
