/** Art. 16 to 18, 20, 21, 7(3): what a person can do about one kind of data, by the policy, right where they read of it. */
import { isWeighed } from "../../gdpr/rights/objection";
import type { Policy } from "../../policy/schema";

export const ways = ["correct", "delete", "pause", "take", "object", "end"] as const;
export type Way = (typeof ways)[number];

/** In the order of the Regulation. What a right does in the end its own pages say: this names only those that can be asked for. */
export function waysFor(id: string, policy: Pick<Policy, "categories" | "purposes" | "stops">): Way[] {
  const category = policy.categories[id];
  if (!category) throw new Error(`the policy has no category ${id}`);
  const { rights, purposes } = category;
  // Art. 21(1): a use that rests on a contract or a duty cannot be objected to, whatever else the category is for.
  const objectable = purposes.some((use) => isWeighed(use, policy) || policy.stops.advertising.includes(use));
  const open: Record<Way, boolean> = {
    correct: rights.rectification !== "no",
    delete: true,
    pause: true,
    take: rights.portability !== "no",
    object: rights.objection !== "no" && objectable,
    end: rights.withdrawal !== "no",
  };
  return ways.filter((way) => open[way]);
}
