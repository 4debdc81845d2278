/**
 * Art. 5(1)(e), 17(3): what is kept becomes a duty with a date. On its day it is carried out by itself, by the same closed
 * list, with the same three stops and its own line of evidence; see `carry-out/duty.ts`.
 */
import { system } from "../actor";
import { policy } from "../company";
import { db, portalNow, type Tx } from "../db";
import { dayIn } from "../gdpr/day";
import type { Group } from "../gdpr/plan-value";
import { ruleOf } from "../gdpr/retention";
import { taxYearOpen } from "../gdpr/rights/decider";
import type { Rule } from "../gdpr/rule";
import type { Loaded } from "./load";
import { note } from "./move";
import { latest } from "./sweep/recount";
import { taxYearsOf } from "./sweep/tax-years";

/**
 * Turns every kept or locked decision with a date into a duty, and one that waits for finance into a duty that is late.
 * Repeating it makes nothing twice.
 */
export async function makeDuties(tx: Tx, request: Loaded, fence: bigint): Promise<void> {
  const { id, planNo } = request;
  const rows = await tx.decision.findMany({
    where: { request: id, planNo, action: { in: ["keep", "restrict"] }, list: { not: null } },
  });
  for (const row of rows) {
    const { idx, source, category, rule, count } = row;
    const { until, norm } = row.norm === taxYearOpen ? overSince(row) : row;
    if (until === null || !count) continue;
    const known = await tx.duty.findFirst({ where: { request: id, planNo, idx } });
    if (known) continue;
    const duty = await tx.duty.create({
      data: {
        request: id,
        planNo,
        idx,
        source,
        category,
        rule,
        norm,
        dueOn: until,
        count,
        writing: endOf(category, rule),
        taxYears: await taxYearsOf(tx, { request: id, planNo, idx }, ruleOf(rulesOf(category), rule)),
      },
    });
    const dueOn = until.toISOString().slice(0, 10);
    await note(tx, id, "duty-made", system, { data: { duty: duty.id, category, dueOn }, fence });
  }
}

/** Its period ended on a day that has been; what it waits for is no period. */
function overSince({ category, rule: id, groups }: { category: string; rule: string | null; groups: unknown }) {
  const rule = ruleOf(rulesOf(category), id);
  const day = rule ? latest(rule, groups as Group[]) : null;
  return { until: day === null ? null : new Date(day), norm: rule?.norm ?? null };
}

const rulesOf = (category: string): readonly Rule[] => policy().categories[category]?.rules ?? [];

function endOf(category: string, id: string | null): Rule["end"] {
  const rule = ruleOf(rulesOf(category), id);
  if (!rule) throw new Error(`no rule ${id} in ${category}`);
  return rule.end;
}

/** Ids of duties whose day has come, soonest first. What was stopped is looked at again after a while. */
export async function dueDuties(limit: number): Promise<string[]> {
  const now = await portalNow();
  const rows = await db().duty.findMany({
    where: {
      state: { not: "done" },
      dueOn: { lte: new Date(dayIn(policy().zone, now)) },
      OR: [{ tryAt: null }, { tryAt: { lte: now } }],
    },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    select: { id: true },
    take: limit,
  });
  return rows.map(({ id }) => id);
}
