/** Art. 22: the decisions about the person that a machine made alone, so that a person can be asked to look at one. */
import type { Actor } from "../../actor";
import { policy, sourceById } from "../../company";
import { portalNow } from "../../db";
import { isDay, type Day } from "../../gdpr/day";
import { mayTell } from "../../gdpr/disclosure";
import type { Decided } from "../../gdpr/wish";
import { tableOf } from "../../policy/table-of";
import { recordCode } from "../../seal/record-code";
import { search } from "../plan/search";

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

/** The decisions, the latest first, and the systems that did not answer. */
export async function machineDecisions(who: Actor): Promise<{ decisions: MachineDecision[]; silent: string[] }> {
  const { found, silent } = await all(who);
  const decisions = found.map(({ shown }) => shown).toSorted((a, b) => ((a.on ?? "") < (b.on ?? "") ? 1 : -1));
  return { decisions, silent };
}

/** The decision of a code, to ask about; null when there is none, or a person has looked at it before. */
export async function decisionOf(who: Actor, code: string): Promise<Decided | null> {
  const { found } = await all(who);
  const one = found.find(({ shown }) => shown.code === code && !shown.looked);
  return one?.about ?? null;
}

async function all(who: Actor): Promise<{ found: { shown: MachineDecision; about: Decided }[]; silent: string[] }> {
  const addresses = who.email ? [{ email: who.email, proved: true, held: null }] : [];
  const asked = { account: who.account, addresses, names: who.name ? [who.name] : [], postcodes: [] };
  const { person, groups, outcomes } = await search(asked, await portalNow());
  const { categories, sources } = policy();
  const found: { shown: MachineDecision; about: Decided }[] = [];
  for (const group of groups) {
    const source = sourceById(group.source);
    const table = tableOf(policy(), group.source, source.partOf(group));
    const columns = table?.decision;
    if (!columns || group.belongs !== "mine" || !mayTell(group, categories[group.category]?.disclose)) continue;
    const versions = new Map<string, string>();
    for await (const { key, version } of source.list(person, group)) versions.set(key, version);
    for await (const { part, key, values } of source.read(person, group)) {
      const result = String(values[columns.result]);
      const day = String(values[columns.decidedOn] ?? "").slice(0, 10);
      const on = isDay(day) ? day : null;
      const about = { source: group.source, category: group.category, part, key, version: versions.get(key) ?? "" };
      const code = recordCode(who, about);
      found.push({
        about: { ...about, decidedOn: on, code },
        shown: {
          code,
          label: categories[group.category]?.label[who.language] ?? group.category,
          on,
          result,
          best: result === columns.offers[0],
          looked: values[columns.reviewed] === true,
        },
      });
    }
  }
  const unreachable = outcomes.filter(({ outcome }) => outcome === "unreachable");
  return { found, silent: unreachable.map(({ source }) => sources[source]?.label[who.language] ?? source) };
}
