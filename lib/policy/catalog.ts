/** What a database says about its own tables. Asks the system catalog, which every role may read; reads no row. */
import pg from "pg";
import { placeKey, type Place } from "./kinds/place";

export type CatalogColumn = { type: string; notNull: boolean };
export type CatalogTable = Place & {
  columns: Map<string, CatalogColumn>;
  /** Sets of columns that are unique together. */
  unique: string[][];
};
export type Reference = { child: Place; parent: Place; columns: string[]; onDelete: "block" | "cascade" | "set" };
/** `tables` by `placeKey`. */
export type Catalog = { tables: Map<string, CatalogTable>; references: Reference[] };

/** Partitions belong to their table. */
const columns = `
  SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column,
         format_type(a.atttypid, -1) AS type, a.attnotnull AS "notNull"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition
  ORDER BY n.nspname, c.relname, a.attnum`;

const unique = `
  SELECT n.nspname::text AS schema, c.relname::text AS name, json_agg(a.attname::text) AS columns
  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
  WHERE n.nspname = ANY($1) AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
  GROUP BY i.indexrelid, n.nspname, c.relname`;

const references = `
  SELECT json_build_object('schema', nc.nspname::text, 'name', c.relname::text) AS child,
         json_build_object('schema', np.nspname::text, 'name', p.relname::text) AS parent,
         (SELECT json_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum = ANY(f.conkey)) AS columns,
         CASE f.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set' WHEN 'd' THEN 'set' ELSE 'block' END AS "onDelete"
  FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
       JOIN pg_namespace nc ON nc.oid = c.relnamespace JOIN pg_namespace np ON np.oid = p.relnamespace
  WHERE f.contype = 'f' AND f.conparentid = 0 AND nc.nspname = ANY($1)
  ORDER BY nc.nspname, c.relname, np.nspname, p.relname`;

/** Tables, unique keys and references of the schemas. Throws when the database cannot be reached within ten seconds. */
export async function readCatalog(url: string, schemas: readonly string[]): Promise<Catalog> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 30_000 });
  await client.connect();
  try {
    const tables: Catalog["tables"] = new Map();
    const found = await client.query<Place & { column: string } & CatalogColumn>(columns, [schemas]);
    for (const { schema, name, column, type, notNull } of found.rows) {
      const key = placeKey({ schema, name });
      const known = tables.get(key) ?? { schema, name, columns: new Map<string, CatalogColumn>(), unique: [] };
      known.columns.set(column, { type, notNull });
      tables.set(key, known);
    }
    const keys = await client.query<Place & { columns: string[] }>(unique, [schemas]);
    for (const { columns: key, ...place } of keys.rows) tables.get(placeKey(place))?.unique.push(key);
    return { tables, references: (await client.query<Reference>(references, [schemas])).rows };
  } finally {
    await client.end();
  }
}
