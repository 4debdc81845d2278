/**
 * What the shop's database says about itself: the types behind the mapping's names. The mapping proposes, the
 * catalog confirms; a column that is not there is never asked for.
 */
import { placeKey, type Place } from "../../policy/kinds/place";
import type { Reader } from "./connection";
import { binding } from "./sql";

/** A reference that makes the database itself change rows of `child` when a row of `parent` goes. */
export type Cascade = { parent: Place; child: Place; columns: string[]; references: string[] };

export type Catalog = {
  /** table (`placeKey`) → column → type, ready to be cast to. */
  types: Map<string, Map<string, string>>;
  /** table (`placeKey`) → the columns that are never empty. */
  notNull: Map<string, Set<string>>;
  cascades: Cascade[];
};

/** Reads the types of all columns and the cascading references between tables of the schemas. */
export async function readCatalog(reader: Reader, schemas: readonly string[]): Promise<Catalog> {
  type Column = { table: Place; column: string; type: string; notNull: boolean };
  const columns = await reader.rows<Column>(columnsOf(schemas));
  const types: Catalog["types"] = new Map();
  const notNull: Catalog["notNull"] = new Map();
  for (const { table, column, ...about } of columns) {
    const name = placeKey(table);
    const found = types.get(name) ?? new Map<string, string>();
    types.set(name, found.set(column, about.type));
    if (about.notNull) notNull.set(name, (notNull.get(name) ?? new Set<string>()).add(column));
  }
  return { types, notNull, cascades: await reader.rows<Cascade>(cascadesOf(schemas)) };
}

/** A table (`c`) of a schema (`n`) as JSON. */
const place = (schema: string, table: string) =>
  `json_build_object('schema', ${schema}.nspname::text, 'name', ${table}.relname::text)`;

function columnsOf(schemas: readonly string[]) {
  const { values, bind } = binding();
  // -1 instead of NULL: a bare `character` would cut keys to one letter.
  const text = `
    SELECT ${place("n", "c")} AS table, a.attname::text AS column, format_type(a.atttypid, -1) AS type,
           a.attnotnull AS "notNull"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY(${bind(schemas, "text[]")}) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY n.nspname, c.relname, a.attnum`;
  return { text, values };
}

/** A reference of a partition is the one of its whole table once more. */
function cascadesOf(schemas: readonly string[]) {
  const { values, bind } = binding();
  const names = (relation: string, keys: string) => `
    (SELECT json_agg(a.attname::text ORDER BY k.ord) FROM unnest(${keys}) WITH ORDINALITY k(num, ord)
     JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.num)`;
  const text = `
    SELECT ${place("np", "p")} AS parent, ${place("nc", "c")} AS child,
           ${names("f.conrelid", "f.conkey")} AS columns, ${names("f.confrelid", "f.confkey")} AS references
    FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
         JOIN pg_namespace np ON np.oid = p.relnamespace JOIN pg_namespace nc ON nc.oid = c.relnamespace
    WHERE f.contype = 'f' AND f.confdeltype IN ('c', 'n', 'd') AND f.conparentid = 0
      AND np.nspname = ANY(${bind(schemas, "text[]")})
    ORDER BY np.nspname, p.relname, nc.nspname, c.relname`;
  return { text, values };
}
