/**
 * Art. 15(4), 12(4): a reviewer decides about records that name others, those that they just looked at: each is handed out, with
 * details blacked out or not, or withheld. The decisions lie sealed in the request's file and the event commits to them; a plan that
 * already stands on decisions about these records is made and hashed anew.
 */
import type { Actor } from "../../actor";
import type { Tx } from "../../db";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { isMarked, type RecordDecision } from "../../gdpr/redaction";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "../decide/allowed";
import { obstacleTo, openLooks } from "../decide/look-at-records";
import type { Loaded } from "../load";
import { note } from "../move";
import { planAnew } from "../plan/plan-anew";
import { drawerKind, type Decided } from "./decided";

type Refused = "not-found" | "not-allowed" | "own-request" | "closed" | "not-planned" | "look-over" | "nothing-decided";

/** Decides about records of the line that the look (its event's number) opened. */
export async function decideRecords(
  who: Actor,
  reference: string,
  { look, decisions }: { look: number; decisions: readonly RecordDecision[] },
): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    const obstacle = obstacleTo(who, request);
    if (obstacle) return no(obstacle);
    if (request.state !== "planned" || request.right !== "access") return no("not-planned");
    const line = await lineOf(tx, who, request, look);
    if (!line) return no("look-over");
    const about = decisions.filter(({ part }) => part === line.part);
    if (about.length === 0) return no("nothing-decided");
    await record(tx, who, request, { source: line.source, category: line.category, decisions: about });
    const answers = await tx.answer.count({
      where: { request: reference, answer: "redact", selector: { in: line.groups.map(groupKey) } },
    });
    if (answers > 0) await planAnew(tx, request, "redaction");
    return done;
  });
}

async function lineOf(tx: Tx, who: Actor, { id, keys, planNo, planHash }: Loaded, look: number) {
  const sealed = (await openLooks(tx, who, id, keys)).find(({ seq }) => seq === look)?.sealed;
  if (!sealed || planHash === null || sealed.planNo !== planNo) return null;
  const where = { request_planNo_idx: { request: id, planNo, idx: sealed.decision } };
  const { source, category, groups } = await tx.decision.findUniqueOrThrow({ where });
  const marked = (groups as unknown as Group[]).filter(isMarked);
  return marked.length > 0 ? { source, category, part: sealed.part, groups: marked } : null;
}

async function record(tx: Tx, who: Actor, { id, keys }: Loaded, press: Decided): Promise<void> {
  const { source, category, decisions } = press;
  const released = decisions.filter(({ withheld }) => withheld === null);
  const blackedOut = released.flatMap(({ fields }) => Object.values(fields)).filter((reason) => reason !== null).length;
  const { commit } = await putInDrawer(tx, keys, drawerKind, press);
  const counts = { released: released.length, blackedOut, withheld: decisions.length - released.length };
  await note(tx, id, "redacted", who, { as: "reviewer", data: { source, category, ...counts }, commit });
}
