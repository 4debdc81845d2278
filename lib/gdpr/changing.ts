/** Art. 19: what each right changes. A record that an erasure only locks is not gone, here or at a recipient. */
import type { Right } from "./right";

const changes: Partial<Record<Right, readonly string[]>> = {
  erasure: ["erase", "unlink", "truncate"],
  rectification: ["correct"],
  restriction: ["restrict"],
};

/** Actions of a plan after which recipients have to hear of it; none where the right changes nothing there. */
export const changingActions = (right: string): string[] => [...(changes[right as Right] ?? [])];
