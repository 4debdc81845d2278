/** The mapping against the database as it is: names, types, what may be empty, and what the mapping leaves out. */
import type { Catalog, CatalogTable } from "./catalog";
import { ignoredPlaces, placeKey, placeName, placeOf, type Place } from "./kinds/place";
import { namedColumns, partsOf, writings } from "./mapping";
import { finding, type Finding } from "./problem";
import type { Policy, PostgresSource, Table } from "./schema";
import { keptByLaw } from "./vouchers";

type At = (string | number)[];

/** Findings about one source and the catalog of its schema. */
export function databaseFindings(policy: Policy, source: string, mapping: PostgresSource, catalog: Catalog): Finding[] {
  const at: At = ["sources", source];
  const tables = Object.entries(mapping.tables).flatMap(([id, table]) => {
    const place = placeOf(mapping, id);
    const found = catalog.tables.get(placeKey(place));
    const here = [...at, "tables", id];
    if (!found)
      return [
        finding(here, `The database has no table ${placeName(mapping, place)}: mend the name or remove the entry.`),
      ];
    return [
      ...columnFindings(here, table, found),
      ...keyFindings(here, table, found),
      ...typeFindings(here, table, found),
      ...endingFindings(here, table, found),
    ];
  });
  return [...tables, ...listFindings(at, mapping, catalog), ...referenceFindings(policy, source, mapping, catalog)];
}

/** Tables that nobody spoke of, ignored ones that are not there, and what is learned from missing columns. */
function listFindings(at: At, mapping: PostgresSource, { tables }: Catalog): Finding[] {
  const spoken = [...Object.keys(mapping.tables).map((id) => placeOf(mapping, id)), ...ignoredPlaces(mapping)];
  const known = new Set(spoken.map(placeKey));
  const silent = [...tables.values()].filter((place) => !known.has(placeKey(place)));
  return [
    ...silent.map((place) =>
      finding(
        [...at, "tables"],
        `The table ${placeName(mapping, place)} is neither mapped nor ignored: map it, or list it under “ignore” if it holds no personal data.`,
      ),
    ),
    ...ignoredPlaces(mapping).flatMap((place, index) =>
      tables.has(placeKey(place))
        ? []
        : [
            finding(
              [...at, "ignore", index],
              `The database has no table ${placeName(mapping, place)}: remove it from this list.`,
            ),
          ],
    ),
    ...mapping.learns.flatMap(({ table, ids = {}, when, ...learned }, index) =>
      Object.entries({ ...learned, ...ids, ...(when ? { when: when.column } : {}) }).flatMap(([key, column]) =>
        lacks(mapping, tables, table, column)
          ? [finding([...at, "learns", index, key], `The table ${table} has no column ${column}: mend the name.`)]
          : [],
      ),
    ),
  ];
}

function lacks(mapping: PostgresSource, tables: Catalog["tables"], id: string, column: string): boolean {
  const found = tables.get(placeKey(placeOf(mapping, id)));
  return found !== undefined && !found.columns.has(column) && !(column in (mapping.tables[id]?.json ?? {}));
}

function columnFindings(at: At, table: Table, { columns }: CatalogTable): Finding[] {
  const listed = [
    ...Object.keys(table.columns).map((name) => ({ name, at: [...at, "columns", name] })),
    ...table.ignore.map((name, index) => ({ name, at: [...at, "ignore", index] })),
  ];
  const names = new Set(listed.map(({ name }) => name));
  return [
    ...listed.flatMap(({ name, at }) =>
      columns.has(name) || name in table.json
        ? []
        : [finding(at, `The table has no column ${name}: mend the name or remove it.`)],
    ),
    ...Object.entries(table.json).flatMap(([name, { column }]) => {
      const type = columns.get(column)?.type;
      const here = [...at, "json", name];
      if (columns.has(name))
        return [finding(here, `The table has a column ${name} as well: give the value inside ${column} another name.`)];
      return type === undefined || /^jsonb?$/.test(type)
        ? []
        : [finding([...here, "column"], `${column} is of type ${type}: values lie in columns of type json or jsonb.`)];
    }),
    ...[...columns.keys()].flatMap((name) =>
      names.has(name)
        ? []
        : [
            finding(
              [...at, "columns"],
              `The column ${name} is neither mapped nor ignored: list it under “columns”, or under “ignore” if it is no personal data.`,
            ),
          ],
    ),
  ];
}

function keyFindings(at: At, table: Table, { columns, unique }: CatalogTable): Finding[] {
  if (!table.key.every((column) => columns.has(column))) return [];
  const sure = unique.some((set) => set.every((column) => table.key.includes(column)));
  return sure
    ? []
    : [
        finding(
          [...at, "key"],
          `${table.key.join(", ")} is not unique in the database: name the columns of the primary key.`,
        ),
      ];
}

/** Columns that are compared with times must be times, and a `timestamp` without zone must say where its clock hangs. */
function typeFindings(at: At, table: Table, { columns }: CatalogTable): Finding[] {
  const typeOf = (column: string) => {
    const inside = table.json[column]?.is;
    return inside === "timestamptz" ? "timestamp with time zone" : (inside ?? columns.get(column)?.type);
  };
  const times = namedColumns(at, table).filter(({ at }) => ["trigger", "since", "date"].includes(String(at.at(-1))));
  const cut = namedColumns(at, table).filter(({ at }) => at.at(-2) === "truncate");
  return [
    ...times.flatMap(({ column, at: where }) => {
      const type = typeOf(column);
      if (type === undefined || type === "date" || type === "timestamp with time zone") return [];
      if (type !== "timestamp without time zone")
        return [finding(where, `${column} is of type ${type} and holds no date: name a column with a date or a time.`)];
      return table.zone
        ? []
        : [finding(where, `${column} is a time without a zone: add “zone”, such as Europe/Berlin, to the table.`)];
    }),
    ...cut.flatMap(({ column, at: where }) => {
      const type = typeOf(column);
      const fits = type === undefined || ["inet", "cidr", "text", "character varying"].includes(type);
      return fits
        ? []
        : [finding(where, `${column} is of type ${type} and holds no IP address: name the column with the address.`)];
    }),
  ];
}

function endingFindings(at: At, table: Table, { columns }: CatalogTable): Finding[] {
  const ends = [
    { at, end: table },
    ...Object.entries(table.also).map(([category, end]) => ({ at: [...at, "also", category], end })),
  ];
  return ends.flatMap(({ at, end }) =>
    writings.flatMap((writing) => {
      const ending = end[writing];
      if (!ending || ending === "delete") return [];
      return Object.entries(ending.set ?? {}).flatMap(([column, value]) =>
        value === null && !(column in table.json) && columns.get(column)?.notNull
          ? [
              finding(
                [...at, writing, "set", column],
                `${column} is NOT NULL in the database and cannot be emptied: set another value, such as a template, or delete the row.`,
              ),
            ]
          : [],
      );
    }),
  );
}

/** A row kept by law must not hang on a row that may go before: deleting would be blocked, or would take it along. */
function referenceFindings(
  policy: Policy,
  source: string,
  mapping: PostgresSource,
  { references }: Catalog,
): Finding[] {
  const partsIn = (place: Place) =>
    Object.entries(mapping.tables).flatMap(([id, table]) =>
      placeKey(placeOf(mapping, id)) === placeKey(place) ? [partsOf(policy, source, id, table)[0]] : [],
    );
  return references.flatMap(({ child, parent, columns, onDelete }) => {
    const goes = partsIn(parent).some((part) => part && !keptByLaw(part) && part.endings.erase === "delete");
    const kept = partsIn(child).find((part) => part && keptByLaw(part));
    if (!goes || !kept || placeKey(child) === placeKey(parent)) return [];
    const effect =
      onDelete === "block"
        ? "forbids deleting"
        : onDelete === "cascade"
          ? "would delete it with"
          : "would change it with";
    return [
      finding(
        kept.at,
        `“${kept.category}” is kept by law, but the foreign key ${placeName(mapping, child)}.${columns.join(", ")} ${effect} rows of ${placeName(mapping, parent)}: let it carry a plain number instead.`,
      ),
    ];
  });
}
