/**
 * Art. 15(4): every record of a line that names others was decided about: the plan is made anew with what is handed out and what is
 * withheld as lines of their own. A record that nobody decided about, or that changed since, keeps the line open.
 */
import type { Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import { isMarked } from "../../gdpr/redaction";
import { done, no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { SourceUnreachable, WrongPerson } from "../../sources/source";
import { recordAnswers } from "../answer/answer";
import { deciding, forStaff } from "../decide/allowed";
import { obstacleTo } from "../decide/look-at-records";
import type { Loaded } from "../load";
import { undecidedIn } from "../plan/redacted";

type Refused =
  | "not-found"
  | "not-allowed"
  | "own-request"
  | "closed"
  | "not-planned"
  | "plan-changed"
  | "undecided"
  | "away"
  | "reason-missing";

type Given = {
  /** Hash of the plan that was shown, and the line's place in it. */
  shown: string;
  line: number;
  reason: string;
};

export async function releaseAsDecided(who: Actor, reference: string, given: Given): Promise<Result<Refused>> {
  if (given.reason.trim().length < 10) return no("reason-missing");
  const looked = await transactionAs(staffSight(who), (tx) => open(tx, who, reference, given));
  if (!looked.ok) return looked;
  const missing = await undecidedNow(who, looked.value);
  if (missing) return no(missing);
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await open(tx, who, reference, given);
    if (!found.ok) return found;
    const { request, groups } = found.value;
    await recordAnswers(tx, who, request, { groups, answer: "redact", reason: given.reason });
    return done;
  });
}

type Line = { request: Loaded; groups: Group[] };

async function open(tx: Tx, who: Actor, reference: string, { shown, line }: Given): Promise<Result<Refused, Line>> {
  const found = await forStaff(tx, who, reference, "reviewer");
  if (!found.ok) return found;
  const request = found.value;
  const { state, right, planNo, planHash } = request;
  const obstacle = obstacleTo(who, request);
  if (obstacle) return no(obstacle);
  if (state !== "planned" || right !== "access") return no("not-planned");
  if (planHash !== shown) return no("plan-changed");
  const row = await tx.decision.findUnique({
    where: { request_planNo_idx: { request: reference, planNo, idx: line } },
  });
  const groups = ((row?.groups ?? []) as unknown as Group[]).filter(isMarked);
  return groups.length > 0 ? { ok: true, value: { request, groups } } : no("plan-changed");
}

/** Asked outside any lock: a source may take its time. */
async function undecidedNow(who: Actor, { request, groups }: Line): Promise<"undecided" | "away" | null> {
  const counting = (tx: Tx) => undecidedIn(tx, request, groups);
  try {
    return (await transactionAs(staffSight(who), counting, { timeout: 120_000 })) > 0 ? "undecided" : null;
  } catch (error) {
    if (error instanceof SourceUnreachable || error instanceof WrongPerson) return "away";
    throw error;
  }
}
