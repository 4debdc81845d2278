/** That what ran is what was approved, and what was approved is what was made: by the hashes in the events. */
import type { Event } from "../gdpr/evidence";
import type { Plan } from "../gdpr/plan-value";
import { names, type Approval, type Manifest } from "./format";
import type { Report } from "./problem";

const approving = new Set(["first-approved", "second-approved", "approved"]);
const running = new Set(["executed", "fulfilled"]);

/** Each approval is of the last plan made; whatever runs is of the last plan approved. */
export function verifyPlanHashes(events: readonly Event[], report: Report): void {
  let made: unknown = null;
  let approved: unknown = null;
  events.forEach(({ fact, data }, i) => {
    const differs = (expected: unknown) => data.plan !== expected && report(names.events, i + 1, "other-plan");
    // A plan made anew voids the approval of the one before.
    if (fact === "planned") [made, approved] = [data.plan, null];
    else if (approving.has(fact)) {
      differs(made);
      if (fact === "approved") approved = data.plan;
    } else if (running.has(fact) && !(data.plan === null && made === null)) differs(approved);
  });
}

/** The plan's counts against the event that made it; its hash needs the opening. */
export function verifyPlan(
  plan: Plan | undefined,
  { reference, shredded }: Manifest,
  events: readonly Event[],
  report: Report,
): void {
  const made = events.findLast(({ fact }) => fact === "planned");
  if (!plan) {
    if (made && !shredded) report(names.plan, 0, "missing-entry");
    return;
  }
  const received = events.find(({ fact }) => fact === "received");
  const records = plan.decisions.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const same =
    made?.data.decisions === plan.decisions.length &&
    made.data.records === records &&
    plan.request === reference &&
    plan.right === received?.data.right;
  if (!same) report(names.plan, 0, "plan-differs");
}

const tellOf = { approval: ["first-approved", "approved"], second: ["second-approved"], opinion: ["opinion"] };

/** Whether these events tell of the approval, and of the plan that it is of. */
export function stands({ kind, plan, by }: Pick<Approval, "kind" | "plan" | "by">, events: readonly Event[]): boolean {
  const told = events.some(
    ({ fact, actor, data }) =>
      tellOf[kind].includes(fact) && actor.id === by && (kind === "opinion" || data.plan === plan),
  );
  return told && events.some(({ fact, data }) => fact === "planned" && data.plan === plan);
}

/** Every approval stands in the events and every approval of the events has its line. */
export function verifyApprovals(
  approvals: readonly Approval[],
  { shredded }: Manifest,
  events: readonly Event[],
  report: Report,
): void {
  for (const approval of approvals) if (!stands(approval, events)) report(names.approvals, 0, "unknown-approval");
  if (shredded) return;
  events.forEach(({ fact, actor, data }, i) => {
    if (!approving.has(fact) || actor.role === "system") return;
    const given = approvals.some(({ kind, plan, by }) => kind !== "opinion" && plan === data.plan && by === actor.id);
    if (!given) report(names.events, i + 1, "missing-approval");
  });
}
