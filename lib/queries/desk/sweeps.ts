/** What went under which rule without anybody asking: the last sweeps in which something was due, by day and system. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type SweptLine = {
  id: string;
  category: string;
  norm: string;
  writing: string;
  dry: boolean;
  /** Not yet at its end, with the trouble it met. */
  open: boolean;
  trouble: string | null;
  due: number;
  done: number;
  held: number;
  stopped: number;
  unreleased: number;
};

export type SweptSystem = { source: string; lines: SweptLine[] };
export type SweptDay = { on: Day; systems: SweptSystem[] };

const onPage = 200;

export async function deskSweeps(who: Actor): Promise<{ on: boolean; days: SweptDay[] } | null> {
  if (!readsDesk(who)) return null;
  const { zone, sweep } = policy();
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.sweep.findMany({
      where: { OR: [{ due: { gt: 0 } }, { trouble: { not: null } }] },
      orderBy: [{ madeAt: "desc" }, { id: "asc" }],
      take: onPage,
      omit: { place: true },
    }),
  );
  const days: SweptDay[] = [];
  for (const row of rows) {
    const { id, source, category, norm, writing, dry, trouble } = row;
    const on = dayIn(zone, row.madeAt);
    if (days.at(-1)?.on !== on) days.push({ on, systems: [] });
    const { systems } = days.at(-1) as SweptDay;
    const system = systems.find((one) => one.source === source) ?? { source, lines: [] };
    if (system.lines.length === 0) systems.push(system);
    system.lines.push({
      id,
      category,
      norm,
      writing,
      dry,
      trouble,
      open: row.state !== "done",
      due: Number(row.due),
      done: Number(row.done),
      held: Number(row.held),
      stopped: Number(row.stopped),
      unreleased: Number(row.unreleased),
    });
  }
  return { on: sweep === "on", days };
}
