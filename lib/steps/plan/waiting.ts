import { policy } from "../../company";
import type { Loaded } from "../load";

/** Hours between the approval and the run: to take a deletion back, to stop a change of who one is. */
export function waitingHours({ right, correction }: Loaded): number {
  if (correction?.identity) return policy().correction.coolDays * 24;
  return right === "erasure" ? policy().review.undoHours : 0;
}
