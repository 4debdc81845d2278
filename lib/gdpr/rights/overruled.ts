/** Art. 12(4): what a reviewer decided otherwise of the line that the rules made, for every right but erasure, which knows rules and days. */
import { lineKey } from "../line";
import { serves } from "../override";
import { turnOf, type Turn } from "../overridable";
import type { Group } from "../plan-value";
import { ruleOf } from "../retention";
import type { Right } from "../right";
import { keep, type Decided, type Situation } from "./decider";

/** The override that serves the line, with where it is turned; null where none does. */
export function servingOverride(
  right: Right,
  { source, category, count }: Group,
  ruled: Decided,
  situation: Situation,
) {
  const key = lineKey({ source, category, ...ruled });
  const override = situation.overrides?.find(({ line }) => line === key);
  const rule = ruleOf(situation.categories[category]?.rules ?? [], ruled.rule);
  const line = { ...ruled, count, everything: isWhole(situation) };
  if (!override || !serves(right, line, override, { rule, ...situation })) return null;
  const turn = turnOf(right, line, rule);
  return "to" in turn ? { override, to: turn.to, rule } : null;
}

const isWhole = ({ pause }: Pick<Situation, "pause">): boolean => pause !== null && pause.categories === null;

/** The line as it was turned; null where nothing serves it. */
export function overruled(right: Right, group: Group, ruled: Decided, situation: Situation): Decided | null {
  const serving = servingOverride(right, group, ruled, situation);
  if (!serving) return null;
  const { ground, norm } = serving.override;
  return { ...turned(serving.to), ground, norm, overridden: true };
}

function turned(to: Turn): Decided {
  if (to === "restrict") return { ...keep({}), action: "restrict", mode: "art18" };
  return to === "correct" ? { ...keep({}), action: "correct" } : keep({});
}
