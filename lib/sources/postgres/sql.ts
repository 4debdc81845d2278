/**
 * The two ways into a statement: a name, quoted, or a value that is bound. The keys of JSON values are part of the
 * mapping like names and are quoted like texts.
 */
import pg from "pg";

/** Quotes a name of the mapping, whatever letters it has. Throws on one that no database can have. */
export function quoted(name: string): string {
  // PostgreSQL cuts longer names short without a word, and could then mean another table.
  if (name === "" || name.includes("\0") || Buffer.byteLength(name) > 63)
    throw new Error("the mapping holds a name that no database can have");
  return pg.escapeIdentifier(name);
}

/** A table, quoted. */
export function placed({ schema, name }: { schema: string; name: string }): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

/** Quotes a key of a JSON value. */
export function quotedText(text: string): string {
  if (text.includes("\0")) throw new Error("the mapping holds a key that no JSON value can have");
  return `${pg.escapeLiteral(text).trimStart()}::text`;
}

/** Collects the bound values of one statement, in the order of their numbers. */
export type Binding = { values: unknown[]; bind(value: unknown, type: string): string };

/** A fresh list of bound values; `bind` answers the numbered place, cast to `type` (which comes from the catalog). */
export function binding(): Binding {
  const values: unknown[] = [];
  return {
    values,
    bind(value, type) {
      values.push(value);
      return `$${values.length}::${type}`;
    },
  };
}

/** A statement with its values. */
export type Statement = { text: string; values: unknown[] };

/**
 * Queries of the same columns as one, with the place of the query before each of its rows; `order` sorts the rows of each. Their
 * values are bound together. Null where there is none.
 */
export function united(
  queries: readonly { place: number; text: string }[],
  place: string,
  order: string,
): string | null {
  if (queries.length === 0) return null;
  const each = queries.map(({ place: at, text }) => `SELECT ${at} AS ${place}, q.* FROM (${text}) q`);
  return `SELECT * FROM (${each.join("\nUNION ALL\n")}) u ORDER BY ${place}, ${order}`;
}

/** `a AND b AND …`, or `true` for nothing. */
export function all(conditions: readonly string[]): string {
  return conditions.length ? conditions.map((condition) => `(${condition})`).join(" AND ") : "true";
}

/** `a OR b OR …`, or `false` for nothing. */
export function any(conditions: readonly string[]): string {
  return conditions.length ? conditions.map((condition) => `(${condition})`).join(" OR ") : "false";
}
