/**
 * Art. 18(2): while data are paused, a use goes on only on a recorded ground. A reviewer decides about each use that may
 * have to, the same working day, and the person is told.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { ExceptionDecision } from "../../gdpr/facts";
import { rollToWorkingDay } from "../../gdpr/holidays";
import type { ExceptionGround } from "../../gdpr/wish";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import type { Loaded } from "../load";
import { note } from "../move";

/** A use of the policy's list, with its purposes. */
export type Use = { id: string; purposes: string[] };

/** The uses of the paused data about which a reviewer has to decide: those whose purposes carry a paused category. */
export async function usesToDecide(tx: Tx, { id, planNo }: Pick<Loaded, "id" | "planNo">): Promise<Use[]> {
  const rows = await tx.decision.findMany({
    where: { request: id, planNo, action: "restrict", mode: "art18" },
    select: { category: true },
  });
  return usesOf(rows.map(({ category }) => category));
}

/** The uses whose purposes carry one of these categories. */
export function usesOf(paused: readonly string[]): Use[] {
  const { categories, pause } = policy();
  const carried = new Set(paused.flatMap((category) => categories[category]?.purposes ?? []));
  return Object.entries(pause.continue).flatMap(([use, { purposes }]) => {
    const own = purposes.filter((purpose) => carried.has(purpose));
    return own.length > 0 ? [{ id: use, purposes: own }] : [];
  });
}

/** Opens the task of the same working day when there is something to decide. Repeating it opens none twice. */
export async function openExceptions(tx: Tx, request: Loaded): Promise<void> {
  if ((await usesToDecide(tx, request)).length === 0) return;
  const { zone, holidays } = policy();
  const today = rollToWorkingDay(holidays, dayIn(zone, await portalNow(tx)));
  await tx.task.createMany({
    data: [{ request: request.id, kind: "exceptions", dueOn: new Date(today) }],
    skipDuplicates: true,
  });
}

/** Whether the decision about the uses is still to come. */
export const exceptionsOpen = async (tx: Tx, request: string): Promise<boolean> =>
  (await tx.task.count({ where: { request, kind: "exceptions", doneAt: null } })) > 0;

export type UseDecision = { use: string; decision: ExceptionDecision; ground: ExceptionGround | null; reason: string };
type Refused = "not-found" | "not-allowed" | "own-request" | "not-open" | "incomplete" | "reason-missing";

/** Whether each use that is open was decided about. */
export const isComplete = async (tx: Tx, request: Loaded, decisions: readonly UseDecision[]): Promise<boolean> =>
  (await usesToDecide(tx, request)).every(({ id }) => decisions.some(({ use }) => use === id));

/** Decides about every use that is open, at once; what goes on needs its ground and a reason. */
export async function decideExceptions(
  who: Actor,
  reference: string,
  decisions: readonly UseDecision[],
): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (!(await exceptionsOpen(tx, reference))) return no("not-open");
    if (!(await isComplete(tx, request, decisions))) return no("incomplete");
    const uses = await usesToDecide(tx, request);
    const chosen = uses.map(({ id }) => decisions.find(({ use }) => use === id));
    const goesOn = (one: UseDecision | undefined) => one?.decision === "goes-on";
    if (chosen.some((one) => goesOn(one) && (one?.ground == null || one.reason.trim().length < 10)))
      return no("reason-missing");
    for (const [at, use] of uses.entries()) await record(tx, who, request, use, chosen[at] as UseDecision);
    const now = await portalNow(tx);
    await tx.task.updateMany({
      where: { request: reference, kind: "exceptions" },
      data: { doneAt: now, doneBy: who.person, answer: "decided" },
    });
    await tx.request.update({ where: { id: reference }, data: { waitsFor: null, tryAt: now } });
    await wake(tx, "advance", reference);
    return done;
  });
}

async function record(tx: Tx, who: Actor, request: Loaded, use: Use, given: UseDecision): Promise<void> {
  const { decision, reason } = given;
  const ground = decision === "goes-on" ? given.ground : null;
  const drawer =
    reason.trim() === "" ? null : await putInDrawer(tx, request.keys, "exception", { use: use.id, reason });
  for (const purpose of use.purposes) {
    const row = { decision, ground, personId: who.person as string, drawerId: drawer?.id ?? null };
    await tx.restrictionException.create({ data: { request: request.id, purpose, ...row } });
    await note(tx, request.id, "exception-decided", who, {
      as: "reviewer",
      data: { purpose, decision, ground },
      commit: drawer?.commit ?? null,
    });
  }
}
