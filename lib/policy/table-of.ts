import type { Language } from "../gdpr/language";
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

/** Names of the fields that a correction changes, in a person's language; a column that the policy has no words for is named as it is. */
export const fieldLabels = (
  policy: Policy,
  { values, ...about }: { source: string; part: string; values: Readonly<Record<string, unknown>> },
  language: Language,
): string[] => Object.keys(values).map((column) => fieldOf(policy, about, column)?.label[language] ?? column);
