/** Statements over the listed keys of one part: the keys are bound, never a condition. */
import type { Ending } from "../../policy/schema";
import type { Item } from "../source";
import { assignments, ended } from "./ending";
import { addressPlausible } from "./ip-address";
import type { Cascade } from "./catalog";
import { unkept } from "./keepers";
import type { Model, Part } from "./model";
import { filled, keyValues, version } from "./row";
import { all, binding, placed, quoted, type Binding, type Statement } from "./sql";

/** At most this many keys go into one statement: enough that its way to the server and back costs little beside it. */
export const batchSize = 5_000;

/**
 * The items of each part in the order of writing (children first), in batches. An item listed twice is taken once.
 */
export function batches(model: Model, items: readonly Item[]): { part: Part; items: Item[] }[] {
  const byPart = new Map<string, Map<string, Item>>();
  for (const item of items) {
    const found = byPart.get(item.part) ?? new Map<string, Item>();
    byPart.set(item.part, found.set(item.key, item));
  }
  const parts = [...byPart].map(([id, found]) => ({ part: model.part(id), items: [...found.values()] }));
  return parts
    .toSorted(lastFirst)
    .flatMap(({ part, items: found }) => sliced(found).map((some) => ({ part, items: some })));
}

/** How many of the listed rows are there and not yet in the end state; without an ending, how many are there. */
export function standing(part: Part, items: readonly Item[], ending: Ending | undefined): Statement {
  const bound = binding();
  const open = ending ? [`NOT (${ended(part, ending, bound)})`] : [];
  return counted(part, items, [filled(part), ...open], bound);
}

/** How many of the listed rows are there with another content than listed, and in none of the end states. */
export function altered(part: Part, items: readonly Item[], endings: readonly (Ending | undefined)[]): Statement {
  const bound = binding();
  const open = endings.flatMap((ending) => (ending ? [`NOT (${ended(part, ending, bound)})`] : []));
  return counted(part, items, [filled(part), `${version(part)} <> l.version`, ...open], bound);
}

/** Deletes the listed rows. A row on which the database would change others by itself stays. */
export function deleting(part: Part, items: readonly Item[]): Statement {
  const bound = binding();
  const { rows, where } = going(part, items, bound);
  return { text: `DELETE FROM ${part.table.sql} t0 USING ${rows} WHERE ${where}`, values: bound.values };
}

/** Conditions under which deleting the row (`t0`) takes no other row along. */
export function aloneIn(part: Part): string[] {
  return part.table.cascades.map((cascade) => `NOT EXISTS (${drawnAlong(cascade)})`);
}

/** The listed rows that a deletion takes, as a FROM beside `t0` and a condition. */
export function going(part: Part, items: readonly Item[], bound: Binding): Chosen {
  const from = listed(part, items, bound);
  return { rows: from.rows, where: all([from.same, ...unkept(part, bound), ...aloneIn(part)]) };
}

export type Chosen = { rows: string; where: string };

/** An ending that sets columns, and whether it is the one that erases. */
export type Setting = { ending: Exclude<Ending, "delete">; erases: boolean };

/** Sets and shortens columns of the listed rows that are not yet so. `now` is the portal's instant or null. */
export function setting(part: Part, items: readonly Item[], set: Setting, now: string | null): Statement {
  const bound = binding();
  const { rows, where } = changing(part, items, set, bound);
  const assigned = assignments(part, set.ending, now, bound);
  return { text: `UPDATE ${part.table.sql} t0 SET ${assigned} FROM ${rows} WHERE ${where}`, values: bound.values };
}

/** The listed rows that a setting changes, as a FROM beside `t0` and a condition. */
export function changing(part: Part, items: readonly Item[], { ending, erases }: Setting, bound: Binding): Chosen {
  const from = listed(part, items, bound);
  const free = erases ? unkept(part, bound) : [];
  const where = [from.same, `NOT (${ended(part, ending, bound)})`, ...readable(part, ending), ...free];
  return { rows: from.rows, where: all(where) };
}

/** Conditions under which what is to be shortened can be read. */
export function readable(part: Part, ending: Exclude<Ending, "delete">): string[] {
  return (ending.truncate ?? []).map((column) => addressPlausible(part.table.value(column), part.table.type(column)));
}

function counted(part: Part, items: readonly Item[], conditions: string[], bound: Binding): Statement {
  const from = listed(part, items, bound);
  const text = `SELECT count(*)::text AS count FROM ${from.rows} JOIN ${part.table.sql} t0 ON ${from.same} WHERE ${all(conditions)}`;
  return { text, values: bound.values };
}

/**
 * The listed keys as rows `l` with their versions, and the condition that `t0` is one of them. `more` are further columns
 * of `l`: a text for each item.
 */
export function listed(
  { table }: Part,
  items: readonly Item[],
  { bind }: Binding,
  more: Readonly<Record<string, readonly (string | null)[]>> = {},
): { rows: string; same: string } {
  const keys = items.map(({ key }) => keyValues(table, key));
  const columns = table.table.key.map((_, at) =>
    bind(
      keys.map((key) => key[at]),
      "text[]",
    ),
  );
  const versions = bind(
    items.map(({ version }) => version),
    "text[]",
  );
  const names = table.table.key.map((_, at) => `k${at}`);
  const others = Object.values(more).map((texts) => bind([...texts], "text[]"));
  const same = table.table.key.map((column, at) => `t0.${quoted(column)} = l.k${at}::${table.type(column)}`);
  return {
    rows: `unnest(${[...columns, versions, ...others].join(", ")}) l(${[...names, "version", ...Object.keys(more)].join(", ")})`,
    same: all(same),
  };
}

/** Rows of another table that the database would delete or empty along with the row, unlisted. */
function drawnAlong({ child, columns, references }: Cascade): string {
  const links = columns.map((column, at) => `d.${quoted(column)} = t0.${quoted(references[at] ?? "")}`);
  return `SELECT FROM ${placed(child)} d WHERE ${all(links)}`;
}

function lastFirst(one: { part: Part }, other: { part: Part }): number {
  const tables = other.part.table.order - one.part.table.order;
  return tables || Number(one.part.main) - Number(other.part.main);
}

function sliced(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / batchSize);
  return Array.from({ length: count }, (_, at) => items.slice(at * batchSize, (at + 1) * batchSize));
}
