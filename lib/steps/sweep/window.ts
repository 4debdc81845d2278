/**
 * Art. 5(1)(e), plan-and-list 6: rules in hours are swept in every hour, all others in every night, by the portal's clock
 * and the policy's zone. What a window holds is written down once, so that two workers never run the same.
 */
import { randomBytes } from "node:crypto";
import { policy, sources } from "../../company";
import { db, portalNow } from "../../db";
import { dayIn } from "../../gdpr/day";
import { cutoff, hoursOf } from "../../gdpr/period";
import { ruleOf } from "../../gdpr/retention";
import type { Rule } from "../../gdpr/rule";
import { sealColumn } from "../../seal/seal";
import type { Item, Source, SweepPlace } from "../../sources/source";

export type Opening = { dry: boolean; window?: string };

/** The hour of an instant, in UTC: 2026-11-26T03. */
const hourOf = (now: Date): string => now.toISOString().slice(0, 13);

/** Writes down what the windows of now hold and nobody wrote down before; with `window` everything, under that name. */
export async function openWindows({ dry, window }: Opening): Promise<number> {
  const now = await portalNow();
  const [hour, night] = [window ?? hourOf(now), window ?? dayIn(policy().zone, now)];
  let opened = 0;
  for (const source of sources()) {
    if (!source.due && !source.sweeping) continue;
    if (window === undefined && last.get(source.id) === `${hour} ${night}`) continue;
    for (const { category, rule } of await rulesOf(source)) {
      const within = hoursOf(rule) === null ? night : hour;
      const data = { window: within, source: source.id, category, rule: rule.id, norm: rule.norm };
      const at = { cutoff: cutoffOf(rule, now.toISOString()), writing: rule.end, dry, place: firstPlace() };
      opened += (await db().sweep.createMany({ data: [{ ...data, ...at }], skipDuplicates: true })).count;
    }
    if (window === undefined) last.set(source.id, `${hour} ${night}`);
  }
  return opened;
}

/** What this process wrote down last, so that a look between two windows asks no source; the table is the truth. */
const last = new Map<string, string>();

type Swept = { category: string; rule: Rule };

/** An event that a source sees by itself has come or not; the calendar adds nothing to that. */
const cutoffOf = (rule: Rule, now: string): string => (rule.from === "open-ended" ? now : cutoff(rule, now, policy()));

/** The rules that the source holds records of; where it cannot say so, those of all categories. */
async function rulesOf(source: Source): Promise<Swept[]> {
  const { categories } = policy();
  const asked = source.sweeping
    ? await source.sweeping.rules()
    : Object.entries(categories).flatMap(([category, { rules }]) => rules.map(({ id }) => ({ category, rule: id })));
  return asked.flatMap(({ category, rule: id }) => {
    const rule = ruleOf(categories[category]?.rules ?? [], id);
    const hasEnd = rule?.from !== "open-ended" || source.seesEnd?.(category, rule.id) === true;
    return rule && hasEnd ? [{ category, rule }] : [];
  });
}

/** Where a sweep stands: the year it is in, the last record it wrote, the batch that may or may not have been written. */
export type Place = {
  salt: string;
  year: number | null;
  after: SweepPlace | null;
  pending: Pending | null;
};

/** `items`: the list, where the range would not bring it up again. `by`: until when the system should have confirmed. */
export type Pending = { listed: number; commit: string; last: SweepPlace; items?: readonly Item[]; by?: string };

export const column = "sweep place";
export const sealPlace = (place: Place) => sealColumn(column, JSON.stringify(place));
const firstPlace = () => sealPlace({ salt: randomBytes(32).toString("hex"), year: null, after: null, pending: null });
