/** What the database says about the role and about what it may do to which table and column. Reads no row of a table. */
import { placeKey, type Place } from "../../policy/kinds/place";
import type { Reader } from "./connection";
import { binding } from "./sql";

export type ColumnFact = { type: string; write: boolean; add: boolean; notNull: boolean };
export type TableFact = {
  owned: boolean;
  read: boolean;
  remove: boolean;
  unique: string[][];
  columns: Map<string, ColumnFact>;
};
/** `tables` by `placeKey`; `schemas` that the role may not use or that are not there. */
export type Facts = { superuser: boolean; barred: string[]; tables: Map<string, TableFact> };

type Row = Place & Omit<TableFact, "columns">;
type ColumnRow = Place & ColumnFact & { column: string };

/** Asks the system catalog, which every role may read. */
export async function gather(reader: Reader, schemas: readonly string[]): Promise<Facts> {
  const [role] = await reader.rows<{ superuser: boolean }>({
    text: "SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user",
    values: [],
  });
  const usable = await reader.rows<{ schema: string }>(usableSchemas(schemas));
  const may = new Set(usable.map(({ schema }) => schema));
  const tables: Facts["tables"] = new Map();
  for (const { schema, name, ...fact } of await reader.rows<Row>(tableFacts(schemas)))
    tables.set(placeKey({ schema, name }), { ...fact, columns: new Map() });
  for (const { schema, name, column, ...fact } of await reader.rows<ColumnRow>(columnFacts(schemas)))
    tables.get(placeKey({ schema, name }))?.columns.set(column, fact);
  return { superuser: role?.superuser ?? false, barred: schemas.filter((schema) => !may.has(schema)), tables };
}

function usableSchemas(schemas: readonly string[]) {
  const { values, bind } = binding();
  const text = `SELECT nspname::text AS schema FROM pg_namespace
    WHERE nspname = ANY(${bind(schemas, "text[]")}) AND has_schema_privilege(oid, 'USAGE')`;
  return { text, values };
}

const from = "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace";

function tableFacts(schemas: readonly string[]) {
  const { values, bind } = binding();
  const text = `SELECT n.nspname::text AS schema, c.relname::text AS name,
      pg_has_role(current_user, c.relowner, 'USAGE') AS owned,
      has_table_privilege(c.oid, 'SELECT') AS read, has_table_privilege(c.oid, 'DELETE') AS remove,
      (SELECT coalesce(json_agg(k.columns), '[]') FROM pg_index i CROSS JOIN LATERAL (
         SELECT json_agg(a.attname) AS columns FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey)) k
       WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL) AS unique
    ${from} WHERE n.nspname = ANY(${bind(schemas, "text[]")}) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`;
  return { text, values };
}

function columnFacts(schemas: readonly string[]) {
  const { values, bind } = binding();
  const text = `SELECT n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column,
      format_type(a.atttypid, -1) AS type, has_column_privilege(c.oid, a.attnum, 'UPDATE') AS write,
      has_column_privilege(c.oid, a.attnum, 'INSERT') AS add, a.attnotnull AS "notNull"
    ${from} JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = ANY(${bind(schemas, "text[]")}) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND a.attnum > 0 AND NOT a.attisdropped`;
  return { text, values };
}
