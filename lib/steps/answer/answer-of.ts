/**
 * Art. 12(3), (4): the answer of a request in lines and numbers, from the approved plan and what became of it. What must be
 * decided before it is shown, and what is somebody else's, is not in it.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { mayTell } from "../../gdpr/disclosure";
import type { Answer as Given } from "../../gdpr/facts";
import { numbers, type Numbers, type Outcome } from "../../gdpr/numbers";
import { groupKey, keptBecause } from "../../gdpr/plan";
import type { Action, Decision, Group } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";

export type AnswerLine = {
  source: string;
  category: string;
  action: Action;
  ground: string | null;
  norm: string | null;
  until: string | null;
  since: string | null;
  count: number | null;
  open: number;
  held: number;
  gone: number;
};
export type Answer = { lines: AnswerLine[]; numbers: Numbers };

/**
 * The answer of the current plan. `right` and `planNo` are those of the request. `ahead`: as it will be when every system
 * does what the plan says, for whoever reads the answer before it is approved.
 */
export async function answerOf(
  tx: Tx,
  request: { id: string; planNo: number; right: string },
  { ahead = false }: Ahead = {},
): Promise<Answer> {
  const { id, planNo } = request;
  const rows = await tx.decision.findMany({ where: { request: id, planNo }, orderBy: { idx: "asc" } });
  const given = await tx.answer.findMany({ where: { request: id }, select: { selector: true, answer: true } });
  const answers = new Map(given.map(({ selector, answer }) => [selector, answer as Given]));
  const shown = rows.flatMap((row) => visible(ahead ? carriedOut(row) : row, answers) ?? []);
  const later = await arrivedLater(tx, request);
  const decisions = shown.map((row): Decision => ({
    ...row,
    action: row.action as Action,
    mode: row.mode as Decision["mode"],
    until: row.until?.toISOString().slice(0, 10) ?? null,
  }));
  const outcomes = shown.map((row): Outcome | null =>
    row.finishedAt ? { done: row.done, gone: row.gone, held: row.held, left: row.leftOver ?? 0 } : exported(row),
  );
  const plan = { v: 1 as const, request: id, right: request.right as Right, policy: "", decisions };
  return { lines: shown.map(lineOf), numbers: numbers(plan, outcomes, later) };
}

export type Ahead = { ahead?: boolean };

/** Records seen when looking again, after the plan was made. */
export async function arrivedLater(tx: Tx, { id, planNo }: { id: string; planNo: number }): Promise<number> {
  const searches = await tx.search.findMany({ where: { request: id, planNo }, select: { later: true } });
  return searches.reduce((sum, row) => sum + (row.later ?? 0), 0);
}

/** The row when everything on its list is done. */
export function carriedOut<R extends Row>(row: R): R {
  if (row.finishedAt !== null || row.count === null || row.action === "ask") return row;
  return { ...row, done: row.count, gone: 0, held: 0, leftOver: 0, finishedAt: new Date(0) };
}

type Disclose = "always" | "after-review" | undefined;
type Row = Awaited<ReturnType<Tx["decision"]["findMany"]>>[number];

/** What was handed out has no list that could be left over: all of it is in the package. */
const exported = ({ action, count }: Row): Outcome | null =>
  action === "export" && count !== null ? { done: count, gone: 0, held: 0, left: 0 } : null;

/** The row without the groups that must not be told of; null when nothing of it is left. */
function visible(row: Row, answers: ReadonlyMap<string, Given>): Row | null {
  if (row.norm === keptBecause.notTheirs) return null;
  const { disclose } = policy().categories[row.category] ?? {};
  // A system searched by hand was not asked for its groups: it is told of as a system.
  const groups = row.groups as unknown as Group[];
  const hidden = groups.filter((group) => !isTold(row, group, disclose, answers.get(groupKey(group))));
  if (hidden.length === groups.length && groups.length > 0) return null;
  if (hidden.length === 0 || row.count === null) return row;
  const less = hidden.reduce((sum, { count }) => sum + (count ?? 0), 0);
  return { ...row, count: row.count - less, done: Math.max(0, row.done - less) };
}

const isTold = (row: Row, group: Group, disclose: Disclose, answer: Given | undefined): boolean =>
  row.count === null ? disclose === "always" : mayTell(group, disclose, answer);

function lineOf(row: Row): AnswerLine {
  const { source, category, ground, norm, count, done, gone, held } = row;
  const still = Math.min(done, row.leftOver ?? 0);
  const writes = ["erase", "unlink", "truncate", "restrict"].includes(row.action);
  return {
    source,
    category,
    action: row.action as Action,
    ground,
    norm,
    until: row.until?.toISOString().slice(0, 10) ?? null,
    since: row.since?.toISOString().slice(0, 10) ?? null,
    count,
    open: writes && count !== null ? count - done - gone - held + still : 0,
    held,
    gone,
  };
}
