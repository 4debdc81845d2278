/**
 * Art. 5(1)(e), 17(3)(b): a law or the policy changes, and a duty noted years ago would have another date, norm or end
 * today. Every night the open duties are held against what the policy says now about the same records; what differs waits
 * for a decision at the desk. Nothing moves before.
 */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { dateOf, erasableFrom } from "../../gdpr/period";
import type { Group } from "../../gdpr/plan-value";
import { ruleOf } from "../../gdpr/retention";
import { keptWithOthers } from "../../gdpr/rights/erasure";
import type { Rule } from "../../gdpr/rule";

const atOnce = 500;
const ofDecision = { groups: true, overridden: true } as const;

/** What the comparison of a day rests on: the rules of the policy, and the day, on which the law's own dates depend. */
async function basisNow(): Promise<string> {
  const { categories, entity, zone } = policy();
  const rules = Object.entries(categories).map(([id, category]) => [id, category.rules]);
  const digest = createHash("sha256").update(canonicalize({ rules, entity, zone }) ?? "");
  return `${dayIn(zone, await portalNow())} ${digest.digest("hex").slice(0, 16)}`;
}

/** Compares at most `limit` open duties; true when all of this night's are done. Two workers find the same. */
export async function recountDuties(limit = Infinity): Promise<boolean> {
  const basis = await basisNow();
  await db().dutyRecount.createMany({ data: [{ basis }], skipDuplicates: true });
  for (let seen = 0; seen < limit; seen += atOnce) {
    const { afterDuty, finishedAt } = await db().dutyRecount.findUniqueOrThrow({ where: { basis } });
    if (finishedAt) return true;
    const rows = await db().duty.findMany({
      where: { state: { not: "done" }, ...(afterDuty ? { id: { gt: afterDuty } } : {}) },
      include: { decision: { select: ofDecision } },
      orderBy: { id: "asc" },
      take: atOnce,
    });
    await db().$transaction(async (tx) => {
      let found = 0;
      for (const duty of rows) found += await compare(tx, duty, basis);
      const last = rows.at(-1);
      const next = last ? { afterDuty: last.id } : { finishedAt: await portalNow(tx) };
      await tx.dutyRecount.update({ where: { basis }, data: { ...next, found: { increment: found } } });
    });
  }
  return false;
}

/** Holds one duty against the policy now, before it is carried out: the night's comparison may not have come to it. */
export async function recountDuty(id: string): Promise<void> {
  const basis = await basisNow();
  await db().$transaction(async (tx) => {
    const duty = await tx.duty.findUniqueOrThrow({
      where: { id },
      include: { decision: { select: ofDecision } },
    });
    await compare(tx, duty, basis);
  });
}

type Duty = Awaited<ReturnType<Tx["duty"]["findFirstOrThrow"]>> & {
  decision: { groups: unknown; overridden: boolean };
};
type Now = { dueOn: string | null; rule: string | null; norm: string | null; writing: string | null };

async function compare(tx: Tx, duty: Duty, basis: string): Promise<number> {
  const now = saidNow(duty);
  const open = await tx.dutyChange.findFirst({ where: { duty: duty.id, appliedAt: null } });
  if (open?.decision) return 0;
  if (now === "as before" || (await wasKept(tx, duty, now))) {
    const overtaken = { decision: "overtaken", decidedAt: await portalNow(tx), appliedAt: await portalNow(tx) };
    if (open) await tx.dutyChange.update({ where: { id: open.id }, data: overtaken });
    return 0;
  }
  const said = { newDueOn: asDate(now.dueOn), newRule: now.rule, newNorm: now.norm, newWriting: now.writing, basis };
  if (open) {
    const same = asDay(open.newDueOn) === now.dueOn && open.newNorm === now.norm && open.newWriting === now.writing;
    // Somebody may have given the first of two yeses to what it said before.
    if (!same) await tx.dutyChange.update({ where: { id: open.id }, data: { ...said, firstBy: null } });
    return 0;
  }
  const { id, category, dueOn: oldDueOn, rule: oldRule, norm: oldNorm, writing: oldWriting, count } = duty;
  const was = { duty: id, category, oldDueOn, oldRule, oldNorm, oldWriting, count };
  return (await tx.dutyChange.createMany({ data: [{ ...was, ...said }], skipDuplicates: true })).count;
}

const asDate = (day: string | null): Date | null => (day === null ? null : new Date(day));
const asDay = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;

/** A reviewer has seen exactly this difference and left the duty as it was. */
async function wasKept(tx: Tx, duty: Duty, now: Now): Promise<boolean> {
  const where = {
    duty: duty.id,
    decision: "stays",
    newDueOn: asDate(now.dueOn),
    newNorm: now.norm,
    newWriting: now.writing,
  };
  return (await tx.dutyChange.count({ where: { ...where, appliedAt: { not: null }, oldDueOn: duty.dueOn } })) > 0;
}

/** What the policy says now about the records of a duty; a rule that is gone says nothing, and a person has to. */
function saidNow(duty: Duty): Now | "as before" {
  const groups = duty.decision.groups as Group[];
  // Kept as long as records of another kind, whose own duty says the date; and what counts from the request itself.
  // A reviewer set the day, by a norm that the policy does not know.
  if (duty.decision.overridden) return "as before";
  if (keptWithOthers(duty.category) || groups.some(({ trigger }) => trigger === null)) return "as before";
  const rule = ruleOf(policy().categories[duty.category]?.rules ?? [], duty.rule);
  const dueOn = rule ? latest(rule, groups) : null;
  if (!rule || dueOn === null) return { dueOn: null, rule: null, norm: null, writing: null };
  const same = dueOn === asDay(duty.dueOn) && rule.norm === duty.norm && rule.end === duty.writing;
  return same ? "as before" : { dueOn, rule: rule.id, norm: rule.norm, writing: rule.end };
}

/** From which day the last of the groups may go; null while one of them has no date. */
export function latest(rule: Rule, groups: readonly Group[]): string | null {
  const { zone, entity } = policy();
  const days = groups.map(({ trigger }) => {
    const from = erasableFrom(rule, trigger, { zone, entity });
    return from === null ? null : dateOf(from, zone);
  });
  return days.includes(null) ? null : (days.toSorted().at(-1) ?? null);
}
