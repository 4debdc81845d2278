/** What other systems call people: the kinds of ids that the databases of a policy learn. */
import type { Policy } from "./schema";

/** Each kind once, in the order of the policy. */
export function learnedKinds({ sources }: Pick<Policy, "sources">): string[] {
  const kinds = Object.values(sources).flatMap((source) =>
    source.kind === "postgres" ? source.learns.flatMap(({ ids }) => Object.keys(ids ?? {})) : [],
  );
  return [...new Set(kinds)];
}
