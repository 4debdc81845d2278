/** What a decision of a plan writes in a source. */
import type { Writing } from "../../sources/source";

/** In the order in which they run: marks and values first, then locks and cuts, rows last. */
export const writings: readonly Writing[] = ["pause", "stop", "rectify", "restrict", "truncate", "unlink", "erase"];

/** What a decision writes in a source, undefined when it writes nothing. */
export function writingOf({ action, mode }: { action: string; mode: string | null }): Writing | undefined {
  if (action === "correct") return "rectify";
  if (action === "restrict" && mode === "art18") return "pause";
  return writings.find((writing) => writing === action);
}
