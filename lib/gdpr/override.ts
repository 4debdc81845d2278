/**
 * Art. 17(1), (3): a reviewer decides otherwise about one line of an erasure's plan, only to what the law lets them.
 *
 * What would go may stay on a ground of Art. 17(3), with its norm and a day; what stays may go on a ground of Art. 17(1),
 * unless a statutory duty to keep it still runs. A hold, a pause, a doubt and the person's own choice are decided elsewhere.
 */
import { addMonths, day, dayOf } from "./day";
import type { Decision, Doubt } from "./plan-value";
import { keptBecause } from "./rights/decider";
import type { Rule } from "./rule";

/** Art. 17(3)(b): a legal obligation; (e): legal claims. */
export const keepGrounds = ["17(3)(b)", "17(3)(e)"] as const;
/** Art. 17(1)(a) to (f). */
export const goGrounds = ["17(1)(a)", "17(1)(b)", "17(1)(c)", "17(1)(d)", "17(1)(e)", "17(1)(f)"] as const;
export const overrideGrounds = [...keepGrounds, ...goGrounds] as const;
export type OverrideGround = (typeof overrideGrounds)[number];

/** What was decided otherwise about the line named by `lineKey`, as the rules alone would have made it. */
export type Override = {
  line: string;
  ground: OverrideGround;
  /** The norm that asks for the records, and the day until which it does; null where they go. */
  norm: string | null;
  until: string | null;
};

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
] as const;
export type Refusal = { because: (typeof refusals)[number]; norm: string | null };
/** Where a line may be turned: to stay, or to go as its rule lets records go. */
export type Turn = "keep" | Rule["end"];

type About = Pick<Decision, "action" | "mode" | "ground" | "norm" | "until"> & {
  count: number | null;
  doubt: Doubt | null;
  overridden?: boolean;
};

/** Reasons of a `keep` that no override reaches. */
const decidedElsewhere: Readonly<Record<string, Refusal["because"]>> = {
  [keptBecause.legalHold]: "held",
  [keptBecause.restriction]: "paused",
  [keptBecause.notTheirs]: "not-theirs",
  [keptBecause.notAsked]: "persons-choice",
  [keptBecause.licence]: "persons-choice",
  "open-order": "in-use",
  warranty: "in-use",
  contract: "in-use",
};

/** What a line of an erasure's plan may be turned to; `rule` is the one it was decided by. */
export function turnOf(line: About, rule: Rule | undefined): { to: Turn } | Refusal {
  const { action, mode, ground, norm, until, count, doubt, overridden } = line;
  const refused = (because: Refusal["because"], by: string | null = null): Refusal => ({ because, norm: by });
  if (action === "ask" || doubt !== null || count === null) return refused("in-doubt");
  if (count === 0) return refused("nothing-there");
  if (overridden) return refused("overridden");
  if (mode === "art18") return refused("paused");
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
    case "correct":
    case "export":
    case "stop":
      return refused("in-doubt");
    default:
      return action satisfies never;
  }
}

/** The grounds on which a line may be turned. */
export const groundsOf = (to: Turn): readonly OverrideGround[] => (to === "keep" ? keepGrounds : goGrounds);

/** § 197 BGB: no claim is older than thirty years, and no duty to keep lasts longer. */
const longest = 30;

/**
 * Why a day until which records are kept is none: not after today, before the day that the line has already (what is locked
 * for a norm is never kept for less), or beyond every limitation. Null for a day that serves.
 */
export function dayProblem(
  until: string,
  line: Pick<Decision, "until">,
  today: string,
): "past" | "too-early" | "too-late" | null {
  if (until <= today) return "past";
  if (line.until !== null && until < line.until) return "too-early";
  return until > addMonths(day(today), longest * 12) ? "too-late" : null;
}

/** The words of the plan itself, which letters and pages own, are no norm; every norm and every file has a number. */
export const isNorm = (text: string): boolean =>
  /\d/.test(text) && text.length <= 200 && !(Object.values(keptBecause) as string[]).includes(text);

type Deciding = { rule: Rule | undefined; today: string; zone: string };

/** Whether an override still serves the line it was made for: the law may have changed, or its day come. */
export function serves(line: About, { ground, norm, until }: Override, { rule, today, zone }: Deciding): boolean {
  const turn = turnOf(line, rule);
  if ("because" in turn || !groundsOf(turn.to).includes(ground)) return false;
  if (turn.to !== "keep") return true;
  return norm !== null && isNorm(norm) && until !== null && dayProblem(until, line, dayOf(zone, today)) === null;
}
