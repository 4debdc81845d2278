/** Read-only check of reach and rights: what would go wrong, as sentences. */
import type { PostgresSource, Table } from "../../policy/schema";
import type { Reader } from "./connection";
import { columnsOf, correctedColumns, physical } from "./model";
import { binding } from "./sql";
import { writings } from "../source";

type Facts = {
  superuser: boolean;
  tables: Map<string, { owned: boolean; read: boolean; remove: boolean; unique: string[][] }>;
  columns: Map<string, { type: string; write: boolean; notNull: boolean }>;
};

/** Sentences about the connection's role and the mapping's tables and columns; empty when all is well. */
export async function probe(reader: Reader, mapping: PostgresSource): Promise<string[]> {
  const facts = await gather(reader, mapping.schema);
  const role = facts.superuser ? ["The role is a superuser; it should have rights on the listed tables only."] : [];
  const tables = Object.entries(mapping.tables).flatMap(([id, table]) => aboutTable(facts, physical(id), table));
  return [...new Set([...role, ...tables, ...aboutCascades(await cascading(reader, mapping), mapping)])];
}

function aboutTable(facts: Facts, name: string, table: Table): string[] {
  const found = facts.tables.get(name);
  if (!found) return [`There is no table ${name}.`];
  const missing = columnsOf(table).filter((column) => !facts.columns.has(`${name}.${column}`));
  if (missing.length) return missing.map((column) => `There is no column ${name}.${column}.`);
  const says: string[] = [];
  if (found.owned) says.push(`The role owns the table ${name}; it should not.`);
  if (!found.read) says.push(`The role may not read the table ${name}.`);
  if (!found.unique.some((columns) => columns.every((column) => table.key.includes(column)))) {
    says.push(`The key of ${name} is not unique in the database.`);
  }
  return [
    ...says,
    ...aboutEndings(facts, name, table, found.remove),
    ...aboutCorrections(facts, name, table),
    ...aboutTimes(facts, name, table),
  ];
}

function aboutCorrections(facts: Facts, name: string, table: Table): string[] {
  return correctedColumns(table)
    .filter((column) => !facts.columns.get(`${name}.${column}`)?.write)
    .map((column) => `The role may not change ${name}.${column}.`);
}

function aboutEndings(facts: Facts, name: string, table: Table, remove: boolean): string[] {
  const says: string[] = [];
  for (const end of [table, ...Object.values(table.also)]) {
    for (const writing of writings) {
      const ending = end[writing];
      if (ending === undefined) continue;
      if (ending === "delete") {
        if (end === table && !remove) says.push(`The role may not delete from the table ${name}.`);
        continue;
      }
      for (const column of [...Object.keys(ending.set ?? {}), ...(ending.truncate ?? [])]) {
        if (!facts.columns.get(`${name}.${column}`)?.write) says.push(`The role may not change ${name}.${column}.`);
      }
      for (const [column, value] of Object.entries(ending.set ?? {})) {
        if (value === null && facts.columns.get(`${name}.${column}`)?.notNull)
          says.push(`${name}.${column} cannot be empty.`);
      }
    }
  }
  return says;
}

function aboutTimes(facts: Facts, name: string, table: Table): string[] {
  const dates = table.person.flatMap((reach) => ("address" in reach ? [reach.date] : []));
  const ends = [table, ...Object.values(table.also)].map((end) => end.trigger);
  const columns = [table.since, ...dates, ...ends].filter((column) => column !== undefined);
  return columns.flatMap((column) => {
    const type = facts.columns.get(`${name}.${column}`)?.type ?? "";
    if (type === "timestamp without time zone" && !table.zone)
      return [`${name}.${column} has no time zone: the mapping needs \`zone\`.`];
    return type === "date" || type.startsWith("timestamp") ? [] : [`${name}.${column} is no date and no time.`];
  });
}

type Along = { parent: string; child: string };

function aboutCascades(found: readonly Along[], mapping: PostgresSource): string[] {
  const mapped = new Set(Object.keys(mapping.tables).map(physical));
  const deleted = new Set(
    Object.entries(mapping.tables).flatMap(([id, table]) => (table.erase === "delete" ? [physical(id)] : [])),
  );
  return found
    .filter(({ parent, child }) => deleted.has(parent) && !mapped.has(child) && !mapping.ignore.includes(child))
    .map(({ parent, child }) => `Deleting from ${parent} changes rows of ${child}, which the mapping does not know.`);
}

async function cascading(reader: Reader, { schema }: PostgresSource): Promise<Along[]> {
  const { values, bind } = binding();
  const text = `SELECT p.relname::text AS parent, c.relname::text AS child FROM pg_constraint f
    JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid JOIN pg_namespace n ON n.oid = p.relnamespace
    WHERE f.contype = 'f' AND f.confdeltype IN ('c', 'n', 'd') AND n.nspname = ${bind(schema, "text")} ORDER BY 1, 2`;
  return reader.rows<Along>({ text, values });
}

async function gather(reader: Reader, schema: string): Promise<Facts> {
  const [role] = await reader.rows<{ superuser: boolean }>({
    text: "SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user",
    values: [],
  });
  const tables = await reader.rows<TableFact>(tableFacts(schema));
  const columns = await reader.rows<ColumnFact>(columnFacts(schema));
  return {
    superuser: role?.superuser ?? false,
    tables: new Map(tables.map((fact) => [fact.name, fact])),
    columns: new Map(columns.map((fact) => [fact.name, fact])),
  };
}

type TableFact = { name: string; owned: boolean; read: boolean; remove: boolean; unique: string[][] };
type ColumnFact = { name: string; type: string; write: boolean; notNull: boolean };

function tableFacts(schema: string) {
  const { values, bind } = binding();
  const text = `SELECT c.relname::text AS name, pg_has_role(current_user, c.relowner, 'USAGE') AS owned,
      has_table_privilege(c.oid, 'SELECT') AS read, has_table_privilege(c.oid, 'DELETE') AS remove,
      (SELECT coalesce(json_agg(k.columns), '[]') FROM pg_index i CROSS JOIN LATERAL (
         SELECT json_agg(a.attname) AS columns FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey)) k
       WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL) AS unique
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${bind(schema, "text")} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`;
  return { text, values };
}

function columnFacts(schema: string) {
  const { values, bind } = binding();
  const text = `SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, -1) AS type,
      has_column_privilege(c.oid, a.attnum, 'UPDATE') AS write, a.attnotnull AS "notNull"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${bind(schema, "text")} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped`;
  return { text, values };
}
