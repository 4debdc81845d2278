/** Art. 12(3): before more time is ordered for many, how many can get it and why others cannot; afterwards, how far it is. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { Prisma } from "../../db/generated/client";
import { dayIn } from "../../gdpr/day";
import { openColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";
import type { QueueView } from "./queue-view";
import { conditions } from "./queue-where";
import { surgeSql, type SurgeBrief } from "./surge-sql";

const { sql, join } = Prisma;

/** Requests of a view, or ticked ones. */
export type Among = { view: QueueView } | { references: readonly string[] };
export const obstacles = ["own-request", "already-extended", "too-late"] as const;
export type Obstacle = (typeof obstacles)[number];
export type Extendable = {
  surge: SurgeBrief | null;
  can: number;
  cannot: { because: Obstacle; count: number }[];
};

/** In one statement over the open requests; null for those who may not read the desk. The step decides anew about each. */
export async function extendable(who: Actor, among: Among): Promise<Extendable | null> {
  if (!readsDesk(who) || who.person === null) return null;
  const { person: me } = who;
  return transactionAs(staffSight(who), async (tx) => {
    const today = dayIn(policy().zone, await portalNow(tx));
    const [found] = await tx.$queryRaw<
      { surge: SurgeBrief | null; counts: { because: Obstacle | null; count: number }[] }[]
    >(countsSql(among, { me, today }));
    const counts = found?.counts ?? [];
    return {
      surge: found?.surge ?? null,
      can: counts.find(({ because }) => because === null)?.count ?? 0,
      cannot: counts.flatMap(({ because, count }) => (because ? [{ because, count }] : [])),
    };
  });
}

/** The same order as in the step that extends a single request. What was told and not taken yet carries its reason already. */
export function countsSql(among: Among, { me, today }: { me: string; today: ReturnType<typeof dayIn> }): Prisma.Sql {
  return sql`
    SELECT (${surgeSql}) AS "surge", (
      SELECT coalesce(jsonb_agg(jsonb_build_object('because', c."because", 'count', c."count")), '[]')
      FROM (SELECT CASE WHEN "person_id" = ${me}::uuid THEN 'own-request'
                        WHEN "extension_reason" IS NOT NULL THEN 'already-extended'
                        WHEN ("received_on" + interval '1 month')::date < ${today}::date THEN 'too-late' END AS "because",
                   count(*)::int AS "count"
            FROM "request" WHERE ${join(isAmong(among, { me, today }), " AND ")} GROUP BY 1) AS c
    ) AS "counts"`;
}

const isAmong = (among: Among, { me, today }: { me: string; today: ReturnType<typeof dayIn> }): Prisma.Sql[] => [
  sql`"closed_at" IS NULL`,
  ...("view" in among
    ? conditions({ me, today, review: policy().review, view: among.view })
    : [sql`"id" = ANY(${[...among.references]}::text[])`]),
];

export type ExtensionView = {
  id: string;
  orderedAt: Date;
  facts: { en: string; de: string };
  requests: number;
  /** Not decided about yet. */
  open: number;
  /** Notices that were written, and of them those that the receiving server took: there the extension holds. */
  told: number;
  holds: number;
  /** The others, by why. */
  not: { because: string; count: number }[];
  /** Some of those, each with why. */
  some: { reference: string; because: string }[];
  done: boolean;
};

const named = 50;

/** One order; null for an unknown one and for those who may not read the desk. */
export async function extensionView(who: Actor, id: string): Promise<ExtensionView | null> {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const order = await tx.surgeExtension.findUnique({ where: { id } });
    if (!order) return null;
    const counts = await tx.$queryRaw<{ outcome: string | null; count: number; holds: number }[]>`
      SELECT i."outcome", count(*)::int AS "count", count(r."extended_on")::int AS "holds"
      FROM "surge_extension_item" i LEFT JOIN "request" r ON r."id" = i."request" AND i."outcome" = 'told'
      WHERE i."extension" = ${id}::uuid GROUP BY 1 ORDER BY 1`;
    const some = await tx.surgeExtensionItem.findMany({
      where: { extension: id, outcome: { not: "told" } },
      select: { request: true, outcome: true },
      orderBy: { request: "asc" },
      take: named,
    });
    const of = (outcome: string | null) => counts.find((row) => row.outcome === outcome);
    return {
      id,
      orderedAt: order.orderedAt,
      facts: JSON.parse(openColumn("surge extension", order.sealed)) as { en: string; de: string },
      requests: counts.reduce((sum, { count }) => sum + count, 0),
      open: of(null)?.count ?? 0,
      told: of("told")?.count ?? 0,
      holds: of("told")?.holds ?? 0,
      not: counts.flatMap(({ outcome, count }) => (outcome && outcome !== "told" ? [{ because: outcome, count }] : [])),
      some: some.map(({ request, outcome }) => ({ reference: request, because: outcome ?? "" })),
      done: order.doneAt !== null,
    };
  });
}
