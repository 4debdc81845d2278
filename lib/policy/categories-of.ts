/** Which categories a source holds, and who runs it, by the policy: the same for every kind. */
import type { Policy } from "./schema";

type Source = Policy["sources"][string];

/** Each category once; those of a database's columns included. */
export function categoriesOf(source: Source): string[] {
  switch (source.kind) {
    case "manual":
      return source.categories;
    case "opendsr":
      return [source.category];
    case "http":
      return distinct(Object.values(source.collections).map(({ category }) => category));
    case "zendesk":
      return distinct([source.profile, ...source.tickets].map(({ category }) => category));
    case "mailbox":
      return distinct(Object.values(source.folders).map(({ category }) => category));
    case "files":
      return distinct(
        Object.values(source.logs).flatMap(({ category, afterwards }) =>
          afterwards ? [category, afterwards.category] : [category],
        ),
      );
    case "postgres":
      return distinct(
        Object.values(source.tables).flatMap((table) => [
          table.category,
          ...Object.keys(table.also),
          ...Object.values(table.columns).flatMap(({ category }) => category ?? []),
        ]),
      );
    default:
      return source satisfies never;
  }
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

/** The recipient who runs the system; null for the controller's own. */
export const runBy = (source: Source | undefined): string | null =>
  source && "recipient" in source ? source.recipient : null;
