/** What authorities ask, answered from the records and the policy: figures for a period, nothing that only people know. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import type { Day } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsEvidence } from "../readers";
import { authoritySql } from "./authority-sql";
import type { AskedPeriod } from "./period";
import type { Found } from "./found";
import type { Question } from "./question";
import { accessQuestions, erasureQuestions } from "./questions";

export type Authority = { today: Day; from: Day; to: Day; access: Question[]; erasure: Question[] };

/** Both questionnaires for a period, in one query; null for those who may not read the evidence. */
export async function authorityAnswers(who: Actor, asked: AskedPeriod): Promise<Authority | null> {
  if (!readsEvidence(who)) return null;
  const own = policy();
  const statement = authoritySql(asked, own.zone);
  const [row] = await transactionAs(staffSight(who), (tx) => tx.$queryRaw<{ found: Found }[]>(statement));
  if (!row) throw new Error("the authority's questions gave nothing");
  const { today, from, to } = row.found;
  return { today, from, to, access: accessQuestions(row.found, own), erasure: erasureQuestions(row.found, own) };
}
