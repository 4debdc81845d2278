/** Art. 5(2): one draw: its members, the sample and who of it was looked at, and what came of each once it was approved. */
import type { Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import type { Stage } from "../../db/in-group";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type Sampled = { reference: string; place: number; opened: boolean; outcome: string | null };
export type PlanGroupView = {
  id: string;
  right: string;
  policy: string;
  stage: Stage;
  shape: string;
  seed: string;
  drawnAt: Date;
  state: "drawn" | "approved" | "done" | "given-up";
  /** Whoever looks drew it: only they open and approve. */
  mine: boolean;
  /** The surge in which it was drawn lasts. */
  lasts: boolean;
  requests: number;
  open: number;
  approved: number;
  needsSecond: number;
  /** Of an opinion: what it says, and how many have it. */
  opinion: "agrees" | "objects" | null;
  heard: number;
  /** Those that fell out, by why, and some of them. */
  out: { because: string; count: number }[];
  some: { reference: string; because: string }[];
  sample: Sampled[];
};

const named = 50;
const through = ["approved", "needs-second", "opinion-given"];

/** Null for an unknown one and for those who may not read the desk. */
export async function planGroup(who: Actor, id: string): Promise<PlanGroupView | null> {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const group = await tx.planGroup.findUnique({ where: { id }, include: { surgeRow: true } });
    if (!group) return null;
    const counts = await tx.planGroupMember.groupBy({ by: ["outcome"], where: { group: id }, _count: { _all: true } });
    const of = (outcome: string | null) => counts.find((row) => row.outcome === outcome)?._count._all ?? 0;
    const { right, policy, shape, seed, drawnAt } = group;
    return {
      id,
      right,
      policy,
      shape,
      seed,
      drawnAt,
      stage: group.stage as Stage,
      state: group.state as PlanGroupView["state"],
      mine: group.drawnBy === who.person,
      lasts: group.surgeRow.endedAt === null,
      requests: counts.reduce((sum, row) => sum + row._count._all, 0),
      open: of(null),
      approved: of("approved"),
      needsSecond: of("needs-second"),
      opinion: group.opinion as PlanGroupView["opinion"],
      heard: of("opinion-given"),
      out: counts.flatMap(({ outcome, _count }) =>
        outcome === null || through.includes(outcome) ? [] : [{ because: outcome, count: _count._all }],
      ),
      some: await fallenOut(tx, id),
      sample: await sampleOf(tx, id),
    };
  });
}

async function fallenOut(tx: Tx, group: string): Promise<PlanGroupView["some"]> {
  const rows = await tx.planGroupMember.findMany({
    where: { group, outcome: { notIn: through } },
    orderBy: { request: "asc" },
    take: named,
  });
  return rows.map(({ request, outcome }) => ({ reference: request, because: outcome ?? "" }));
}

async function sampleOf(tx: Tx, group: string): Promise<Sampled[]> {
  const rows = await tx.planGroupMember.findMany({
    where: { group, place: { not: null } },
    orderBy: { place: "asc" },
  });
  return rows.map(({ request, place, openedAt, outcome }) => ({
    reference: request,
    place: place ?? 0,
    opened: openedAt !== null,
    outcome,
  }));
}
