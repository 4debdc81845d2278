/** In which order kinds of data are told, on every page, in letters and in copies alike. */
import type { Policy } from "../policy/schema";

/** All kinds as people look for them: topic after topic of the policy, and those of no topic last, in the policy's order. */
export function kindsInOrder({ topics, categories }: Pick<Policy, "topics" | "categories">): string[] {
  const placed = Object.values(topics).flatMap((topic) => topic.categories);
  return [...new Set([...placed, ...Object.keys(categories)])];
}
