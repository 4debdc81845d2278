/**
 * The two ways into a statement: a name that is plain and quoted, or a value that is bound.
 */

const plain = /^[a-z_][a-z0-9_]*$/;

/** Quotes a name of the mapping. Throws on anything that is not a plain lower-case identifier. */
export function quoted(name: string): string {
  if (!plain.test(name)) throw new Error("the mapping holds a name that is not a plain identifier");
  return `"${name}"`;
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

/** `a AND b AND …`, or `true` for nothing. */
export function all(conditions: readonly string[]): string {
  return conditions.length ? conditions.map((condition) => `(${condition})`).join(" AND ") : "true";
}

/** `a OR b OR …`, or `false` for nothing. */
export function any(conditions: readonly string[]): string {
  return conditions.length ? conditions.map((condition) => `(${condition})`).join(" OR ") : "false";
}
