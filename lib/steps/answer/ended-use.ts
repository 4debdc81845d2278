/** Art. 7(3), 12(3), 21(3): what the answer to an ended use says, from what was recorded about it. */
import { endedStays, keptUntil } from "../../answer/ended-stays";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addPeriod, dayIn, type Day } from "../../gdpr/day";
import type { ErasureChoice } from "../../gdpr/plan-value";
import type { Ended } from "../../letters/answer-facts";
import { guidedDue } from "../carry-out/hand-due";
import { endsIn } from "../../policy/ends-in";
import type { Loaded } from "../load";
import type { Ahead } from "./answer-of";
import { dateOf, type OwnFacts } from "./send-letter";

/** The answer to what ended at once: a consent, advertising. `ahead`: while it is still under way in some system. */
export async function stopFacts(tx: Tx, request: Loaded, { ahead }: Ahead = {}): Promise<OwnFacts<"withdrawal">> {
  const { id, purposes, receivedAt } = request;
  const own = policy();
  const today = dayIn(own.zone, await portalNow(tx));
  const stoppings = await tx.stopping.findMany({ where: { request: id } });
  return {
    ...(await endedFacts(tx, request, { ahead })),
    endedAt: receivedAt,
    ended: labelsOf(purposes, request),
    ...endedStays({ purposes, receivedAt, stoppings }, today, own),
  };
}

/**
 * Where it ended, who ends it by hand, what is erased because of it. `ahead`: before it has ended, the systems in which it will; what
 * goes is known when it has, and without a plan who is asked as well.
 */
export async function endedFacts(tx: Tx, request: Loaded, { ahead = false }: Ahead = {}): Promise<Ended> {
  const { id, language, right } = request;
  const own = policy();
  const now = await portalNow(tx);
  const today = dayIn(own.zone, now);
  const ended = await tx.stopping.findMany({ where: { request: id }, orderBy: { at: "asc" } });
  const rows =
    ahead && ended.length === 0 ? (await willEndIn(tx, request)).map((source) => ({ source, at: now })) : ended;
  const known = await tx.task.findMany({ where: { request: id, kind: `${right}-by-hand` } });
  const tasks = ahead && known.length === 0 ? await willBeByHand(tx, request, today) : known;
  const follower = await tx.request.findFirst({ where: { followsUp: id } });
  const system = (source: string) => own.sources[source]?.label[language] ?? source;
  const byHand = tasks.map((task): [string, Ended["byHand"][number]] => {
    const label = system(task.source ?? "");
    return [label, { label, by: dateOf(task.dueOn) }];
  });
  return {
    zone: own.zone,
    systems: [...new Map(rows.map(({ source, at }) => [source, { label: system(source), at }])).values()],
    byHand: [...new Map(byHand).values()],
    followUp: follower && {
      reference: follower.id,
      labels: (follower.choice as ErasureChoice).categories.map((one) => own.categories[one]?.label[language] ?? one),
    },
    fileUntil: fileUntil(today),
  };
}

/** Systems in which the use will end: those whose records the plan marks, or that hold any for the purposes, where there is no plan. */
async function willEndIn(tx: Tx, { id, planNo, purposes }: Loaded): Promise<string[]> {
  const rows = await tx.decision.findMany({ where: { request: id, planNo, action: "stop" }, orderBy: { idx: "asc" } });
  if (rows.length > 0) return rows.map(({ source }) => source);
  return Object.entries(policy().sources).flatMap(([source, about]) => (endsIn(about, purposes) ? [source] : []));
}

/** Systems in which a person will end it: nobody could count there what the plan is about. */
async function willBeByHand(tx: Tx, request: Loaded, today: Day): Promise<{ source: string; dueOn: Date }[]> {
  const { id, planNo } = request;
  const where = { request: id, planNo, action: "ask", count: null };
  const rows = await tx.decision.findMany({ where, orderBy: { idx: "asc" } });
  return rows
    .filter(({ category }) => policy().categories[category]?.disclose !== "after-review")
    .map(({ source }) => ({ source, dueOn: guidedDue(request, source, today) }));
}

/** The purposes of an objection that is weighed, in the person's language. */
export const weighedLabels = (request: Loaded): string[] => labelsOf(request.weighed, request);

const labelsOf = (purposes: readonly string[], { language }: Loaded): string[] => {
  const { consents, purposes: known } = policy();
  return purposes.map((purpose) => (consents[purpose] ?? known[purpose])?.label[language] ?? purpose);
};

/** Until when the file of a request that closes today is kept. */
export const fileUntil = (today: Day): Day => keptUntil("request-file", today, policy()) ?? addPeriod(today, "P3Y");
