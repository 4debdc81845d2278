/** The closed list of a group and its records, in key order. */
import { bucketed, bucketsOf } from "./bucket";
import { keptBy } from "./keepers";
import type { Known } from "./learn";
import type { Model, Part } from "./model";
import { reached } from "./reach";
import { keyOrder, keyText, present, rowFacts, version } from "./row";
import type { Selected } from "./selector";
import { all, binding, quoted, type Statement } from "./sql";

/** Keys and versions of a group: rows `{key, version}`. Null when nothing known of the person reaches the table. */
export function listing(model: Model, known: Known, chosen: Selected): Statement | null {
  const part = model.part(chosen.part);
  return choosing(model, known, chosen, `${keyText(part.table)} AS key, ${version(part)} AS version`);
}

/** Records of a group: rows `{key, values}`, with the columns that may leave the database. */
export function reading(model: Model, known: Known, chosen: Selected, columns?: "provided"): Statement | null {
  const part = model.part(chosen.part);
  const named = (columns ? part.provided : leaving(part)).map(
    (column) => `${jsonSafe(part, column)} AS ${quoted(column)}`,
  );
  const values = named.length ? `(SELECT row_to_json(r) FROM (SELECT ${named.join(", ")}) r)` : "'{}'::json";
  return choosing(model, known, chosen, `${keyText(part.table)} AS key, ${values} AS values`);
}

function choosing(model: Model, known: Known, chosen: Selected, columns: string): Statement | null {
  const part = model.part(chosen.part);
  const bound = binding();
  const rows = reached({ zone: model.zone, known, binding: bound }, part.table);
  if (!rows) return null;
  const cutoffs: Record<string, string> =
    chosen.cutoff === null ? {} : { [`${part.category}/${part.rule.id}`]: chosen.cutoff };
  const { bucket } = bucketed(part, bucketsOf(part, cutoffs), model.zone, bound);
  const facts = rowFacts(part.table, bound);
  const conditions = [
    present(part, bound),
    `(${rows.verdict}) = ${bound.bind(chosen.verdict, "int")}`,
    `(${bucket}) IS NOT DISTINCT FROM ${bound.bind(chosen.bucket, "text")}`,
    `(${facts.inUse}) = ${bound.bind(chosen.inUse, "boolean")}`,
    `(${facts.thirdPersons}) = ${bound.bind(chosen.thirdPersons, "boolean")}`,
    ...(chosen.kept === null ? [] : [`(${keptBy(part.table, bound)}) = ${bound.bind(chosen.kept, "text")}`]),
  ];
  const text = `${rows.with}
    SELECT ${columns} FROM ${rows.from}
    WHERE ${all(conditions)} ORDER BY ${keyOrder(part.table).join(", ")}`;
  return { text, values: bound.values };
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

function jsonSafe(part: Part, column: string): string {
  const value = part.table.value(column);
  const type = part.table.type(column);
  if (native.includes(type)) return value;
  if (type === "inet")
    return `CASE WHEN masklen(${value}) = masklen(host(${value})::inet) THEN host(${value}) ELSE ${value}::text END`;
  if (type === "bytea") return `translate(encode(${value}, 'base64'), E'\\n', '')`;
  return type.endsWith("[]") ? `${value}::text[]` : `(${value})::text`;
}
