/** Art. 18: a source says once by which column it marks a pause; every table in which somebody can be found has it. */
import { placeKey, placeOf } from "./kinds/place";
import type { Policy, PostgresSource, Table } from "./schema";

/** The policy with the marks of pauses written out for each table. */
export function withMarks(policy: Policy): Policy {
  const sources = Object.entries(policy.sources).map(([id, source]) => [
    id,
    source.kind === "postgres" && source.pause ? marked(source, source.pause) : source,
  ]);
  return { ...policy, sources: Object.fromEntries(sources) as Policy["sources"] };
}

function marked(source: PostgresSource, column: string): PostgresSource {
  const found = ([, { person }]: [string, Table]) => person.length > 0;
  const having = new Set(
    Object.entries(source.tables)
      .filter(found)
      .map(([id]) => placeKey(placeOf(source, id))),
  );
  const tables = Object.entries(source.tables).map(([id, table]): [string, Table] => {
    // A table that is mapped twice has the column in all its rows.
    const ignore = having.has(placeKey(placeOf(source, id))) ? [...new Set([...table.ignore, column])] : table.ignore;
    if (table.person.length === 0) return [id, { ...table, ignore }];
    const pause = table.pause ?? { set: { [column]: { now: true as const } } };
    const lift = table.lift ?? { set: { [column]: null } };
    return [id, { ...table, pause, lift, ignore }];
  });
  return { ...source, tables: Object.fromEntries(tables) };
}
