/**
 * What one person of the desk can do about a request, and what comes first. The steps decide again when it is pressed;
 * this only keeps pages from offering what would be refused.
 */
import { has, type Actor } from "../../actor";
import { day } from "../../gdpr/day";
import { mayExtend } from "../../gdpr/deadline";
import { isClosed } from "../../gdpr/request";
import { isDecided } from "../../gdpr/task";
import type { DeskRequest, Line, Task } from "./request";

export const stepNames = [
  "stopped",
  "identity",
  "doubt",
  "opinion",
  "approve",
  "tasks",
  "refuse",
  "extend",
  "hold",
  "replan",
] as const;
export type StepName = (typeof stepNames)[number];
/** `first`: the one filled button, null when this person has nothing to do now; `others`: what else is possible. */
export type Steps = { first: StepName | null; others: StepName[] };

/** Decisions that a person has to take before the plan can be approved: counted records in doubt. */
export const openDoubts = ({ decisions }: Pick<DeskRequest, "decisions">): Line[] =>
  decisions.filter(({ action, count }) => action === "ask" && (count ?? 0) > 0);

/** A reviewer's proposal to refuse, which waits for a second one; null when there is none. */
export const proposedRefusal = ({ tasks, state }: Pick<DeskRequest, "tasks" | "state">): Task | null =>
  state === "refused" ? null : (tasks.find(({ kind, done }) => kind === "second-refusal" && !done) ?? null);

/** The steps open to this person. */
export function stepsFor(who: Actor, request: DeskRequest): Steps {
  if (request.own) return { first: null, others: [] };
  const possible = stepNames.filter((step) => isPossible[step](request) && has(who, ...actors[step]));
  const [first, ...others] = possible;
  // Refusing, extending, holding and planning anew are choices, never the next thing that has to be done.
  if (first === undefined || !isAwaited(first, request)) return { first: null, others: possible };
  return { first, others };
}

/** An opinion that nobody has to give is offered, not asked for. */
const isAwaited = (step: StepName, { needs }: DeskRequest): boolean =>
  awaited.includes(step) && (step !== "opinion" || needs.opinion);

const awaited: readonly StepName[] = ["stopped", "identity", "doubt", "opinion", "approve", "tasks"];

const actors: Record<StepName, ("reviewer" | "dpo")[]> = {
  stopped: ["reviewer"],
  identity: ["reviewer"],
  doubt: ["reviewer"],
  opinion: ["dpo"],
  approve: ["reviewer"],
  tasks: ["reviewer", "dpo"],
  refuse: ["reviewer"],
  extend: ["reviewer"],
  hold: ["reviewer", "dpo"],
  replan: ["reviewer"],
};

const isPlanned = ({ state, planHash }: DeskRequest): boolean => state === "planned" && planHash !== null;
const given = ({ approvals }: DeskRequest, kind: string) =>
  approvals.find((approval) => approval.kind === kind && approval.current);

const isPossible: Record<StepName, (request: DeskRequest) => boolean> = {
  stopped: ({ tasks }) => tasks.some(({ kind, done }) => kind === "stopped" && !done),
  identity: ({ state, waitsFor }) => state === "received" && waitsFor === "reviewer",
  doubt: (request) => isPlanned(request) && openDoubts(request).length > 0,
  opinion: (request) => isPlanned(request) && !given(request, "opinion"),
  approve: (request) =>
    isPlanned(request) &&
    !isPossible.stopped(request) &&
    openDoubts(request).length === 0 &&
    (!request.needs.opinion || given(request, "opinion") !== undefined) &&
    !request.approvals.some(({ kind, mine, current }) => kind !== "opinion" && mine && current),
  tasks: ({ tasks }) => tasks.some(({ done, kind }) => !done && !isDecided(kind)),
  refuse: (request) =>
    ["received", "identified", "planned"].includes(request.state) && proposedRefusal(request)?.mine !== true,
  extend: ({ state, extendedOn, receivedOn, today }) =>
    !isClosed(state) && extendedOn === null && mayExtend({ received: day(receivedOn), today: day(today) }).ok,
  hold: ({ closedAt, duties }) => closedAt === null || duties.some(({ state }) => state !== "done"),
  replan: isPlanned,
};
