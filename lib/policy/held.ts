/** Which categories a source holds, by the policy: some of them more than once. */
import type { Policy } from "./schema";

export function categoriesHeld(source: Policy["sources"][string]): string[] {
  switch (source.kind) {
    case "manual":
      return source.categories;
    case "files":
      return Object.values(source.logs).flatMap(({ category, afterwards }) =>
        afterwards ? [category, afterwards.category] : [category],
      );
    case "http":
      return Object.values(source.collections).map(({ category }) => category);
    case "zendesk":
      return [source.profile, ...source.tickets].map(({ category }) => category);
    case "mailbox":
      return Object.values(source.folders).map(({ category }) => category);
    case "postgres":
      return Object.values(source.tables).flatMap((table) => [
        table.category,
        ...Object.keys(table.also),
        ...Object.values(table.columns).flatMap(({ category }) => category ?? []),
      ]);
    default:
      return source satisfies never;
  }
}
