/** Statements over the listed keys of one part: the keys are bound, never a condition. */
import type { Ending } from "../../policy/schema";
import type { Item } from "../source";
import { assignments, ended } from "./ending";
import { addressPlausible } from "./ip-address";
import type { Cascade } from "./catalog";
import { unkept } from "./keepers";
import { gathered } from "./list";
import type { Model, Part } from "./model";
import { filled, keyValues, version } from "./row";
import { all, binding, placed, quoted, type Binding, type Statement } from "./sql";

/** At most this many keys go into one statement: enough that its way to the server and back costs little beside it. */
export const batchSize = 10_000;

/**
 * The items of each part in the order of writing (children first), in batches. An item listed twice is taken once.
 */
export function batches(model: Model, items: readonly Item[]): { part: Part; items: Item[] }[] {
  const one = items.every(({ part }) => part === items[0]?.part);
  const parts = (one ? [items] : gathered(items, ({ part }) => part)).flatMap((found) =>
    found[0] ? { part: model.part(found[0].part), items: once(found) } : [],
  );
  return parts
    .toSorted(lastFirst)
    .flatMap(({ part, items: found }) => sliced(found).map((some) => ({ part, items: some })));
}

function once(items: readonly Item[]): readonly Item[] {
  if (new Set(items.map(({ key }) => key)).size === items.length) return items;
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

/** How many of the listed rows are there and not yet in the end state; without an ending, how many are there. */
export function standing(part: Part, items: readonly Item[], ending: Ending | undefined): Statement {
  const bound = binding();
  const open = ending ? [`NOT (${ended(part, ending, bound)})`] : [];
  const among = amongListed(part, items, bound);
  const text = `SELECT count(*)::text AS count FROM ${[`${part.table.sql} t0`, ...among.rows].join(", ")}
    WHERE ${all([among.same, filled(part), ...open])}`;
  return { text, values: bound.values };
}

/** How many of the listed rows are there with another content than listed, and in none of the end states. */
export function altered(part: Part, items: readonly Item[], endings: readonly (Ending | undefined)[]): Statement {
  const bound = binding();
  const open = endings.flatMap((ending) => (ending ? [`NOT (${ended(part, ending, bound)})`] : []));
  const from = listed(part, items, bound, { version: items.map((item) => item.version) });
  const text = `SELECT count(*)::text AS count FROM ${from.rows} JOIN ${part.table.sql} t0 ON ${from.same}
    WHERE ${all([filled(part), `${version(part)} <> l.version`, ...open])}`;
  return { text, values: bound.values };
}

/** Deletes the listed rows. A row on which the database would change others by itself stays. */
export function deleting(part: Part, items: readonly Item[]): Statement {
  const bound = binding();
  const { rows, where } = going(part, items, bound);
  const using = rows.map((row) => ` USING ${row}`).join("");
  return { text: `DELETE FROM ${part.table.sql} t0${using} WHERE ${where}`, values: bound.values };
}

/** Conditions under which deleting the row (`t0`) takes no other row along. */
export function aloneIn(part: Part): string[] {
  return part.table.cascades.map((cascade) => `NOT EXISTS (${drawnAlong(cascade)})`);
}

/** The listed rows that a deletion takes. */
export function going(part: Part, items: readonly Item[], bound: Binding): Chosen {
  const from = amongListed(part, items, bound);
  return { rows: from.rows, where: all([from.same, ...unkept(part, bound), ...aloneIn(part)]) };
}

/** Rows `t0` by a condition; `rows` is what it needs beside `t0` in the FROM, one entry or none. */
export type Chosen = { rows: string[]; where: string };

/** An ending that sets columns, and whether it is the one that erases. */
export type Setting = { ending: Exclude<Ending, "delete">; erases: boolean };

/** Sets and shortens columns of the listed rows that are not yet so. `now` is the portal's instant or null. */
export function setting(part: Part, items: readonly Item[], set: Setting, now: string | null): Statement {
  const bound = binding();
  const { rows, where } = changing(part, items, set, bound);
  const assigned = assignments(part, set.ending, now, bound);
  const from = rows.map((row) => ` FROM ${row}`).join("");
  return { text: `UPDATE ${part.table.sql} t0 SET ${assigned}${from} WHERE ${where}`, values: bound.values };
}

/** The listed rows that a setting changes. */
export function changing(part: Part, items: readonly Item[], { ending, erases }: Setting, bound: Binding): Chosen {
  const from = amongListed(part, items, bound);
  const free = erases ? unkept(part, bound) : [];
  const where = [from.same, `NOT (${ended(part, ending, bound)})`, ...readable(part, ending), ...free];
  return { rows: from.rows, where: all(where) };
}

/** Conditions under which what is to be shortened can be read. */
export function readable(part: Part, ending: Exclude<Ending, "delete">): string[] {
  return (ending.truncate ?? []).map((column) => addressPlausible(part.table.value(column), part.table.type(column)));
}

/** Types whose values can be bound as an array of their own, so that no row is compared through a cast. */
const ownArrays = ["smallint", "integer", "bigint", "uuid", "text", "character varying"];

/** That `t0` is one of the listed rows: one array for a key of one such column, which its index is walked along by. */
function amongListed(part: Part, items: readonly Item[], bound: Binding): { rows: string[]; same: string } {
  const { table } = part;
  const [column = "", ...more] = table.table.key;
  if (more.length > 0 || !ownArrays.includes(table.type(column))) {
    const { rows, same } = listed(part, items, bound);
    return { rows: [rows], same };
  }
  const keys = bound.bind(asArray(items.map(({ key }) => key)), `${table.type(column)}[]`);
  return { rows: [], same: `t0.${quoted(column)} = ANY(${keys})` };
}

/**
 * The listed keys as rows `l`, and the condition that `t0` is one of them. `more` are further columns of `l`: a text for
 * each item.
 */
export function listed(
  { table }: Part,
  items: readonly Item[],
  { bind }: Binding,
  more: Readonly<Record<string, readonly (string | null)[]>> = {},
): { rows: string; same: string } {
  const keys = items.map(({ key }) => keyValues(table, key));
  const own = table.table.key.map((column) => ownArrays.includes(table.type(column)));
  const columns = table.table.key.map((column, at) =>
    bind(asArray(keys.map((key) => key[at] ?? null)), own[at] ? `${table.type(column)}[]` : "text[]"),
  );
  const names = table.table.key.map((_, at) => `k${at}`);
  const others = Object.values(more).map((texts) => bind(asArray(texts), "text[]"));
  const same = table.table.key.map(
    (column, at) => `t0.${quoted(column)} = l.k${at}${own[at] ? "" : `::${table.type(column)}`}`,
  );
  // Without it a table that is not much larger than the list would be joined by a walk along its whole index, once for
  // each batch.
  if (own[0]) same.push(`t0.${quoted(table.table.key[0] ?? "")} = ANY(${columns[0]})`);
  return {
    rows: `unnest(${[...columns, ...others].join(", ")}) l(${[...names, ...Object.keys(more)].join(", ")})`,
    same: all(same),
  };
}

/** Numbers, UUIDs and fingerprints need no quotes in an array, which saves a look at each of their letters. */
const bare = /^[0-9a-f-]+$/;
const asArray = (texts: readonly (string | null)[]): string | (string | null)[] =>
  texts.every((text) => text !== null && bare.test(text)) ? `{${texts.join(",")}}` : [...texts];

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
