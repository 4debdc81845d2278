/** Art. 12(4): about which lines of a plan a reviewer may decide otherwise, and why not about the others. */
import { policy } from "../../company";
import { turnOf, type Refusal, type Turn } from "../../gdpr/overridable";
import { ruleOf } from "../../gdpr/retention";
import type { DeskRequest, Line } from "./request";

export type Overridable = { open: { line: Line; to: Turn }[]; closed: { line: Line; why: Refusal }[] };

/** Every line of the current plan in one of the two. What nobody could count is left out. */
export function overridable({
  right,
  pause,
  decisions,
}: Pick<DeskRequest, "right" | "pause" | "decisions">): Overridable {
  const found: Overridable = { open: [], closed: [] };
  for (const line of decisions.filter(({ count }) => count !== null)) {
    const turn = turnOf(
      right,
      { ...line, everything: pause?.categories === null },
      ruleOf(policy().categories[line.category]?.rules ?? [], line.rule),
    );
    if ("to" in turn) found.open.push({ line, to: turn.to });
    else found.closed.push({ line, why: turn });
  }
  return found;
}

/** Whether a line of the plan stands as it was decided; the line that it was made for may be another one by now. */
export const isInForce = (
  { source, category, to, ground, until }: DeskRequest["overrides"][number],
  decisions: readonly Line[],
): boolean =>
  decisions.some(
    (line) =>
      line.overridden &&
      line.source === source &&
      line.category === category &&
      line.action === to &&
      line.ground === ground &&
      line.until === until,
  );
