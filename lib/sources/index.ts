/** The sources of a policy, each made by its kind. */
import type { Policy } from "../policy/schema";
import { manualSource } from "./manual";
import { postgresSource, type PostgresOptions } from "./postgres";
import type { Source, SourceKind, SourceTools } from "./source";

/** What each source is given, by its id; `applicationName` is how a database sees the portal. */
export type Opening = { tools(source: string): SourceTools; applicationName?: PostgresOptions["applicationName"] };

/**
 * Opens the sources in the order in which they are asked: databases before other systems, because what a database learns
 * about the person finds them elsewhere, and systems reached by hand last. A secret that is missing throws.
 */
export function openSources(policy: Policy, { tools, ...options }: Opening): Source[] {
  const sources = Object.entries(policy.sources).map(([id, source]): Source => {
    const { now, secret } = tools(id);
    switch (source.kind) {
      case "manual":
        return manualSource(id, source);
      case "postgres": {
        const url = secret(source.connection);
        if (!url) throw new Error(`${source.connection} is missing: it says how to reach the source ${id}`);
        return postgresSource(id, source, {
          url,
          zone: policy.zone,
          categories: policy.categories,
          now,
          secret,
          ...options,
        });
      }
      default:
        return source satisfies never;
    }
  });
  return sources.toSorted((one, other) => turn(one.kind) - turn(other.kind));
}

const turn = (kind: SourceKind): number => (kind === "postgres" ? 0 : kind === "manual" ? 2 : 1);
