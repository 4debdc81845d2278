/** Art. 16 to 18, 20, 21, 7(3): what a person can do about one kind of data, by the policy, right where they read of it. */
import type { Policy } from "../../policy/schema";

export const ways = ["correct", "delete", "pause", "take", "object", "end"] as const;
export type Way = (typeof ways)[number];

/** In the order of the Regulation. What a right does in the end its own pages say: this names only those that can be asked for. */
export function waysFor(category: string, { categories }: Pick<Policy, "categories">): Way[] {
  const rights = categories[category]?.rights;
  if (!rights) throw new Error(`the policy has no category ${category}`);
  const open: Record<Way, boolean> = {
    correct: rights.rectification !== "no",
    delete: true,
    pause: true,
    take: rights.portability !== "no",
    object: rights.objection !== "no",
    end: rights.withdrawal !== "no",
  };
  return ways.filter((way) => open[way]);
}
