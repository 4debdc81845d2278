/**
 * What one person of the desk can do about a request, and what comes first. The steps decide again when it is pressed;
 * this only keeps pages from offering what would be refused.
 */
import { has, type Actor, type Role } from "../../actor";
import { addDays, day } from "../../gdpr/day";
import { mayExtend } from "../../gdpr/deadline";
import { isMarked } from "../../gdpr/redaction";
import { groundsFor } from "../../gdpr/refusal";
import { isClosed } from "../../gdpr/request";
import { isDecided } from "../../gdpr/task";
import { overridable } from "./overridable";
import type { DeskRequest, Line, Task } from "./request";

export const stepNames = [
  "stopped",
  "identity",
  "identity-query",
  "redact",
  "doubt",
  "exceptions",
  "second-look",
  "opinion",
  "weigh",
  "approve",
  "decide-again",
  "answer-by-hand",
  "transfer-unknown",
  "tasks",
  "message",
  "demand-second-look",
  "release-again",
  "refuse",
  "fee",
  "fee-answer",
  "identity-answer",
  "lift",
  "extend",
  "hold",
  "records",
  "override",
  "replan",
] as const;
export type StepName = (typeof stepNames)[number];
/** `first`: the one filled button, null when this person has nothing to do now; `others`: what else is possible. */
export type Steps = { first: StepName | null; others: StepName[] };

/** Decisions that a person has to take before the plan can be approved: counted records in doubt. */
export const openDoubts = ({ decisions }: Pick<DeskRequest, "decisions">): Line[] =>
  decisions.filter(({ action, count }) => action === "ask" && (count ?? 0) > 0);

/** Lines of a copy whose records name others and are decided about one by one (Art. 15(4)), those that were decided included. */
export const marked = ({ right, decisions }: Pick<DeskRequest, "right" | "decisions">): Line[] =>
  right === "access"
    ? decisions.filter(({ action, groups, ground, list }) =>
        action === "ask" ? groups.some((group) => isMarked(group) && group.count) : ground === "15(4)" && list !== null,
      )
    : [];

/** A reviewer's proposal to refuse, which waits for a second one; null when there is none. */
export const proposedRefusal = ({ tasks, state }: Pick<DeskRequest, "tasks" | "state">): Task | null =>
  state === "refused" ? null : (tasks.find(({ kind, done }) => kind === "second-refusal" && !done) ?? null);

/** The steps open to this person. */
export function stepsFor(who: Actor, request: DeskRequest): Steps {
  if (request.own) return { first: null, others: [] };
  const possible = stepNames.filter((step) => isPossible[step](request) && has(who, ...(others[step] ?? ["reviewer"])));
  const [first, ...rest] = possible;
  // The officer's demand, refusing, a fee and its answer, a question and its answer, ending a pause, more time, a hold, a look, an override and a
  // new plan are choices, never what has to be done next.
  if (first === undefined || !isAwaited(first, request)) return { first: null, others: possible };
  return { first, others: rest };
}

/** An opinion that nobody has to give is offered, not asked for; so is a message to somebody who wrote none. */
const isAwaited = (step: StepName, request: DeskRequest): boolean =>
  !choices.includes(step) &&
  // While a question is open its answer is awaited, until the month ends without one.
  (step !== "identity" || request.question === null || request.today >= request.unrolledOn) &&
  (step !== "opinion" || request.needs.opinion) &&
  (step !== "redact" || marked(request).some(({ action }) => action === "ask")) &&
  (step !== "message" || isOpen(request, "message"));

const choices: readonly StepName[] = [
  ...([
    "demand-second-look",
    "release-again",
    "refuse",
    "fee",
    "fee-answer",
    "identity-query",
    "identity-answer",
    "lift",
    "extend",
    "hold",
    "records",
    "override",
    "replan",
  ] as const),
];

/** Steps of the officer, or also of the officer; all others are a reviewer's alone. */
const others: Partial<Record<StepName, Role[]>> = {
  opinion: ["dpo"],
  "demand-second-look": ["dpo"],
  "transfer-unknown": ["reviewer", "dpo"],
  message: ["reviewer", "dpo"],
  tasks: ["reviewer", "dpo"],
  hold: ["reviewer", "dpo"],
  records: ["reviewer", "dpo"],
};

const isPlanned = ({ state, planHash }: DeskRequest): boolean => state === "planned" && planHash !== null;
const given = ({ approvals }: DeskRequest, kind: string) =>
  approvals.find((approval) => approval.kind === kind && approval.current);

/** Open for a decision of the person who looks: no stop, no doubt, no fee, the officer was heard, and they gave no word yet. */
const isRipe = (request: DeskRequest): boolean =>
  isPlanned(request) &&
  !isOpen(request, "stopped") &&
  openDoubts(request).length === 0 &&
  !feeIsOpen(request) &&
  (!request.needs.opinion || given(request, "opinion") !== undefined) &&
  !request.approvals.some(({ kind, mine, current }) => kind !== "opinion" && mine && current);

const isOpen = ({ tasks }: DeskRequest, kind: string): boolean =>
  tasks.some((task) => task.kind === kind && !task.done);

const feeIsOpen = ({ feeState }: DeskRequest): boolean => feeState === "announced";

const undecided = ({ state }: DeskRequest): boolean => ["received", "identified", "planned"].includes(state);

/** Pauses that this request set and of whose end nobody was told yet. */
export const liftable = ({ restrictions, reference }: Pick<DeskRequest, "restrictions" | "reference">) =>
  restrictions.filter(({ request, announced }) => request === reference && !announced);

/** A pause that only bridges the time until a decision is not ended before it. */
const mayEnd = ({ right, state }: DeskRequest): boolean =>
  right === "restriction" || state === "fulfilled" || isClosed(state);

/** A copy that still has its key, and that the person can hardly fetch any more; whoever proposed it waits for another. */
function mayReleaseAgain({ package: copy, tasks, now }: DeskRequest): boolean {
  if (!copy?.availableAt || !copy.expiresAt || copy.destroyedAt) return false;
  const days = (Date.parse(copy.expiresAt) - Date.parse(now)) / 86_400_000;
  const proposed = tasks.some(({ kind, done, mine }) => kind === "release-again" && !done && mine);
  return days > 0 && (copy.left === 0 || days <= 7) && !proposed;
}

const isPossible: Record<StepName, (request: DeskRequest) => boolean> = {
  stopped: (request) => isOpen(request, "stopped"),
  identity: ({ state, waitsFor, question }) => state === "received" && (waitsFor === "reviewer" || question !== null),
  // Three days to answer before the month ends; again only where the mail came back.
  "identity-query": ({ state, waitsFor, question, letters, purposes, unrolledOn, today }) =>
    state === "received" &&
    (question === null
      ? waitsFor === "reviewer"
      : letters.findLast(({ kind }) => kind === "identity-query")?.mail === "bounced") &&
    purposes.length === 0 &&
    addDays(day(today), 4) <= unrolledOn,
  redact: (request) => isPlanned(request) && marked(request).length > 0,
  doubt: (request) => isPlanned(request) && openDoubts(request).length > 0,
  exceptions: (request) => isOpen(request, "exceptions"),
  // Before an approval two reviewers approve instead.
  "second-look": (request) => request.state === "approved" && isOpen(request, "second-look"),
  "demand-second-look": (request) =>
    (isPlanned(request) || request.state === "approved") && !isOpen(request, "second-look"),
  opinion: (request) => isPlanned(request) && !given(request, "opinion"),
  weigh: (request) => request.weighed.length > 0 && isRipe(request) && proposedRefusal(request)?.mine !== true,
  // An objection to a use is weighed, which approves the plan as well (Art. 21(1)).
  approve: (request) => request.weighed.length === 0 && isRipe(request),
  "decide-again": (request) => isOpen(request, "decide-again") && !feeIsOpen(request),
  "answer-by-hand": (request) => isOpen(request, "answer-by-hand") && !feeIsOpen(request),
  "transfer-unknown": (request) => isOpen(request, "transfer-unknown"),
  message: (request) => request.closedAt === null && (request.answerBy === "portal" || isOpen(request, "message")),
  tasks: ({ tasks }) => tasks.some(({ done, kind }) => !done && !isDecided(kind)),
  refuse: (request) => undecided(request) && groundsFor(request).length > 0 && proposedRefusal(request)?.mine !== true,
  // What ends at once is never charged.
  fee: (request) => undecided(request) && request.feeState === null && request.purposes.length === 0,
  "fee-answer": (request) => undecided(request) && feeIsOpen(request),
  "identity-answer": ({ state, question }) => state === "not-identified" || (state === "received" && question !== null),
  lift: (request) => liftable(request).length > 0 && mayEnd(request) && !isOpen(request, "exceptions"),
  extend: ({ state, extendedOn, receivedOn, today }) =>
    !isClosed(state) && extendedOn === null && mayExtend({ received: day(receivedOn), today: day(today) }).ok,
  "release-again": mayReleaseAgain,
  hold: ({ closedAt, duties }) => closedAt === null || duties.some(({ state }) => state !== "done"),
  records: ({ closedAt, planHash, decisions }) =>
    closedAt === null && planHash !== null && decisions.some(({ count }) => (count ?? 0) > 0),
  override: (request) => isPlanned(request) && !isOpen(request, "stopped") && overridable(request).open.length > 0,
  replan: isPlanned,
};

/** The step that a task is settled by; null for one that is done by hand. */
export const stepOf = (kind: string): StepName | null =>
  isDecided(kind) ? (stepNames.find((step) => step === kind) ?? null) : null;
