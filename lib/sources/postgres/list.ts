/** The closed list of groups and their records, in key order. */
import { bucketed, bucketsOf, type Bucketed } from "./bucket";
import { keptBy } from "./keepers";
import type { Known } from "./learn";
import type { Mapped, Model, Part } from "./model";
import { reached } from "./reach";
import { keyOrder, keyText, line, present, rowFacts, version } from "./row";
import type { Selected } from "./selector";
import { all, any, binding, quoted, type Binding, type Statement } from "./sql";

/**
 * Keys and versions of groups of one part and one cut-off: rows `{key, version}`. Null when nothing known of the person
 * reaches the table.
 */
export function listing(model: Model, known: Known, chosen: readonly Selected[]): Statement | null {
  return choosing(model, known, chosen, (part) => `${keyText(part.table)} AS key, ${version(part)} AS version`);
}

/** The same as finished lines: rows of one text. */
export function lining(model: Model, known: Known, chosen: readonly Selected[]): Statement | null {
  return choosing(model, known, chosen, line);
}

/** Records of such groups: rows `{key, json}`, the text of an object with the columns `handedOut` names. */
export function reading(
  model: Model,
  known: Known,
  chosen: readonly Selected[],
  columns?: "provided",
): Statement | null {
  return choosing(
    model,
    known,
    chosen,
    (part) => `${keyText(part.table)} AS key, ${valuesJson(part, columns)} AS json`,
  );
}

/** The text of a record as an object with the columns `handedOut` names. */
export function valuesJson(part: Part, columns?: "provided"): string {
  const named = handedOut(part, columns).map((column) => `${jsonSafe(part.table, column)} AS ${quoted(column)}`);
  return named.length ? `(SELECT row_to_json(r)::text FROM (SELECT ${named.join(", ")}) r)` : "'{}'";
}

/** The columns of a part that may leave the database, in their order. */
export const handedOut = (part: Part, columns?: "provided"): readonly string[] =>
  columns ? part.provided : leaving(part);

type Columns = (part: Part, bound: Binding) => string;

function choosing(model: Model, known: Known, chosen: readonly Selected[], columns: Columns): Statement | null {
  const [first] = chosen;
  if (!first) return null;
  const part = model.part(first.part);
  const bound = binding();
  const rows = reached({ zone: model.zone, known, binding: bound }, part.table);
  if (!rows) return null;
  const cutoffs: Record<string, string> =
    first.cutoff === null ? {} : { [`${part.category}/${part.rule.id}`]: first.cutoff };
  const bucket = bucketed(part, bucketsOf(part, cutoffs), model.zone, bound);
  const found = { bucket, verdict: rows.verdict, ...rowFacts(part.table, bound) };
  const groups = alikeButForBucket(chosen).map((some) => all(ofGroups(part, found, some, bound)));
  const text = `${rows.with}
    SELECT ${columns(part, bound)} FROM ${rows.from}
    WHERE ${all([present(part, bound), any(groups)])} ORDER BY ${keyOrder(part.table).join(", ")}`;
  return { text, values: bound.values };
}

type Found = { bucket: Bucketed; verdict: string; inUse: string; thirdPersons: string };

/** The conditions of groups that differ in nothing but the bucket. */
function ofGroups(part: Part, found: Found, some: readonly Selected[], bound: Binding): string[] {
  const [{ verdict, inUse, thirdPersons, kept }] = some as [Selected];
  const buckets = some.flatMap(({ bucket }) => bucket ?? []);
  const inBuckets = [
    ...(buckets.length > 0 ? [found.bucket.among(buckets)] : []),
    ...(buckets.length < some.length ? [`(${found.bucket.day}) IS NULL AND (${found.bucket.mark}) IS NULL`] : []),
  ];
  return [
    `(${found.verdict}) = ${bound.bind(verdict, "int")}`,
    any(inBuckets),
    `(${found.inUse}) = ${bound.bind(inUse, "boolean")}`,
    `(${found.thirdPersons}) = ${bound.bind(thirdPersons, "boolean")}`,
    ...(kept === null ? [] : [`(${keptBy(part.table, bound)}) = ${bound.bind(kept, "text")}`]),
  ];
}

const alikeButForBucket = (chosen: readonly Selected[]): Selected[][] =>
  gathered(chosen, ({ verdict, inUse, thirdPersons, kept }) => JSON.stringify([verdict, inUse, thirdPersons, kept]));

/** The values in the order in which they come, those of one name together. */
export function gathered<Value>(values: Iterable<Value>, nameOf: (value: Value) => string): Value[][] {
  const found = new Map<string, Value[]>();
  for (const value of values) {
    const same = found.get(nameOf(value));
    if (same) same.push(value);
    else found.set(nameOf(value), [value]);
  }
  return [...found.values()];
}

/** The key tells the records apart; then the part's own columns. */
function leaving(part: Part): string[] {
  const { key, columns } = part.table.table;
  const shown = key.filter((column) => columns[column]?.export !== false);
  return [...new Set([...shown, ...part.exported])];
}

/** Types whose JSON says the same as the value; all others go as text, so that no digit is lost. */
const native = [
  "boolean",
  "smallint",
  "integer",
  "real",
  "double precision",
  "json",
  "jsonb",
  "date",
  "timestamp with time zone",
  "timestamp without time zone",
];

/** The value of a column of the row `t0` as a record has it. */
export function jsonSafe(mapped: Mapped, column: string): string {
  const value = mapped.value(column);
  const type = mapped.type(column);
  if (native.includes(type)) return value;
  if (type === "inet")
    return `CASE WHEN masklen(${value}) = masklen(host(${value})::inet) THEN host(${value}) ELSE ${value}::text END`;
  if (type === "bytea") return `translate(encode(${value}, 'base64'), E'\\n', '')`;
  return type.endsWith("[]") ? `${value}::text[]` : `(${value})::text`;
}
