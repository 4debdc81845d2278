/** Art. 5(2), 12(3): the surge that lasts, as it was declared, those before it, and what was ordered for many at once. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { openColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import { readsEvidence } from "../readers";

export type Surge = {
  id: string;
  since: string;
  expected: number;
  reviewOn: string;
  happened: string;
  why: string;
  en: string;
  de: string;
  declaredAt: Date;
  /** Null where the sight of the desk does not reach: somebody of legal, or whoever works here no longer. */
  declaredBy: string | null;
  /** The day of its review has come. */
  late: boolean;
};
export type FormerSurge = { id: string; since: string; expected: number; declaredAt: Date; endedAt: Date };
export type ExtensionLine = { id: string; orderedAt: Date; requests: number; decided: number; done: boolean };
export type DeskSurge = {
  surge: Surge | null;
  today: Day;
  former: FormerSurge[];
  /** Notices that were ordered in the surge that lasts, the newest first. */
  extensions: ExtensionLine[];
  /** Whether whoever looks may declare and end one. */
  declares: boolean;
  /** Whether they may order something for many. */
  orders: boolean;
  /** Draws samples of identical plans, to approve them or to give an opinion. */
  groups: boolean;
};

const onPage = 50;

/** Null for those who read neither the desk nor the evidence. */
export async function deskSurge(who: Actor): Promise<DeskSurge | null> {
  if (!readsEvidence(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const rows = await tx.surge.findMany({
      include: { notice: true },
      orderBy: { declaredAt: "desc" },
      take: onPage,
    });
    const today = dayIn(policy().zone, await portalNow(tx));
    const lasting = rows.find(({ endedAt }) => endedAt === null);
    return {
      surge: lasting ? { ...shown(lasting, today), declaredBy: await nameOf(tx, lasting.declaredBy) } : null,
      today,
      former: rows.flatMap((row) => (row.endedAt ? [{ ...dated(row), endedAt: row.endedAt }] : [])),
      extensions: lasting ? await extensionsOf(tx, lasting.id) : [],
      declares: has(who, "dpo", "legal"),
      orders: has(who, "reviewer"),
      groups: has(who, "reviewer", "dpo"),
    };
  });
}

type Dated = { id: string; since: Date; expected: number; declaredAt: Date };
type Row = Dated & {
  reviewOn: Date;
  sealed: Uint8Array;
  notice: { en: string; de: string } | null;
};

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const dated = ({ id, since, expected, declaredAt }: Dated) => ({ id, since: dayOf(since), expected, declaredAt });

function shown(row: Row, today: Day): Omit<Surge, "declaredBy"> {
  const { happened, why } = JSON.parse(openColumn("surge facts", row.sealed)) as { happened: string; why: string };
  const reviewOn = dayOf(row.reviewOn);
  return {
    ...dated(row),
    reviewOn,
    happened,
    why,
    en: row.notice?.en ?? "",
    de: row.notice?.de ?? "",
    late: reviewOn <= today,
  };
}

async function nameOf(tx: Tx, id: string): Promise<string | null> {
  const found = await tx.person.findUnique({ where: { id }, select: { name: true } });
  return found?.name ? openColumn("person name", found.name) : null;
}

const extensionsOf = (tx: Tx, surge: string) => tx.$queryRaw<ExtensionLine[]>`
  SELECT e."id", e."ordered_at" AS "orderedAt", e."done_at" IS NOT NULL AS "done",
         count(i."request")::int AS "requests", count(i."outcome")::int AS "decided"
  FROM (SELECT * FROM "surge_extension" WHERE "surge" = ${surge}::uuid ORDER BY "ordered_at" DESC LIMIT ${onPage}) e
  LEFT JOIN "surge_extension_item" i ON i."extension" = e."id"
  GROUP BY 1, 2, 3 ORDER BY 2 DESC`;
