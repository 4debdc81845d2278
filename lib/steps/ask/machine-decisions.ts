/** Art. 22: the decisions about the person that a machine made alone, so that a person can be asked to look at one. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { isDay, type Day } from "../../gdpr/day";
import type { Decided } from "../../gdpr/wish";
import type { Table } from "../../policy/schema";
import { recordCode } from "../../seal/record-code";
import { ownRecords, type Owned } from "./own-records";
import { isWhole, type Unheard } from "./told";

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
  const { records, unreachable, inPart } = await decided(who);
  const decisions = records
    .flatMap((record) => shownAs(who, record) ?? [])
    .toSorted((a, b) => ((a.on ?? "") < (b.on ?? "") ? 1 : -1));
  return { decisions, unreachable, inPart };
}

/**
 * The decision of a code, to ask about; null when there is none, or a person has looked at it before. "unanswered" when there might be
 * one in what did not answer.
 */
export async function decisionOf(who: Actor, code: string): Promise<Decided | "unanswered" | null> {
  const said = await decided(who);
  for (const record of said.records) {
    const shown = shownAs(who, record);
    if (shown?.code !== code || shown.looked) continue;
    const { source, category, part, key, version } = record;
    return { source, category, part, key, version, decidedOn: shown.on, code };
  }
  return isWhole(said) ? null : "unanswered";
}

const decided = (who: Actor) => ownRecords(who, holdsDecisions, null);

/** The row itself is the decision, not what its columns hold of another kind. */
const holdsDecisions = (table: Table, category: string): boolean =>
  table.decision !== undefined && table.category === category;

function shownAs(who: Actor, { source, part, key, category, values, table }: Owned): MachineDecision | null {
  const { decision: columns } = table;
  if (!columns) return null;
  const result = String(values[columns.result]);
  const day = String(values[columns.decidedOn] ?? "").slice(0, 10);
  return {
    code: recordCode(who, { source, part, key }),
    label: policy().categories[category]?.label[who.language] ?? category,
    on: isDay(day) ? day : null,
    result,
    best: result === columns.offers[0],
    looked: values[columns.reviewed] === true,
  };
}
