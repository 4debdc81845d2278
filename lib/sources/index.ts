/** The sources of a policy, each made by its kind. */
import type { Policy } from "../policy/schema";
import { manualSource } from "./manual";
import { postgresSource, type PostgresOptions } from "./postgres";
import type { Source } from "./source";

/**
 * Opens the sources in the policy's order, databases before systems reached by hand, because what a database learns
 * about the person helps to find them elsewhere. `env` holds the connection strings; a missing one throws.
 */
export function openSources(
  policy: Policy,
  env: Record<string, string | undefined>,
  options: Pick<PostgresOptions, "now" | "applicationName"> = {},
): Source[] {
  const sources = Object.entries(policy.sources).map(([id, source]): Source => {
    switch (source.kind) {
      case "manual":
        return manualSource(id, source);
      case "postgres": {
        const url = env[source.connection];
        if (!url) throw new Error(`${source.connection} is missing: it says how to reach the source ${id}`);
        return postgresSource(id, source, { url, zone: policy.zone, categories: policy.categories, ...options });
      }
      default:
        return source satisfies never;
    }
  });
  return sources.toSorted((one, other) => Number(one.kind === "manual") - Number(other.kind === "manual"));
}
