/**
 * What the shop's database says about itself: the types behind the mapping's names. The mapping proposes, the
 * catalog confirms; a column that is not there is never asked for.
 */
import type { Reader } from "./connection";
import { binding } from "./sql";

/** A reference that makes the database itself change rows of `child` when a row of `parent` goes. */
export type Cascade = { parent: string; child: string; columns: string[]; references: string[] };

export type Catalog = {
  /** table → column → type, ready to be cast to. */
  types: Map<string, Map<string, string>>;
  cascades: Cascade[];
};

/** Reads the types of all columns and the cascading references of one schema. */
export async function readCatalog(reader: Reader, schema: string): Promise<Catalog> {
  const columns = await reader.rows<{ table: string; column: string; type: string }>(columnsOf(schema));
  const types: Catalog["types"] = new Map();
  for (const { table, column, type } of columns) {
    const found = types.get(table) ?? new Map<string, string>();
    types.set(table, found.set(column, type));
  }
  return { types, cascades: await reader.rows<Cascade>(cascadesOf(schema)) };
}

function columnsOf(schema: string) {
  const { values, bind } = binding();
  // -1 instead of NULL: a bare `character` would cut keys to one letter.
  const text = `
    SELECT c.relname::text AS table, a.attname::text AS column, format_type(a.atttypid, -1) AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${bind(schema, "text")} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY 1, a.attnum`;
  return { text, values };
}

function cascadesOf(schema: string) {
  const { values, bind } = binding();
  const names = (relation: string, keys: string) => `
    (SELECT json_agg(a.attname::text ORDER BY k.ord) FROM unnest(${keys}) WITH ORDINALITY k(num, ord)
     JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.num)`;
  const text = `
    SELECT p.relname::text AS parent, c.relname::text AS child,
           ${names("f.conrelid", "f.conkey")} AS columns, ${names("f.confrelid", "f.confkey")} AS references
    FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
         JOIN pg_namespace n ON n.oid = p.relnamespace AND n.oid = c.relnamespace
    WHERE f.contype = 'f' AND f.confdeltype IN ('c', 'n', 'd') AND n.nspname = ${bind(schema, "text")}
    ORDER BY 1, 2`;
  return { text, values };
}
