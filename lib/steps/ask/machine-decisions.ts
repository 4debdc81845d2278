/** Art. 22: the decisions about the person that a machine made alone, so that a person can be asked to look at one. */
import type { Actor } from "../../actor";
import { policy, sourceById } from "../../company";
import { isDay, type Day } from "../../gdpr/day";
import { mayTell } from "../../gdpr/disclosure";
import type { Group } from "../../gdpr/plan-value";
import type { Decided } from "../../gdpr/wish";
import { tableOf } from "../../policy/table-of";
import { recordCode } from "../../seal/record-code";
import { recordsIn, SourceUnreachable, type Person } from "../../sources/source";
import { readNow } from "../plan/records-of";
import { told, type Told, type Unheard } from "./told";

export type MachineDecision = {
  code: string;
  label: string;
  on: Day | null;
  /** A value of the policy's offers. */
  result: string;
  /** Already the best the policy offers: nothing could change in the person's favour. */
  best: boolean;
  looked: boolean;
};

/** The decisions, the latest first, and what did not answer. */
export async function machineDecisions(who: Actor): Promise<Unheard & { decisions: MachineDecision[] }> {
  const { found, unreachable, inPart } = await all(who);
  const decisions = found.map(({ shown }) => shown).toSorted((a, b) => ((a.on ?? "") < (b.on ?? "") ? 1 : -1));
  return { decisions, unreachable, inPart };
}

/** The decision of a code, to ask about; null when there is none, or a person has looked at it before. */
export async function decisionOf(who: Actor, code: string): Promise<Decided | null> {
  const { found, person } = await all(who);
  const one = found.find(({ shown }) => shown.code === code && !shown.looked);
  if (!one) return null;
  const { groups, part, key, shown } = one;
  const [{ source, category }] = groups;
  for (const group of groups)
    for await (const item of sourceById(source).list(person, group))
      if (item.part === part && item.key === key)
        return { source, category, part, key, version: item.version, decidedOn: shown.on, code };
  return null;
}

/** Groups of one part of a source: they are read at once. */
type Groups = readonly [Group, ...Group[]];
type Found = { groups: Groups; part: string; key: string; shown: MachineDecision };

async function all(who: Actor): Promise<Told & { found: Found[] }> {
  const said = await told(who);
  const found: Found[] = [];
  const inPart = [...said.inPart];
  for (const groups of ofDecisions(said.groups)) {
    try {
      found.push(...(await decisionsIn(who, said.person, groups)));
    } catch (error) {
      // It counted them and does not show them: they are named as missing, and what others say is shown.
      if (!(error instanceof SourceUnreachable)) throw error;
      const [{ source, category }] = groups;
      inPart.push({ source, categories: [category] });
    }
  }
  return { ...said, inPart, found };
}

/** What may be told of decisions that are the person's, the groups of a part together. */
function ofDecisions(groups: readonly Group[]): Groups[] {
  const { categories } = policy();
  const byPart = new Map<string, Groups>();
  for (const group of groups) {
    const part = sourceById(group.source).partOf(group);
    const holds = tableOf(policy(), group.source, part)?.decision !== undefined;
    if (!holds || group.belongs !== "mine" || !mayTell(group, categories[group.category]?.disclose)) continue;
    const name = JSON.stringify([group.source, part]);
    const before = byPart.get(name);
    byPart.set(name, before ? [...before, group] : [group]);
  }
  return [...byPart.values()];
}

async function decisionsIn(who: Actor, person: Person, groups: Groups): Promise<Found[]> {
  const [group] = groups;
  const source = sourceById(group.source);
  const columns = tableOf(policy(), group.source, source.partOf(group))?.decision;
  const label = policy().categories[group.category]?.label[who.language] ?? group.category;
  const found: Found[] = [];
  if (!columns) return found;
  for await (const page of readNow(person, groups))
    for (const { part, key, values } of "records" in page ? recordsIn(page) : [page]) {
      const result = String(values[columns.result]);
      const day = String(values[columns.decidedOn] ?? "").slice(0, 10);
      const code = recordCode(who, { source: group.source, part, key });
      const on = isDay(day) ? day : null;
      const best = result === columns.offers[0];
      const shown = { code, label, on, result, best, looked: values[columns.reviewed] === true };
      found.push({ groups, part, key, shown });
    }
  return found;
}
