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
    const { due, done, held, stopped, unreleased, state, madeAt, id, source, category, norm, writing, dry, trouble } =
      row;
    const [d, w, h, s, u] = [due, done, held, stopped, unreleased].map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const numbers = { due: d, done: w, held: h, stopped: s, unreleased: u };
    const on = dayIn(zone, madeAt);
    return { id, on, source, category, norm, writing, dry, trouble, open: state !== "done", ...numbers };
  });
  return { on: sweep === "on", lines };
}
