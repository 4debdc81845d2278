/**
 * Art. 12(3), (4): what became of the approved plan, in lines and in numbers that add up to what the person may see of it. The page of
 * a request and its letter both take them from here, so that they say the same.
 */
import type { Line, Reason, Told } from "../gdpr/answer-line";
import { planTotal, numbers, type Outcome } from "../gdpr/numbers";
import { dayIn, dayOfColumn } from "../gdpr/day";
import { keptBecause } from "../gdpr/plan";
import type { Action, Decision, Group, Mode, Plan } from "../gdpr/plan-value";
import { takenUpAs, type TakenUp } from "../gdpr/taken-up";
import type { Policy } from "../policy/schema";
import type { Language } from "../letters/letter";
import { joined, lineOf } from "./line";
import { isByHand, isOpenByHand, shown, staysUnseen, type Answers, type Part } from "./part";

export type DecisionRow = {
  source: string;
  category: string;
  action: string;
  mode: string | null;
  ground: string | null;
  rule: string | null;
  norm: string | null;
  until: Date | null;
  count: number | null;
  groups: unknown;
  done: number;
  gone: number;
  held: number;
  leftOver: number | null;
  stoppedBy: string | null;
  finishedAt: Date | null;
  takenUpBy: string | null;
  /** The request that took it up: a follow-up, or one that the person asked for themselves and that decided about the same. */
  takenUpRow?: { followsUp: string | null } | null;
  duty: {
    state: string;
    stoppedBy: string | null;
    done: number;
    gone: number;
    held: number;
    finishedAt: Date | null;
  } | null;
};

type Context = {
  policy: Policy;
  language: Language;
  answers: Answers;
  copyMade: boolean;
  /** Whether the plan is being carried out; before that the lines say what it foresees. */
  begun: boolean;
  right: Plan["right"];
  /** Records that arrived after the plan was made. */
  later?: number;
};

/** Lines and numbers of a plan's rows. Rows a reviewer has to decide first are in neither. */
export function told(rows: readonly DecisionRow[], context: Context): Told {
  const { policy, answers, language } = context;
  const seen = rows.flatMap((approved) => {
    const row = sinceItsDay(approved, policy);
    const part = partOfRow(row);
    if (isByHand(part, policy) && !staysUnseen(part)) return isOpenByHand(part, policy) ? [{ row, part }] : [];
    const visible = shown(part, policy, answers);
    return visible ? [{ row, part: visible }] : [];
  });
  const plan = planOf(
    seen.map(({ part }) => part),
    context,
  );
  const said = seen.filter(({ part }) => part.count !== null || staysUnseen(part));
  const byHand = seen.filter(({ part }) => part.count === null && !staysUnseen(part));
  return {
    lines: joined(
      said.flatMap(({ row, part }) => linesOf(row, part, context)),
      policy,
    ),
    numbers: numbers(
      plan,
      seen.map(({ row, part }) => outcomeOf(row, part, context)),
      context.later ?? 0,
    ),
    aside: plan.decisions.filter(isAside).reduce((sum, { count }) => sum + (count ?? 0), 0),
    total: planTotal(plan),
    systems: new Set(said.flatMap(({ part }) => (part.count === null ? [] : part.source))).size,
    handSystems: [...new Set(byHand.map(({ part }) => part.source))].map(
      (source) => policy.sources[source]?.label[language] ?? source,
    ),
  };
}

const notMeant: readonly (string | null)[] = [
  keptBecause.notAsked,
  keptBecause.notPortable,
  keptBecause.notCorrectable,
];

const isAside = ({ action, norm }: Decision): boolean => action === "keep" && notMeant.includes(norm);

/** A kept record whose day came: from then on the row says what its duty did. */
function sinceItsDay(row: DecisionRow, policy: Policy): DecisionRow {
  if (row.duty?.state !== "done") return row;
  const rule = policy.categories[row.category]?.rules.find(({ id }) => id === row.rule);
  const { done, gone, held, finishedAt } = row.duty;
  return {
    ...row,
    action: rule?.end ?? "erase",
    until: null,
    done,
    gone,
    held,
    leftOver: 0,
    finishedAt,
    duty: null,
  };
}

function partOfRow(row: DecisionRow): Part {
  const { source, category, ground, rule, norm, count } = row;
  const mode = row.mode as Mode | null;
  const until = row.until && dayOfColumn(row.until);
  return {
    source,
    category,
    ground,
    rule,
    norm,
    count,
    until,
    mode,
    action: row.action as Action,
    groups: row.groups as Group[],
  };
}

function planOf(parts: readonly Part[], { right }: Context): Plan {
  const decisions = parts.map(({ groups: _, ...decision }) => ({ ...decision, list: null }));
  return { v: 1, request: "", right, policy: "", decisions };
}

/** The outcome of the visible records of a row; null while it has not run. */
function outcomeOf(row: DecisionRow, part: Part, { copyMade }: Context): Outcome | null {
  if (row.action === "export") return copyMade ? { done: part.count ?? 0, gone: 0, held: 0, left: 0 } : null;
  if (row.finishedAt === null && row.done + row.gone + row.held === 0) return null;
  const hidden = (row.count ?? 0) - (part.count ?? 0);
  const { gone, held } = row;
  const done = Math.max(0, row.done - hidden);
  // Until the source was asked again nothing is said to be gone.
  const left = row.leftOver ?? done;
  return { done, gone: Math.min(gone, part.count ?? 0), held: Math.min(held, part.count ?? 0), left };
}

const stops: Record<string, Reason> = { hold: "matter", restriction: "paused", copy: "copy" };
/** A person decides whether it goes on: that says nothing about the data. */
const judged = ["contact", "second-look"];

const standsBecause = (stop: string | null): Reason | null =>
  stop === null || judged.includes(stop) ? null : (stops[stop] ?? "matter");

function linesOf(row: DecisionRow, part: Part, context: Context): Line[] {
  const { policy, language } = context;
  const line = sinceThen(lineOf(part, policy, language), row);
  if (row.action === "keep") return [line];
  const outcome = outcomeOf(row, part, context);
  if (!outcome && !context.begun) return [line];
  if (!outcome) return [unconfirmed(line, standsBecause(row.stoppedBy))];
  const still = Math.min(outcome.done, outcome.left);
  const open = (part.count ?? 0) - outcome.done - outcome.gone - outcome.held + still;
  const on = row.finishedAt ? dayIn(policy.zone, row.finishedAt) : null;
  const counted = (count: number, with_: Line): Line[] => (count > 0 ? [{ ...with_, count }] : []);
  return [
    ...counted(outcome.done - still, { ...line, on }),
    ...counted(open, unconfirmed(line)),
    ...counted(outcome.held, restated(line, "stays", "held")),
  ];
}

/** Why the day of a duty that has come ended nothing, where that is another reason than the plan's own. */
const late: Record<string, Reason> = { hold: "matter", restriction: "paused", copy: "copy", left: "held" };

const again: Record<TakenUp, Reason> = { held: "taken-up", needed: "no-longer-needed" };

/** The line as it stands since the answer: a matter that is decided about again, a duty that something stopped on its day. */
function sinceThen(line: Line, { norm, takenUpBy, takenUpRow, duty }: DecisionRow): Line {
  // What the person asked for since has an answer of its own; that what kept it is over, nobody has found.
  if (takenUpBy && takenUpRow?.followsUp === null) return line;
  if (takenUpBy) return restated(line, line.fate === "locked" ? "locked" : "stays", again[takenUpAs(norm)]);
  if (!duty?.stoppedBy) return line;
  // Over by the calendar, and its year is not released: the norm is the same, and so is the reason.
  if (duty.stoppedBy === "tax-year") return { ...line, taxYear: true, from: null, last: null };
  const reason = late[duty.stoppedBy];
  return reason ? restated(line, line.fate, reason) : line;
}

/** Approved and not confirmed. What is to be locked stays either way, and is told as what it is: nothing of it is going. */
const unconfirmed = (line: Line, reason: Reason | null = null): Line =>
  restated(line, line.fate === "locked" ? "stays" : "under-way", reason ?? line.reason);

const restated = (line: Line, fate: Line["fate"], reason: Reason): Line => ({
  ...line,
  fate,
  reason,
  // Whatever else holds it, it no longer waits for the event of its rule.
  event: reason === "norm" ? line.event : null,
  key: `${line.key} ${fate} ${reason}`,
});
