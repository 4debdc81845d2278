/**
 * Art. 12(4), 15(4), 17(1), (3): a reviewer decides otherwise about one line of the plan of an erasure or of a copy, only to
 * what the law lets them.
 *
 * What would go may stay on a ground of Art. 17(3), with its norm and a day; what stays may go on a ground of Art. 17(1),
 * unless a statutory duty to keep it still runs. What would be handed out may be kept back for the rights of others
 * (Art. 15(4)) or where the BDSG says so. What stays or is kept back is refused in part, and the person is told why. A hold,
 * a pause, a doubt and the person's own choice are decided elsewhere.
 */
import { addMonths, day, dayOf } from "./day";
import type { Decision, Doubt } from "./plan-value";
import { keptBecause } from "./rights/decider";
import type { Rule } from "./rule";

/** Art. 17(3)(b): a legal obligation; (e): legal claims. */
export const keepGrounds = ["17(3)(b)", "17(3)(e)"] as const;
/** Art. 17(1)(a) to (f). */
export const goGrounds = ["17(1)(a)", "17(1)(b)", "17(1)(c)", "17(1)(d)", "17(1)(e)", "17(1)(f)"] as const;
/** Art. 15(4): the rights of others; § 29 BDSG: what must be kept secret; § 34 BDSG: what lies locked by a norm alone. */
export const withholdGrounds = ["15(4)", "bdsg-29", "bdsg-34"] as const;
export const overrideGrounds = [...keepGrounds, ...goGrounds, ...withholdGrounds] as const;
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
  [keptBecause.mayBeHeld]: "held",
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
  // What was kept back by the answer to a doubt is decided there.
  if (!rule || isWithheld(line)) return refused("in-doubt");
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
      // Data to take along (Art. 20) have grounds of their own, and no reviewer as a rule.
      return ground === "15(3)" ? { to: "keep" } : refused("in-doubt");
    case "correct":
    case "stop":
      return refused("in-doubt");
    default:
      return action satisfies never;
  }
}

/** The grounds on which a line may be turned. */
export function groundsOf({ action }: Pick<Decision, "action">, to: Turn): readonly OverrideGround[] {
  if (action === "export") return withholdGrounds;
  return to === "keep" ? keepGrounds : goGrounds;
}

/** Whether records of a copy were kept back, by whomever: the person is told so with the ground (Art. 12(4)). */
export const isWithheld = ({ action, ground }: Pick<Decision, "action" | "ground">): boolean =>
  action === "keep" && (withholdGrounds as readonly (string | null)[]).includes(ground);

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
  if ("because" in turn || !groundsOf(line, turn.to).includes(ground)) return false;
  if (turn.to !== "keep") return true;
  if (line.action === "export") return (norm === null || isNorm(norm)) && until === null;
  return norm !== null && isNorm(norm) && until !== null && dayProblem(until, line, dayOf(zone, today)) === null;
}
