/** Read-only check of reach and rights: what would go wrong, as sentences. */
import { ignoredPlaces, placeKey, placeName, placeOf, schemasOf, storedIn } from "../../policy/kinds/place";
import type { Ending, PostgresSource, Table } from "../../policy/schema";
import { writings } from "../source";
import { readCatalog, type Cascade } from "./catalog";
import { columnsOf, correctedColumns } from "./columns";
import type { Reader } from "./connection";
import { gather, type Facts, type TableFact } from "./facts";

/** Sentences about the connection's role and the mapping's tables and columns; empty when all is well. */
export async function probe(reader: Reader, mapping: PostgresSource): Promise<string[]> {
  const schemas = schemasOf(mapping);
  const facts = await gather(reader, schemas);
  const role = facts.superuser ? ["The role is a superuser; it should have rights on the listed tables only."] : [];
  const barred = facts.barred.map((schema) => `The role may not use the schema ${schema}, or there is none.`);
  if (barred.length > 0) return [...role, ...barred];
  const tables = Object.keys(mapping.tables).flatMap((id) => aboutTable(facts, mapping, id));
  const { cascades } = await readCatalog(reader, schemas);
  return [...new Set([...role, ...tables, ...aboutCascades(cascades, mapping)])];
}

/** A table of the mapping as the database has it. */
type Seen = { name: string; table: Table; found: TableFact };

function aboutTable(facts: Facts, mapping: PostgresSource, id: string): string[] {
  const name = placeName(mapping, placeOf(mapping, id));
  const found = facts.tables.get(placeKey(placeOf(mapping, id)));
  const table = mapping.tables[id];
  if (!found || !table) return [`There is no table ${name}.`];
  const named = columnsOf(table).map((column) => storedIn(table, column));
  const missing = [...new Set(named)].filter((column) => !found.columns.has(column));
  if (missing.length) return missing.map((column) => `There is no column ${name}.${column}.`);
  const seen = { name, table, found };
  const unique = found.unique.some((columns) => columns.every((column) => table.key.includes(column)));
  return [
    ...(found.owned ? [`The role owns the table ${name}; it should not.`] : []),
    ...(found.read ? [] : [`The role may not read the table ${name}.`]),
    ...(unique ? [] : [`The key of ${name} is not unique in the database.`]),
    ...aboutValues(seen),
    ...aboutEndings(seen),
    ...correctedColumns(table).flatMap((column) => unchangeable(seen, column)),
    ...aboutTimes(seen),
    ...aboutSuppression(facts, mapping, table),
  ];
}

function unchangeable({ name, table, found }: Seen, column: string): string[] {
  const stored = storedIn(table, column);
  return found.columns.get(stored)?.write ? [] : [`The role may not change ${name}.${stored}.`];
}

function aboutValues({ name, table, found }: Seen): string[] {
  return [...new Set(Object.values(table.json).map(({ column }) => column))]
    .filter((column) => !/^jsonb?$/.test(found.columns.get(column)?.type ?? ""))
    .map((column) => `${name}.${column} is no JSON: no value can lie in it.`);
}

function aboutEndings(seen: Seen): string[] {
  const { name, table, found } = seen;
  const remove = (end: object) =>
    end === table && !found.remove ? [`The role may not delete from the table ${name}.`] : [];
  return [table, ...Object.values(table.also)].flatMap((end) =>
    writings.flatMap((writing) => {
      const ending = end[writing];
      if (ending === undefined) return [];
      return ending === "delete" ? remove(end) : aboutSetting(seen, ending);
    }),
  );
}

function aboutSetting(seen: Seen, { set = {}, truncate = [] }: Exclude<Ending, "delete">): string[] {
  const { name, table, found } = seen;
  const emptied = Object.entries(set).filter(([column, value]) => value === null && !table.json[column]);
  return [
    ...[...Object.keys(set), ...truncate].flatMap((column) => unchangeable(seen, column)),
    ...emptied.flatMap(([column]) =>
      found.columns.get(column)?.notNull ? [`${name}.${column} cannot be empty.`] : [],
    ),
  ];
}

function aboutTimes({ name, table, found }: Seen): string[] {
  const dates = table.person.flatMap((reach) => ("address" in reach ? [reach.date] : []));
  const ends = [table, ...Object.values(table.also)].map((end) => end.trigger);
  const columns = [table.since, ...dates, ...ends].filter((column) => column !== undefined);
  return columns.flatMap((column) => {
    const inside = table.json[column]?.is;
    const type =
      inside === "timestamptz" ? "timestamp with time zone" : (inside ?? found.columns.get(column)?.type ?? "");
    if (type === "timestamp without time zone" && !table.zone)
      return [`${name}.${column} has no time zone: the mapping needs \`zone\`.`];
    return type === "date" || type.startsWith("timestamp") ? [] : [`${name}.${column} is no date and no time.`];
  });
}

function aboutSuppression({ tables }: Facts, mapping: PostgresSource, { suppress }: Table): string[] {
  if (!suppress) return [];
  const name = placeName(mapping, placeOf(mapping, suppress.into));
  const columns = tables.get(placeKey(placeOf(mapping, suppress.into)))?.columns;
  return [suppress.hash, ...Object.keys(suppress.set)]
    .filter((column) => !columns?.get(column)?.add)
    .map((column) => `The role may not add rows with ${name}.${column}.`);
}

function aboutCascades(found: readonly Cascade[], mapping: PostgresSource): string[] {
  const keyOf = (id: string) => placeKey(placeOf(mapping, id));
  const known = new Set([...Object.keys(mapping.tables).map(keyOf), ...ignoredPlaces(mapping).map(placeKey)]);
  const deleted = new Set(
    Object.entries(mapping.tables).flatMap(([id, table]) => (table.erase === "delete" ? [keyOf(id)] : [])),
  );
  return found
    .filter(({ parent, child }) => deleted.has(placeKey(parent)) && !known.has(placeKey(child)))
    .map(({ parent, child }) => {
      const [from, along] = [placeName(mapping, parent), placeName(mapping, child)];
      return `Deleting from ${from} changes rows of ${along}, which the mapping does not know.`;
    });
}
