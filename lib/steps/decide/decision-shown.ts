/**
 * Art. 22(3): the decision that a person should look at: what it could be instead, and, to those who looked into the
 * file, what the shop's record says now.
 */
import type { Words } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { policy, sourceById } from "../../company";
import { portalNow, transactionAs } from "../../db";
import type { Decided } from "../../gdpr/wish";
import { tableOf } from "../../policy/table-of";
import { staffSight } from "../../sight";
import type { Person } from "../../sources/source";
import { search } from "../plan/search";
import { wishOf } from "../plan/corrected";
import { forStaff } from "./allowed";
import { hasLooked, labelOf } from "./look";

export type DecisionShown = {
  category: string;
  decidedOn: string | null;
  /** The results that the policy knows, the best for the person first. */
  offers: readonly string[];
  /** What the record says; null without a look, and where the system gives it no longer. */
  record: { result: string; fields: { label: Words; value: string }[] } | null;
};

/** Null for an unknown request and for one that is about no decision. */
export async function decisionShown(who: Actor, reference: string): Promise<DecisionShown | null> {
  const found = await transactionAs(staffSight(who), async (tx) => {
    const request = await forStaff(tx, who, reference, "reviewer");
    const about = request.ok ? (await wishOf(tx, request.value))?.decision : undefined;
    if (!request.ok || !about) return null;
    return { about, subject: request.value.subject, looked: await hasLooked(tx, who, reference) };
  });
  if (!found) return null;
  const { about, subject, looked } = found;
  const offers = tableOf(policy(), about.source, about.part)?.decision?.offers ?? [];
  // Asked outside the transaction: a source may take its time.
  const record = looked ? await recordOf(about, subject) : null;
  return { category: about.category, decidedOn: about.decidedOn, offers, record };
}

/** What the shop's record says now, for the step that changes it; null where the system gives it no longer. */
export async function resultNow(who: Actor, reference: string): Promise<string | null> {
  const found = await transactionAs(staffSight(who), async (tx) => {
    const request = await forStaff(tx, who, reference, "reviewer");
    const about = request.ok ? (await wishOf(tx, request.value))?.decision : undefined;
    return request.ok && about ? { about, subject: request.value.subject } : null;
  });
  return found ? ((await recordOf(found.about, found.subject))?.result ?? null) : null;
}

async function recordOf(about: Decided, subject: Person): Promise<DecisionShown["record"]> {
  const columns = tableOf(policy(), about.source, about.part)?.decision;
  if (!columns) return null;
  const { groups, person } = await search(subject, await portalNow());
  const source = sourceById(about.source);
  const own = groups.filter((group) => group.source === about.source && group.category === about.category);
  for (const group of own.filter((group) => source.partOf(group) === about.part))
    for await (const { key, values } of source.read(person, group)) {
      if (key !== about.key) continue;
      const told = Object.entries(values).filter(([column, value]) => isTold(about, column) && value !== null);
      return {
        result: String(values[columns.result]),
        fields: told.map(([column, value]) => ({
          label: labelOf(about.source, about.part, column),
          value: String(value),
        })),
      };
    }
  return null;
}

/** The result and its day stand apart; keys and the account lead to the person and say nothing about the decision. */
function isTold({ source, part }: Decided, column: string): boolean {
  const table = tableOf(policy(), source, part);
  const { result, decidedOn, reviewed } = table?.decision ?? {};
  const leading = table?.person.flatMap((reach) => ("account" in reach ? [reach.account] : [])) ?? [];
  return ![result, decidedOn, reviewed, ...leading, ...(table?.key ?? [])].includes(column);
}
