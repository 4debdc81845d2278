/**
 * The mapping of the policy joined with what the catalog confirms: tables, their parts, and how rows reach people.
 *
 * A part is one category in one table. The main part is the row itself; a column part is the columns that the
 * mapping gives to another category, and it exists in rows where at least one of them is filled.
 */
import type { Rule } from "../../gdpr/rule";
import { ignoredPlaces, placeKey, placeName, placeOf, sameTable, type Place } from "../../policy/kinds/place";
import type { Ending, Policy, PostgresSource, Reach, Table } from "../../policy/schema";
import { writings, type Ends } from "../source";
import type { Cascade, Catalog } from "./catalog";
import { columnsOf } from "./columns";
import { insideOf, typeInside } from "./json-value";
import { placed, quoted } from "./sql";

export type AddressReach = Extract<Reach, { address: string }>;

export type Mapped = {
  /** As in the mapping; may end in `#…`. */
  id: string;
  /** Place in the mapping, parents first; writing runs from the highest to the lowest. */
  order: number;
  /** Schema and table, quoted. */
  sql: string;
  table: Table;
  /** The type of a column or JSON value; throws when the database has no such column. */
  type(column: string): string;
  /** The columns that the database never stores empty. */
  notNull: ReadonlySet<string>;
  /** The column, or the value inside a JSON column, of the row `alias` (`t0` when not said). */
  value(column: string, alias?: string): string;
  /** Rows of the same table that other mappings claim by `when`. */
  claimed: NonNullable<Table["when"]>[];
  accounts: string[];
  addresses: AddressReach[];
  parents: { columns: string[]; parent: Mapped }[];
  /** Rows of other entries that keep a row while they point to it. */
  keepers: { column: string; keeper: Mapped }[];
  parts: Part[];
  cascades: Cascade[];
  /** The zone a `timestamp` without zone is in. */
  zone: string;
};

export type Part = {
  /** `table/category`. */
  id: string;
  table: Mapped;
  category: string;
  main: boolean;
  columns: string[];
  exported: string[];
  versioned: string[];
  trigger: string | null;
  rule: Rule;
  /** The rule as the mapping names it, null for the category's first. */
  named: string | null;
  endings: Partial<Record<Ends, Ending>>;
  /** Columns that the person provided, for Art. 20. */
  provided: string[];
};

export type Model = { source: string; zone: string; mapping: PostgresSource; tables: Mapped[]; part(id: string): Part };

export type Given = { source: string; zone: string; mapping: PostgresSource; categories: Policy["categories"] };

/** Joins mapping and catalog. Throws on a mapping that the database or the policy contradicts. */
export function model(given: Given, catalog: Catalog): Model {
  return joinedAsFar(given, catalog, (_, error) => {
    throw error;
  });
}

/** The same without the tables that are contradicted and what hangs on them; `broken` names them. Nothing may be decided by it. */
export function modelAsFar(given: Given, catalog: Catalog): { model: Model; broken: string[] } {
  const broken: string[] = [];
  const made = joinedAsFar(given, catalog, (id) => broken.push(id));
  return { model: made, broken };
}

function joinedAsFar(given: Given, catalog: Catalog, contradicted: (id: string, error: unknown) => void): Model {
  const made = new Map<string, Mapped>();
  const open = new Set<string>();
  const reachable = (id: string): Mapped => {
    const known = made.get(id);
    if (known) return known;
    if (open.has(id)) throw new Error(`source ${given.source}: the path of ${id} to the person runs in a circle`);
    open.add(id);
    const mapped = mappedTable(given, catalog, id, reachable);
    made.set(id, mapped);
    return mapped;
  };
  const whole = <Value>(ids: readonly string[], make: (id: string) => Value): Value[] =>
    ids.flatMap((id) => {
      try {
        return [make(id)];
      } catch (error) {
        contradicted(id, error);
        return [];
      }
    });
  const found = whole(Object.keys(given.mapping.tables), reachable).map(({ id }) => id);
  const tables = whole(found, (id) => {
    const table = reachable(id);
    table.order = found.indexOf(id);
    table.parts = partsOf(table, given.categories);
    table.keepers = table.table.keepIfReferenced.map((by) => ({ column: by.column, keeper: reachable(by.table) }));
    for (const { column, keeper } of table.keepers) keeper.type(column);
    return table;
  });
  const parts = new Map(tables.flatMap((table) => table.parts.map((part) => [part.id, part])));
  return {
    source: given.source,
    zone: given.zone,
    mapping: given.mapping,
    tables,
    part(id) {
      const part = parts.get(id);
      if (!part) throw new Error(`source ${given.source}: the mapping has no part ${id}`);
      return part;
    },
  };
}

function mappedTable(given: Given, catalog: Catalog, id: string, parentOf: (id: string) => Mapped): Mapped {
  const { mapping, source } = given;
  const table = mapping.tables[id];
  if (!table) throw new Error(`source ${source}: ${id} is not among the tables`);
  const place = placeOf(mapping, id);
  const name = placeName(mapping, place);
  const types = catalog.types.get(placeKey(place));
  if (!types) throw new Error(`source ${source}: there is no table ${name}`);
  const stored = (column: string) => {
    const type = types.get(column);
    if (type === undefined) throw new Error(`source ${source}: there is no column ${name}.${column}`);
    return type;
  };
  const mapped: Mapped = {
    id,
    order: 0,
    sql: placed(place),
    table,
    type: (column) => typeInside(id, table, column, stored),
    notNull: catalog.notNull.get(placeKey(place)) ?? new Set(),
    value: (column, alias = "t0") => insideOf(table, column, alias) ?? `${alias}.${quoted(column)}`,
    claimed: table.when ? [] : claims(mapping, id),
    accounts: table.person.flatMap((reach) => ("account" in reach ? [reach.account] : [])),
    addresses: table.person.flatMap((reach) => ("address" in reach ? [reach] : [])),
    parents: [],
    keepers: [],
    parts: [],
    cascades: cascadesOf(catalog, mapping, place),
    zone: table.zone ?? given.zone,
  };
  for (const reach of table.person) {
    if (!("via" in reach)) continue;
    const parent = parentOf(reach.via);
    const columns = [reach.column].flat();
    if (parent.table.key.length !== columns.length)
      throw new Error(`source ${source}: ${id} hangs on ${reach.via} by other columns than its key has`);
    mapped.parents.push({ columns, parent });
  }
  for (const column of columnsOf(table)) mapped.type(column);
  return mapped;
}

/** What the database would change by itself, but for rows without personal data. */
function cascadesOf(catalog: Catalog, mapping: PostgresSource, place: Place): Cascade[] {
  const free = new Set(ignoredPlaces(mapping).map(placeKey));
  return catalog.cascades.filter(
    ({ parent, child }) => placeKey(parent) === placeKey(place) && !free.has(placeKey(child)),
  );
}

/** A mapping without `when` takes the rows that no other mapping of the same table claims. */
function claims(mapping: PostgresSource, id: string): Mapped["claimed"] {
  return Object.entries(mapping.tables)
    .filter(([other]) => other !== id && sameTable(mapping, other, id))
    .flatMap(([, other]) => (other.when ? [other.when] : []));
}

/** The categories of a table: its own, and those of its columns. */
export function categoriesIn(table: Table | undefined): string[] {
  if (!table) return [];
  const others = Object.values(table.columns).flatMap(({ category }) => (category ? [category] : []));
  return [...new Set([table.category, ...others, ...Object.keys(table.also)])];
}

function partsOf(mapped: Mapped, categories: Policy["categories"]): Part[] {
  const { table } = mapped;
  return categoriesIn(table).map((category) => {
    const main = category === table.category;
    const end = main ? table : (table.also[category] ?? {});
    const columns = Object.entries(table.columns).filter(
      ([, column]) => (column.category ?? table.category) === category,
    );
    const kept = (test: (column: Column) => boolean) =>
      columns.filter(([, column]) => test(column)).map(([name]) => name);
    const names = columns.map(([name]) => name);
    const endings: Part["endings"] = {};
    for (const writing of writings) {
      const ending = end[writing];
      if (ending) endings[writing] = checked(mapped, ending === "delete" && !main ? emptied(names) : ending);
    }
    return {
      id: `${mapped.id}/${category}`,
      table: mapped,
      category,
      main,
      columns: names,
      exported: kept((column) => column.export),
      provided: kept((column) => column.export && column.provided),
      versioned: kept((column) => !column.volatile).toSorted(),
      trigger: end.trigger ?? null,
      rule: ruleOf(categories, category, end.rule),
      named: end.rule ?? null,
      endings,
    };
  });
}

type Column = Table["columns"][string];

/** A column part cannot take the row with it: its columns go. */
function emptied(columns: readonly string[]): Exclude<Ending, "delete"> {
  return { set: Object.fromEntries(columns.map((column) => [column, null])) };
}

function checked(mapped: Mapped, ending: Ending): Ending {
  if (ending === "delete") return ending;
  const written = [...Object.keys(ending.set ?? {}), ...(ending.truncate ?? [])];
  const key = written.find((column) => mapped.table.key.includes(column));
  if (key) throw new Error(`the mapping of ${mapped.id} writes its own key ${key}`);
  return ending;
}

function ruleOf(categories: Policy["categories"], category: string, named: string | undefined): Rule {
  const rules = categories[category]?.rules ?? [];
  const rule = named === undefined ? rules[0] : rules.find(({ id }) => id === named);
  if (!rule) throw new Error(`the category ${category} has no rule ${named ?? ""}`.trimEnd());
  return rule;
}
