/** Where an entry of a mapping stands in the database: its table, and the column in which a value is stored. */
import type { PostgresSource, Table } from "./postgres";

export type Place = { schema: string; name: string };

/** The table of an entry. The mark by which one table is mapped twice is no part of its name. */
export function placeOf(mapping: PostgresSource, id: string): Place {
  const table = mapping.tables[id];
  return { schema: table?.schema ?? mapping.schema, name: table?.table ?? id.split("#", 1)[0] ?? id };
}

/** A table as a text that no other table has. */
export const placeKey = ({ schema, name }: Place): string => JSON.stringify([schema, name]);

/** Whether two entries speak of rows of one table. */
export const sameTable = (mapping: PostgresSource, one: string, other: string): boolean =>
  placeKey(placeOf(mapping, one)) === placeKey(placeOf(mapping, other));

/** A table as people read it: with its schema where that is not the source's own. */
export const placeName = (mapping: PostgresSource, { schema, name }: Place): string =>
  schema === mapping.schema ? name : `${schema}.${name}`;

/** Tables that hold no personal data. */
export const ignoredPlaces = (mapping: PostgresSource): Place[] =>
  mapping.ignore.map((entry) =>
    typeof entry === "string" ? { schema: mapping.schema, name: entry } : { schema: entry.schema, name: entry.table },
  );

/** Every schema of which the mapping speaks. */
export const schemasOf = (mapping: PostgresSource): string[] => [
  ...new Set([
    mapping.schema,
    ...Object.keys(mapping.tables).map((id) => placeOf(mapping, id).schema),
    ...ignoredPlaces(mapping).map(({ schema }) => schema),
  ]),
];

/** The column in which a value is stored: its own, or the JSON column it lies in. */
export const storedIn = (table: Table, column: string): string => table.json[column]?.column ?? column;
