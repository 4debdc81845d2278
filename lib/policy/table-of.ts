import type { Policy, Table } from "./schema";

/** The table of a part (`table/category`) in a source; undefined where the source has no tables. */
export function tableOf({ sources }: Policy, source: string, part: string): Table | undefined {
  const found = sources[source];
  return found?.kind === "postgres" ? found.tables[part.split("/", 1)[0] ?? ""] : undefined;
}

/** What the policy says of a field of a part; undefined where it has no words for it. */
export function fieldOf(
  policy: Policy,
  { source, part }: { source: string; part: string },
  column: string,
): Policy["fields"][string] | undefined {
  const name = tableOf(policy, source, part)?.columns[column]?.field ?? column;
  return Object.hasOwn(policy.fields, name) ? policy.fields[name] : undefined;
}
