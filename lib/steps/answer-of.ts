/**
 * Art. 12(3), (4): the answer of a request in lines and numbers, from the approved plan and what became of it. Letter,
 * page and desk read the same. What must be decided before it is shown, and what is somebody else's, is not in it.
 */
import { policy } from "../company";
import type { Tx } from "../db";
import { numbers, type Numbers, type Outcome } from "../gdpr/numbers";
import { groupKey, keptBecause } from "../gdpr/plan";
import type { Action, Decision, Group } from "../gdpr/plan-value";
import type { Right } from "../gdpr/right";

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

/** The answer of the current plan. `right` and `planNo` are those of the request. */
export async function answerOf(tx: Tx, request: { id: string; planNo: number; right: string }): Promise<Answer> {
  const { id, planNo } = request;
  const rows = await tx.decision.findMany({ where: { request: id, planNo }, orderBy: { idx: "asc" } });
  const disclosed = await tx.answer.findMany({
    where: { request: id, answer: "disclose" },
    select: { selector: true },
  });
  const shownKeys = new Set(disclosed.map(({ selector }) => selector));
  const shown = rows.filter((row) => isShown(row, shownKeys));
  const searches = await tx.search.findMany({ where: { request: id, planNo }, select: { later: true } });
  const later = searches.reduce((sum, row) => sum + (row.later ?? 0), 0);
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

type Row = Awaited<ReturnType<Tx["decision"]["findMany"]>>[number];

/** What was handed out has no list that could be left over: all of it is in the package. */
const exported = ({ action, count }: Row): Outcome | null =>
  action === "export" && count !== null ? { done: count, gone: 0, held: 0, left: 0 } : null;

function isShown({ category, norm, groups }: Row, disclosed: Set<string>): boolean {
  if (norm === keptBecause.notTheirs) return false;
  if (policy().categories[category]?.disclose !== "after-review") return true;
  return (groups as unknown as Group[]).every((group) => disclosed.has(groupKey(group)));
}

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
