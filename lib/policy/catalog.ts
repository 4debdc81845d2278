/** What a database says about its own tables. Asks the system catalog, which every role may read; reads no row. */
import pg from "pg";

export type CatalogColumn = { type: string; notNull: boolean };
export type CatalogTable = {
  columns: Map<string, CatalogColumn>;
  /** Sets of columns that are unique together. */
  unique: string[][];
};
export type Reference = { child: string; parent: string; columns: string[]; onDelete: "block" | "cascade" | "set" };
export type Catalog = { tables: Map<string, CatalogTable>; references: Reference[] };

const columns = `
  SELECT c.relname::text AS table, a.attname::text AS column, format_type(a.atttypid, -1) AS type, a.attnotnull AS "notNull"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition
  ORDER BY c.relname, a.attnum`;

const unique = `
  SELECT c.relname::text AS table, json_agg(a.attname::text) AS columns
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
  WHERE n.nspname = $1 AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
  GROUP BY i.indexrelid, c.relname`;

const references = `
  SELECT c.relname::text AS child, p.relname::text AS parent, json_agg(a.attname::text) AS columns,
         CASE f.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set' WHEN 'd' THEN 'set' ELSE 'block' END AS "onDelete"
  FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(f.conkey)
  WHERE f.contype = 'f' AND n.nspname = $1
  GROUP BY f.oid, c.relname, p.relname, f.confdeltype ORDER BY 1, 2`;

/** Tables, unique keys and references of one schema. Throws when the database cannot be reached within ten seconds. */
export async function readCatalog(url: string, schema: string): Promise<Catalog> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 30_000 });
  await client.connect();
  try {
    const tables: Catalog["tables"] = new Map();
    const found = await client.query<{ table: string; column: string } & CatalogColumn>(columns, [schema]);
    for (const { table, column, type, notNull } of found.rows) {
      const known = tables.get(table) ?? { columns: new Map<string, CatalogColumn>(), unique: [] };
      known.columns.set(column, { type, notNull });
      tables.set(table, known);
    }
    const keys = await client.query<{ table: string; columns: string[] }>(unique, [schema]);
    for (const { table, columns: key } of keys.rows) tables.get(table)?.unique.push(key);
    return { tables, references: (await client.query<Reference>(references, [schema])).rows };
  } finally {
    await client.end();
  }
}
