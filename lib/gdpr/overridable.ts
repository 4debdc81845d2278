/**
 * Art. 7(3), 12(4), 15(4), 16, 17(1), (3), 18(1), 20(1), (4), 21: where a line of a plan may be turned by a reviewer, right by
 * right, on which grounds, and why the others stay as the rules made them.
 *
 * What would go may stay on a ground of Art. 17(3), with its norm and a day; what stays may go on a ground of Art. 17(1),
 * unless a statutory duty to keep it still runs. What would be handed out may be kept back: of a copy for the rights of others
 * (Art. 15(4)) or where the BDSG says so, of data to take along for the rights of others (Art. 20(4)) or because the person
 * did not provide it (Art. 20(1)). What would be corrected may stay because it is right (Art. 16) or because a norm forbids to
 * overwrite it (Art. 6(1)(c)). What would be paused may stay in use where no ground of Art. 18(1) is there; a use that has to go
 * on although data are paused (Art. 18(2)) is decided about use by use, and never by leaving out the mark. What ends at once
 * (Art. 7(3), 21(3)) knows no exception, and a use that is weighed (Art. 21(1)) is weighed as a whole.
 *
 * A hold, a pause, a doubt and the person's own choice are decided elsewhere.
 */
import type { Decision, Doubt } from "./plan-value";
import type { Right } from "./right";
import { keptBecause } from "./rights/decider";
import type { Rule } from "./rule";
import { pauseGrounds } from "./wish";

/** Art. 17(3)(b): a legal obligation; (e): legal claims. */
export const keepGrounds = ["17(3)(b)", "17(3)(e)"] as const;
/** Art. 17(1)(a) to (f). */
export const goGrounds = ["17(1)(a)", "17(1)(b)", "17(1)(c)", "17(1)(d)", "17(1)(e)", "17(1)(f)"] as const;
/** Art. 15(4): the rights of others; § 29 BDSG: what must be kept secret; § 34 BDSG: what lies locked by a norm alone. */
export const withholdGrounds = ["15(4)", "bdsg-29", "bdsg-34"] as const;
/** Art. 20(4): the rights of others; 20(1): not provided by the person, or carried by neither consent nor contract. */
export const notTakenGrounds = ["20(4)", "20(1)"] as const;
/** Art. 16: right and complete as it is; 6(1)(c): a norm forbids to change what is kept (§ 146(4) AO). */
export const leaveGrounds = ["16", "6(1)(c)"] as const;
const correctGrounds = ["16"] as const;
/** Art. 18(1): none of its four grounds is there for these records. */
export const usedGrounds = ["18(1)"] as const;
export const overrideGrounds = [
  ...keepGrounds,
  ...goGrounds,
  ...withholdGrounds,
  ...notTakenGrounds,
  ...leaveGrounds,
  ...usedGrounds,
  ...pauseGrounds,
] as const;
export type OverrideGround = (typeof overrideGrounds)[number];

/** Why a line stays as the rules made it. */
export const refusals = [
  "in-doubt",
  "nothing-there",
  "overridden",
  "held",
  "paused",
  "not-theirs",
  "persons-choice",
  "in-use",
  "statute",
  "not-covered",
  "document",
  "ends",
  "everything",
] as const;
export type Refusal = { because: (typeof refusals)[number]; norm: string | null };
/** Where a line may be turned: to stay as it is, to be corrected or paused, or to go as its rule lets records go. */
export type Turn = "keep" | "correct" | "restrict" | Rule["end"];

export type About = Pick<Decision, "action" | "mode" | "ground" | "norm" | "until"> & {
  count: number | null;
  doubt: Doubt | null;
  overridden?: boolean;
  /** The person had everything paused: what no category names is paused as well, and no part of it is left out. */
  everything?: boolean;
};

/** What a line of a plan for this right may be turned to; `rule` is the one it was decided by. */
export function turnOf(right: Right, line: About, rule: Rule | undefined): { to: Turn } | Refusal {
  const { action, count, doubt, norm, overridden } = line;
  if (action === "ask" || doubt !== null || count === null) return refused("in-doubt");
  if (count === 0) return refused("nothing-there");
  if (overridden) return refused("overridden");
  if (norm === keptBecause.notTheirs) return refused("not-theirs");
  return turns[right](line, rule);
}

const refused = (because: Refusal["because"], norm: string | null = null): Refusal => ({ because, norm });

type Turning = (line: About, rule: Rule | undefined) => { to: Turn } | Refusal;

const turns: Readonly<Record<Right, Turning>> = {
  access: (line) => {
    // What was kept back by the answer to a doubt, or decided about record by record, is decided there.
    return line.action === "export" && line.ground === "15(3)" ? { to: "keep" } : refused("in-doubt");
  },
  // What the right does not reach is in the copy (Art. 15).
  portability: ({ action }) => (action === "export" ? { to: "keep" } : refused("not-covered")),
  rectification: ({ action, norm }) => {
    if (action === "correct") return { to: "keep" };
    return norm === keptBecause.notCorrectable ? { to: "correct" } : refused("document");
  },
  erasure: turnOfErasure,
  restriction: ({ action, norm, everything }) => {
    if (action === "restrict") return everything ? refused("everything") : { to: "keep" };
    return norm === keptBecause.notAsked ? { to: "restrict" } : refused("in-doubt");
  },
  objection: () => refused("ends"),
  withdrawal: () => refused("ends"),
  intervention: () => refused("in-doubt"),
};

/** Reasons of a `keep` that no override of an erasure reaches. */
const decidedElsewhere: Readonly<Record<string, Refusal["because"]>> = {
  [keptBecause.legalHold]: "held",
  [keptBecause.mayBeHeld]: "held",
  [keptBecause.restriction]: "paused",
  [keptBecause.notAsked]: "persons-choice",
  [keptBecause.licence]: "persons-choice",
  "open-order": "in-use",
  warranty: "in-use",
  contract: "in-use",
};

function turnOfErasure({ action, ground, norm, until }: About, rule: Rule | undefined): { to: Turn } | Refusal {
  const elsewhere = norm === null ? undefined : decidedElsewhere[norm];
  if (elsewhere) return refused(elsewhere);
  if (!rule) return refused("in-doubt");
  switch (action) {
    case "erase":
    case "unlink":
    case "truncate":
      return { to: "keep" };
    case "restrict":
      // Nobody knows the day yet: the lock ends by its own norm.
      return until === null ? refused("statute", norm ?? rule.norm) : { to: "keep" };
    case "keep":
      if (ground === "17(3)(b)") return refused("statute", norm ?? rule.norm);
      return rule.ground === "17(3)(b)" ? refused("statute", rule.norm) : { to: rule.end };
    case "export":
    case "correct":
    case "stop":
    case "ask":
      return refused("in-doubt");
    default:
      return action satisfies never;
  }
}

/** The grounds on which a line of a plan for this right may be turned. */
export function groundsOf(right: Right, to: Turn): readonly OverrideGround[] {
  switch (right) {
    case "access":
      return withholdGrounds;
    case "portability":
      return notTakenGrounds;
    case "rectification":
      return to === "keep" ? leaveGrounds : correctGrounds;
    case "erasure":
      return to === "keep" ? keepGrounds : goGrounds;
    case "restriction":
      return to === "keep" ? usedGrounds : pauseGrounds;
    case "objection":
    case "withdrawal":
    case "intervention":
      return [];
    default:
      return right satisfies never;
  }
}

export type Needs = { norm: "must" | "may" | "none"; until: boolean };

/** What stands beside the ground: a norm, and a day where records would have gone. */
export function needsOf(right: Right, to: Turn, ground: OverrideGround): Needs {
  if (to !== "keep") return { norm: "none", until: false };
  if (right === "erasure") return { norm: "must", until: true };
  return { norm: ground === "6(1)(c)" ? "must" : "may", until: false };
}

/**
 * Whether so turned a plan would do nothing of what was asked: that refuses the request, which has a step and safeguards of its own
 * (Art. 12(4)). What an erasure keeps is told line by line, and all of it may have to stay.
 */
export function doesNothing(right: Right, lines: readonly Pick<Decision, "action" | "norm" | "count">[]): boolean {
  if (right === "erasure") return false;
  const left = ({ action, norm }: Pick<Decision, "action" | "norm">) =>
    action === "keep" && norm !== keptBecause.document;
  return lines.every((line) => line.count === 0 || left(line));
}
