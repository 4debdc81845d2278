import type { Policy, Table } from "./schema";

/** The table of a part (`table/category`) in a source; undefined where the source has no tables. */
export function tableOf({ sources }: Policy, source: string, part: string): Table | undefined {
  const found = sources[source];
  return found?.kind === "postgres" ? found.tables[part.split("/", 1)[0] ?? ""] : undefined;
}
