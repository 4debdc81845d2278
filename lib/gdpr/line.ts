/** What tells one line of a plan from another: everything that is decided, without how many records it covers. */
import type { Decision } from "./plan-value";

export type Line = Omit<Decision, "count" | "list">;

/** Source, category, action, until; then the rest, so that the order is total. */
export function lineOrder({ source, category, action, until, mode, ground, rule, norm }: Line): string[] {
  return [source, category, action, until ?? "", mode ?? "", ground ?? "", rule ?? "", norm ?? ""];
}

/** Names a line within one request's plans. */
export const lineKey = (line: Line): string => JSON.stringify(lineOrder(line));
