/** What went under which rule without anybody asking: the last sweeps in which something was due. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { dayIn } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type SweptLine = {
  id: string;
  on: string;
  source: string;
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

const onPage = 200;

export async function deskSweeps(who: Actor): Promise<{ on: boolean; lines: SweptLine[] } | null> {
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
  const lines = rows.map((row): SweptLine => {
    const { id, source, category, norm, writing, dry, trouble } = row;
    return {
      id,
      source,
      category,
      norm,
      writing,
      dry,
      trouble,
      on: dayIn(zone, row.madeAt),
      open: row.state !== "done",
      due: Number(row.due),
      done: Number(row.done),
      held: Number(row.held),
      stopped: Number(row.stopped),
      unreleased: Number(row.unreleased),
    };
  });
  return { on: sweep === "on", lines };
}
