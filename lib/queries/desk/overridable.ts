/** Art. 15(4), 17(1), (3): about which lines of a plan a reviewer may decide otherwise, and why not about the others. */
import { policy } from "../../company";
import { turnOf, type Refusal, type Turn } from "../../gdpr/override";
import { ruleOf } from "../../gdpr/retention";
import type { DeskRequest, Line } from "./request";

export type Overridable = { open: { line: Line; to: Turn }[]; closed: { line: Line; why: Refusal }[] };

/** Every line of the current plan in one of the two; none of either for another right. What nobody could count is left out. */
export function overridable({ right, decisions }: Pick<DeskRequest, "right" | "decisions">): Overridable {
  const found: Overridable = { open: [], closed: [] };
  if (right !== "erasure" && right !== "access") return found;
  for (const line of decisions.filter(({ count }) => count !== null)) {
    const turn = turnOf(line, ruleOf(policy().categories[line.category]?.rules ?? [], line.rule));
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
