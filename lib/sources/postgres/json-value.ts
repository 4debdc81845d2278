/** Values inside JSON columns, read by the keys of objects that lead to them. */
import type { Table } from "../../policy/schema";
import { quoted, quotedText } from "./sql";

type Inside = Table["json"][string];

const types = { text: "text", date: "date", timestamptz: "timestamp with time zone" } as const;

/** The SQL of a value inside a JSON column of the row `alias`, or null for a plain column. */
export function insideOf(table: Table, column: string, alias: string): string | null {
  const inside = table.json[column];
  return inside ? read(inside, `${alias}.${quoted(inside.column)}`) : null;
}

/** The type of a column, or of what a JSON value says. Throws on values inside a column that is no JSON. */
export function typeInside(id: string, table: Table, column: string, stored: (column: string) => string): string {
  const inside = table.json[column];
  if (!inside) return stored(column);
  const outer = stored(inside.column);
  if (outer !== "json" && outer !== "jsonb")
    throw new Error(`${id}.${inside.column} is no JSON, but ${column} lies in it`);
  return types[inside.is];
}

/** `a -> 'one' ->> 'two'`: the form in which an index on the value is written. */
function read({ path, is }: Inside, column: string): string {
  const text = path.reduce(
    (value, key, at) => `${value} ${at === path.length - 1 ? "->>" : "->"} ${quotedText(key)}`,
    column,
  );
  if (is === "text") return `(${text})`;
  // One document with a date that is none must not stop everybody's search: it counts as empty.
  return `(CASE WHEN pg_input_is_valid(${text}, '${types[is]}') THEN (${text})::${types[is]} END)`;
}
