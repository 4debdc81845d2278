/** The figures of the desk's report (Art. 5(2)): what `figures-sql.ts` counts, by month and by right, nothing left out between. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import type { Day } from "../../gdpr/day";
import { rightNames, type Right } from "../../gdpr/right";
import type { State } from "../../gdpr/request";
import { staffSight } from "../../sight";
import { readsEvidence } from "../readers";
import { bands, figuresSql, overdueOnPage } from "./figures-sql";
import { monthsOf, type AskedPeriod } from "./period";

export const counted = [
  "received",
  "closed",
  "onTime",
  "inExtension",
  "late",
  "unsettled",
  "refused",
  "cancelled",
  "notIdentified",
  "extended",
] as const;
/** `inExtension` is that part of `onTime` which only the extension made so. `median`: days to the answer. */
export type Counts = Record<(typeof counted)[number], number> & { median: number | null };
export type Band = { from: number; to: number | null; count: number; byRight: Partial<Record<Right, number>> };
export type OverdueRequest = { reference: string; right: Right; state: State; due: Day; days: number };
export type LateRefusal = { reference: string; right: Right; part: "whole" | "part"; due: Day; days: number };
export type OverdueDuty = {
  id: string;
  reference: string;
  category: string;
  source: string;
  due: Day;
  days: number;
  by: string | null;
};
export const failureKinds = ["wrong-person", "duty", "source-late", "held-back", "sweep"] as const;
export type Failures = { source: string; count: number } & Record<(typeof failureKinds)[number], number>;

export type Figures = {
  today: Day;
  from: Day;
  to: Day;
  total: Counts;
  months: (Counts & { month: string })[];
  rights: (Counts & { right: Right })[];
  bands: Band[];
  open: number;
  overdue: number;
  overdueRows: OverdueRequest[];
  /** Refusals that went out in the period after month one (Art. 12(4)). */
  lateRefusals: number;
  lateRefusalRows: LateRefusal[];
  failures: Failures[];
  /** Requests that had to wait for a system which did not answer. */
  waited: number;
  duties: { due: number; done: number; records: number };
  lateDuties: number;
  lateDutyRows: OverdueDuty[];
};

type Group = Counts & { right: Right | null; month: string | null };
type Found = Omit<Figures, "total" | "months" | "rights" | "bands" | "failures"> & {
  groups: Group[];
  bands: { band: number; right: Right; count: number }[];
  failures: { source: string; kind: (typeof failureKinds)[number]; count: number }[];
};

/** The figures of a period, in one query; null for those who may not read the evidence. `rows`: how much of what is overdue. */
export async function reportFigures(
  who: Actor,
  asked: AskedPeriod,
  rows: number = overdueOnPage,
): Promise<Figures | null> {
  if (!readsEvidence(who)) return null;
  const statement = figuresSql(asked, policy().zone, rows);
  const [found] = await transactionAs(staffSight(who), (tx) => tx.$queryRaw<{ figures: Found }[]>(statement));
  if (!found) throw new Error("the report gave nothing");
  const { groups, bands, failures, ...rest } = found.figures;
  const of = (fits: (group: Group) => boolean): Counts => countsOf(groups.find(fits));
  return {
    ...rest,
    total: of(({ right, month }) => right === null && month === null),
    months: monthsOf(rest).map((month) => ({ month, ...of((group) => group.month === month) })),
    rights: rightNames.map((right) => ({ right, ...of((group) => group.right === right) })),
    bands: bandsOf(bands),
    failures: failuresOf(failures),
  };
}

function countsOf(group: Group | undefined): Counts {
  const numbers = Object.fromEntries(counted.map((name) => [name, group?.[name] ?? 0]));
  return { ...(numbers as Record<(typeof counted)[number], number>), median: group?.median ?? null };
}

/** All bands, also those in which nothing was answered. */
function bandsOf(found: Found["bands"]): Band[] {
  return [...bands, null].map((to, band) => {
    const mine = found.filter((one) => one.band === band);
    return {
      from: band === 0 ? 0 : (bands[band - 1] as number) + 1,
      to,
      count: mine.reduce((sum, { count }) => sum + count, 0),
      byRight: Object.fromEntries(mine.map(({ right, count }) => [right, count])),
    };
  });
}

function failuresOf(found: Found["failures"]): Failures[] {
  const sources = [...new Set(found.map(({ source }) => source))];
  return sources.map((source) => {
    const mine = found.filter((one) => one.source === source);
    const kinds = failureKinds.map((kind) => [kind, mine.find((one) => one.kind === kind)?.count ?? 0]);
    const count = mine.reduce((sum, one) => sum + one.count, 0);
    return { source, count, ...(Object.fromEntries(kinds) as Record<(typeof failureKinds)[number], number>) };
  });
}
