/**
 * Art. 12(4), 15 to 18, 20: a reviewer decides otherwise about one line of a plan that is not approved, only where the law
 * lets them (`lib/gdpr/overridable.ts`). Ground, norm and day stand in the plan, the reason in the request's drawer; the plan is
 * made anew and hashed anew, and from then on two people approve it. Until then it can be taken back. What stays, is kept
 * back or is not done is refused in part: what the person will be told lies beside the reason and goes out with the approval.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { lineKey } from "../../gdpr/line";
import {
  doesNothing,
  groundsOf,
  needsOf,
  turnOf,
  type OverrideGround,
  type Refusal,
  type Turn,
} from "../../gdpr/overridable";
import { dayProblem, isNorm, type Override } from "../../gdpr/override";
import { draftPlan, groupKey } from "../../gdpr/plan";
import type { Decision, Doubt, Group } from "../../gdpr/plan-value";
import { ruleOf, stopsEnd } from "../../gdpr/retention";
import type { Right } from "../../gdpr/right";
import type { Rule } from "../../gdpr/rule";
import { done, no, yes, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { untoldOf, type ToldToPerson } from "../answer/partial-refusal";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import type { Loaded } from "../load";
import { note } from "../move";
import { planAnew } from "../plan/plan-anew";
import { isAbout, openPauses, situation } from "../plan/situation";

type Closed =
  "not-found" | "not-allowed" | "own-request" | "not-planned" | "plan-changed" | "stopped" | "not-overridable";
type DayProblem = NonNullable<ReturnType<typeof dayProblem>>;
type Told = "facts-missing" | "alternative-missing";
type Wrong =
  Refusal["because"] | DayProblem | Told | "ground" | "norm-missing" | "day-missing" | "needed" | "nothing-left";
type Refused = Closed | Wrong | "reason-missing";

export type Overriding = {
  /** Hash of the plan that was shown. */
  shown: string;
  /** The line's place in it. */
  idx: number;
  ground: OverrideGround;
  /** What asks for the records, and until when; read only where they stay. Only an erasure needs a day. */
  norm: string;
  until: string;
  reason: string;
  /** What the person is told of it, in their language; read only where something stays or is kept back. */
  told?: ToldToPerson;
};

type Row = Awaited<ReturnType<Tx["decision"]["findMany"]>>[number];
type Line = Omit<Decision, "list"> & { doubt: Doubt | null; overridden: boolean };

/** Decides otherwise about one line; nothing changes but by the plan that is made anew. */
export async function override(who: Actor, reference: string, given: Overriding): Promise<Result<Refused>> {
  if (given.reason.trim().length < 10) return no("reason-missing");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await openPlan(tx, who, reference, given.shown);
    if (!found.ok) return found;
    const request = found.value;
    const rows = await tx.decision.findMany({ where: { request: request.id, planNo: request.planNo } });
    const row = rows.find(({ idx }) => idx === given.idx);
    if (!row) return no("not-found");
    const decided = await decide(tx, request, lineOf(row), given);
    if (!decided.ok) return decided;
    const without = await effectOf(tx, request, { rows, row, made: decided.value.made });
    if (without) return no(without);
    await record(tx, who, request, { line: lineOf(row), ...decided.value, given });
    return done;
  });
}

/** Takes an override back, before the plan that stands on it was approved; the line is again what the rules say. */
export async function takeBack(
  who: Actor,
  reference: string,
  given: { shown: string; override: string },
): Promise<Result<Closed>> {
  return deciding<Closed, void>(staffSight(who), reference, async (tx) => {
    const found = await openPlan(tx, who, reference, given.shown);
    if (!found.ok) return found;
    const where = { id: given.override, request: reference, takenBackAt: null };
    const row = await tx.override.findFirst({ where });
    if (!row) return no("not-found");
    await tx.override.update({ where: { id: row.id }, data: { takenBackAt: await portalNow(tx) } });
    const { source, category } = row;
    await note(tx, reference, "override-taken-back", who, { as: "reviewer", data: { source, category } });
    await planAnew(tx, found.value, "override");
    return done;
  });
}

/** Whether lines of the request's plan stand otherwise than the rules say: then nobody approves it alone, and no rule does. */
export const isOverridden = async (tx: Tx, request: string): Promise<boolean> =>
  (await tx.override.count({ where: { request, takenBackAt: null } })) > 0;

/** The request with the plan that was shown, if somebody may still decide about it. */
async function openPlan(tx: Tx, who: Actor, reference: string, shown: string): Promise<Result<Closed, Loaded>> {
  const found = await forStaff(tx, who, reference, "reviewer");
  if (!found.ok) return found;
  const { personId, state, planHash, right, stoppedAt } = found.value;
  if (personId === who.person) return no("own-request");
  if (groundsOf(right, "keep").length === 0) return no("not-overridable");
  if (state !== "planned") return no("not-planned");
  if (planHash !== shown) return no("plan-changed");
  return stoppedAt ? no("stopped") : found;
}

const lineOf = ({ source, category, ground, rule, norm, count, overridden, ...row }: Row): Line => ({
  source,
  category,
  action: row.action as Line["action"],
  mode: row.mode as Line["mode"],
  ground,
  rule,
  norm,
  until: row.until?.toISOString().slice(0, 10) ?? null,
  count,
  doubt: row.doubt as Doubt | null,
  overridden,
});

type Made = { made: Override; to: Turn };

/** The override as the planning will apply it, or why there is none. */
async function decide(tx: Tx, request: Loaded, line: Line, given: Overriding): Promise<Result<Wrong, Made>> {
  const { categories } = policy();
  const { right } = request;
  const rule = ruleOf(categories[line.category]?.rules ?? [], line.rule);
  const turn = turnOf(right, { ...line, everything: request.pause?.categories === null }, rule);
  if ("because" in turn) return no(turn.because);
  const { to } = turn;
  // Nothing else takes anything away: what lies under a hold or a pause is in a copy, and can be kept back of it.
  const stop = right === "erasure" ? await stopOn(tx, request, line.category, rule) : null;
  if (stop) return no(stop);
  const { ground } = given;
  if (!groundsOf(right, to).includes(ground)) return no("ground");
  const beside = await besideGround(tx, right, { to, line, given });
  return beside.ok ? yes({ made: { line: lineKey(line), ground, ...beside.value }, to }) : beside;
}

type Beside = Pick<Override, "norm" | "until">;
type Turned = { to: Turn; line: Line; given: Overriding };

/** Norm and day, where the ground needs them, and what the person is told of a part that is refused. */
async function besideGround(tx: Tx, right: Right, { to, line, given }: Turned): Promise<Result<Wrong, Beside>> {
  const { zone } = policy();
  const needs = needsOf(right, to, given.ground);
  const norm = needs.norm === "none" ? "" : given.norm.trim();
  if (norm === "" ? needs.norm === "must" : !isNorm(norm)) return no("norm-missing");
  const untold = to === "keep" ? untoldOf(given.told) : null;
  if (!needs.until) return untold ? no(untold) : yes({ norm: norm || null, until: null });
  if (given.until === "") return no("day-missing");
  const wrong = dayProblem(given.until, line, dayIn(zone, await portalNow(tx))) ?? untold;
  return wrong ? no(wrong) : yes({ norm, until: given.until });
}

/** A hold or a pause that came after the plan. */
async function stopOn(tx: Tx, request: Loaded, category: string, rule?: Rule): Promise<"held" | "paused" | null> {
  const about = isAbout(category);
  const { holds } = await situation(tx, request, await portalNow(tx));
  if (rule && holds.some((hold) => about(hold) && stopsEnd(rule, hold.kind))) return "held";
  return (await openPauses(tx, request)).some(about) ? "paused" : null;
}

type Tried = { rows: Row[]; row: Row; made: Override };

/**
 * Why the line's records would not be decided so: records that stay need them; or the plan would do nothing of what was asked, and the
 * request is refused as a whole.
 */
async function effectOf(
  tx: Tx,
  request: Loaded,
  { rows, row, made }: Tried,
): Promise<"needed" | "nothing-left" | null> {
  const now = await situation(tx, request, await portalNow(tx));
  const groups = rows.flatMap((one) => one.groups as unknown as Group[]);
  const drafts = draftPlan({ ...now, right: request.right, groups, overrides: [...(now.overrides ?? []), made] });
  const changed = new Set(drafts.filter(({ overridden }) => overridden).flatMap((draft) => draft.groups.map(groupKey)));
  if (!(row.groups as unknown as Group[]).every((group) => changed.has(groupKey(group)))) return "needed";
  return doesNothing(request.right, drafts) ? "nothing-left" : null;
}

type Recorded = Made & { line: Line; given: Overriding };

async function record(tx: Tx, who: Actor, request: Loaded, { line, made, to, given }: Recorded): Promise<void> {
  const { source, category, action: from } = line;
  const { ground, norm, until } = made;
  const said = {
    source,
    category,
    from,
    to,
    ground,
    norm,
    until,
    was: { ground: line.ground, norm: line.norm },
    reason: given.reason,
    told: to === "keep" ? given.told : undefined,
  };
  const drawer = await putInDrawer(tx, request.keys, "override", said);
  await tx.override.create({
    data: {
      request: request.id,
      line: made.line,
      source,
      category,
      fromAction: from,
      toAction: to,
      ground,
      norm,
      until: until === null ? null : new Date(until),
      drawerId: drawer.id,
      personId: who.person as string,
    },
  });
  const data = { source, category, from, to, ground };
  await note(tx, request.id, "overridden", who, { as: "reviewer", data, commit: drawer.commit });
  await planAnew(tx, request, "override");
}
