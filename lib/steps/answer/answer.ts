/** plan-and-list 1, 4: a reviewer decides what no rule can: whose the records are, whether they may be disclosed. */
import type { Actor } from "../../actor";
import { portalNow, type Tx } from "../../db";
import type { Answer } from "../../gdpr/facts";
import { groupKey } from "../../gdpr/plan";
import type { Doubt, Group } from "../../gdpr/plan-value";
import { isMarked } from "../../gdpr/redaction";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "../decide/allowed";
import type { Loaded } from "../load";
import { note } from "../move";

type Refused = "not-found" | "not-allowed" | "reason-missing" | "not-planned" | "one-by-one";

type Given = {
  /** `groupKey` of the group that was shown. */
  selector: string;
  /** Every other counted group that is still open in the same doubt gets the same answer; what was decided stays. */
  alike?: boolean;
  /** `redact` follows from decisions about each record: `lib/steps/redact`. */
  answer: Exclude<Answer, "redact">;
  reason: string;
};

/** Answers the doubt about one group, or about all that share it; the plan is then made anew and hashed anew. */
export async function answerDoubt(who: Actor, reference: string, given: Given): Promise<Result<Refused>> {
  const { selector, alike = false, answer, reason } = given;
  if (reason.trim().length < 10) return no("reason-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const { id, planNo, state, right } = found.value;
    if (state !== "planned") return no("not-planned");
    const groups = await groupsOf(tx, id, planNo);
    const shown = groups.find((one) => groupKey(one) === selector);
    if (!shown) return no("not-found");
    // Art. 15(4): what the source marked is handed out record by record, or not at all.
    if (right === "access" && answer === "disclose" && isMarked(shown)) return no("one-by-one");
    const answered = groups.filter((one) => one === shown || (alike && one.open && one.doubt === shown.doubt));
    await recordAnswers(tx, who, found.value, { groups: answered, answer, reason });
    return done;
  });
}

type Recorded = { groups: readonly Group[]; answer: Answer; reason: string };

/** Writes the answers down, each kind of data with its event, and has the plan made anew. */
export async function recordAnswers(
  tx: Tx,
  who: Actor,
  { id, keys }: Pick<Loaded, "id" | "keys">,
  { groups, answer, reason }: Recorded,
): Promise<void> {
  for (const { source, category, selectors } of byCategory(groups)) {
    const drawer = await putInDrawer(tx, keys, "answer", { selectors, answer, reason });
    const row = { answer, personId: who.person as string, drawerId: drawer.id };
    await tx.answer.updateMany({ where: { request: id, selector: { in: selectors } }, data: row });
    await tx.answer.createMany({
      data: selectors.map((one) => ({ request: id, selector: one, ...row })),
      skipDuplicates: true,
    });
    await note(tx, id, "answered-doubt", who, {
      as: "reviewer",
      data: { source, category, answer },
      commit: drawer.commit,
    });
  }
  await tx.request.update({ where: { id }, data: { planHash: null, waitsFor: null, tryAt: await portalNow(tx) } });
  await wake(tx, "advance", id);
}

/** The groups of a plan, each with the doubt its decision leaves it in; `open`: counted, and a person has to decide. */
async function groupsOf(tx: Tx, request: string, planNo: number): Promise<(Group & { open: boolean })[]> {
  const decisions = await tx.decision.findMany({ where: { request, planNo } });
  return decisions.flatMap(({ groups, action, doubt }) =>
    (groups as unknown as Group[]).map((group) => ({
      ...group,
      doubt: group.doubt ?? (doubt as Doubt | null),
      open: action === "ask" && (group.count ?? 0) > 0,
    })),
  );
}

type Answered = { source: string; category: string; selectors: string[] };

/** The event names source and category, so there is one for each of them. */
function byCategory(groups: readonly Group[]): Answered[] {
  const found: Answered[] = [];
  for (const group of groups) {
    const { source, category } = group;
    const same = found.find((one) => one.source === source && one.category === category);
    if (same) same.selectors.push(groupKey(group));
    else found.push({ source, category, selectors: [groupKey(group)] });
  }
  return found;
}
