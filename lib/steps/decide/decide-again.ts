/**
 * Art. 22(3): a person looks at a decision that a machine made. With the person's own view before them a reviewer lets it
 * stand or changes it, says why in plain words, and the shop's record says from then on that a person looked.
 */
import { system, type Actor } from "../../actor";
import { policy, sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import type { Decided } from "../../gdpr/wish";
import { wake } from "../../jobs/wake";
import { tableOf } from "../../policy/table-of";
import { done, no, type Result } from "../../result";
import { openDrawer, putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { resultNow } from "./decision-shown";
import { feeIsOpen } from "./fee";
import { keepClaim, type Claim } from "../claim";
import { wishOf } from "../plan/corrected";
import type { Loaded } from "../load";
import { reached } from "../milestone";
import { move, note } from "../move";
import { openReviewerTask, taskOf } from "./reviewer-task";
import { writeBatch } from "../carry-out/write-list";

export type Again = {
  outcome: "stands" | "changed";
  /** The new result, one of those the policy offers; null when the decision stands. */
  result: string | null;
  /** In plain words: it goes into the letter. */
  reasons: string;
};

type Refused =
  "not-found" | "not-allowed" | "own-request" | "fee-open" | "not-open" | "reason-missing" | "no-result" | "not-better";

/** Records what a reviewer decided; the shop's record and the answer follow by themselves. */
export async function decideAgain(who: Actor, reference: string, again: Again): Promise<Result<Refused>> {
  if (again.reasons.trim().length < 20) return no("reason-missing");
  // Asked outside the transaction: a source may take its time.
  const before = again.outcome === "changed" ? await resultNow(who, reference) : null;
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (feeIsOpen(request)) return no("fee-open");
    if (request.right !== "intervention" || !(await taskOf(tx, reference, "decide-again"))) return no("not-open");
    const about = (await wishOf(tx, request))?.decision;
    const offers = about && tableOf(policy(), about.source, about.part)?.decision?.offers;
    if (again.outcome === "changed") {
      if (!offers?.includes(again.result ?? "")) return no("no-result");
      // The answer says "in your favour": offers stand in the policy with the best for the person first.
      const least = before === null ? offers.length - 1 : offers.indexOf(before);
      if (offers.indexOf(again.result ?? "") >= least) return no("not-better");
    }
    const { commit } = await putInDrawer(tx, request.keys, "again", again);
    await note(tx, reference, "decided-again", who, { as: "reviewer", data: { outcome: again.outcome }, commit });
    const now = await portalNow(tx);
    await tx.task.updateMany({
      where: { request: reference, kind: "decide-again" },
      data: { doneAt: now, doneBy: who.person, answer: again.outcome },
    });
    await tx.request.update({ where: { id: reference }, data: { waitsFor: null, tryAt: now } });
    await wake(tx, "advance", reference);
    return done;
  });
}

/** What was decided, once it was. */
export async function againOf(tx: Tx, { id, keys }: Pick<Loaded, "id" | "keys">): Promise<Again | null> {
  const row = await tx.drawer.findFirst({ where: { request: id, kind: "again" }, orderBy: { madeAt: "desc" } });
  return row ? openDrawer<Again>(tx, keys, row.id) : null;
}

/** Waits for the reviewer, then writes into the shop's record that a person looked, and what came of it. */
export async function lookAtDecision(request: Loaded, claimed: Claim): Promise<"fulfilled" | "waits"> {
  const again = await againOf(db(), request);
  const about = (await wishOf(db(), request))?.decision;
  if (!again || !about) {
    await openReviewerTask(request, "decide-again", claimed);
    return "waits";
  }
  await keepClaim(claimed);
  const written = await writeResult(request, about, again);
  reached("again:written");
  // The letter says what came of it, so what the shop would not take is settled there by a person first.
  if (!written && !(await settledByHand(request, about, claimed))) return "waits";
  await db().$transaction(async (tx) => {
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: null } });
    await move(tx, request.id, "fulfilled", system, { data: { plan: null }, fence: claimed.fence });
  });
  return "fulfilled";
}

/** Whether a person wrote down how the decision got into the record; opens their task once. */
async function settledByHand({ id, unrolledOn }: Loaded, about: Decided, { fence }: Claim): Promise<boolean> {
  const { source, category } = about;
  const task = { request: id, kind: "held-back", source, category };
  if ((await db().task.count({ where: { ...task, doneAt: { not: null } } })) > 0) return true;
  await db().$transaction(async (tx) => {
    const { count } = await tx.task.createMany({ data: [{ ...task, dueOn: unrolledOn }], skipDuplicates: true });
    if (count === 0) return;
    await tx.request.update({ where: { id }, data: { waitsFor: "reviewer" } });
    await note(tx, id, "waits", system, { data: { for: "reviewer" }, fence });
  });
  return false;
}

/** Whether the shop's record now says what was decided. */
async function writeResult({ id }: Loaded, about: Decided, { outcome, result }: Again): Promise<boolean> {
  const columns = tableOf(policy(), about.source, about.part)?.decision;
  if (!columns || !sourceById(about.source).write) return false;
  const values = {
    [columns.reviewed]: "true",
    ...(outcome === "changed" ? { [columns.result]: result } : {}),
  };
  const { part, key, version } = about;
  const left = { done: 0 };
  await writeBatch(
    { operation: `${id}/again`, source: about.source, writing: "rectify", items: [{ part, key, version, values }] },
    { stops: async () => null, settle: async (_tx, { done }) => void (left.done = done), mayBeUnderWay: false },
  );
  return left.done === 1;
}
