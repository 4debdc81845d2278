/** What the statements ask of a single row, always called `t0`: its key, its fingerprint, its state. */
import { ended } from "./ending";
import type { Mapped, Part } from "./model";
import { all, any, quoted, type Binding } from "./sql";

/** The key as text: the column's own, or a JSON array where the key is several columns. */
export function keyText({ table }: Mapped): string {
  const columns = table.key.map((column) => `t0.${quoted(column)}::text`);
  return columns.length === 1 ? (columns[0] ?? "") : `jsonb_build_array(${columns.join(", ")})::text`;
}

/** The texts of the key's columns. Throws on a text that is no key of this table. */
export function keyValues({ table, id }: Mapped, key: string): string[] {
  if (table.key.length === 1) return [key];
  const values: unknown = JSON.parse(key);
  const fits =
    Array.isArray(values) && values.length === table.key.length && values.every((value) => typeof value === "string");
  if (!fits) throw new Error(`a listed key does not fit the key of ${id}`);
  return values;
}

/** Key columns in a lasting order: texts by their bytes, everything else by its type. */
export function keyOrder(mapped: Mapped): string[] {
  return mapped.table.key.map((column) => {
    const textual = ["text", "character varying", "bpchar"].includes(mapped.type(column));
    return `t0.${quoted(column)}${textual ? ' COLLATE "C"' : ""}`;
  });
}

/** Fingerprint of the part's content; columns that change by themselves are no part of it. */
export function version(part: Part): string {
  return `md5(ROW(${part.versioned.map((column) => part.table.value(column)).join(", ")})::text)`;
}

/**
 * The row's line in a closed list. `to_json` spells a text as `JSON.stringify` does (RFC 8259: only quote, backslash and
 * control characters are escaped); a version is hexadecimal and needs nothing.
 */
export function line(part: Part, { bind }: Binding): string {
  const before = bind(`[${JSON.stringify(part.id)},`, "text");
  return `${before} || to_json(${keyText(part.table)})::text || ',"' || ${version(part)} || E'"]\\n'`;
}

/** Whether the row holds the part: a column part in which nothing is filled holds nothing. */
export function filled(part: Part): string {
  return part.main ? "true" : any(part.columns.map((column) => `${part.table.value(column)} IS NOT NULL`));
}

/** Whether the row counts for a person: it holds the part, and it was not already erased down to its marks. */
export function present(part: Part, binding: Binding): string {
  const ending = part.endings.erase;
  const marked =
    ending !== undefined && ending !== "delete" && Object.values(ending.set ?? {}).some((value) => value !== null);
  return all([filled(part), ...(marked ? [`NOT (${ended(part, ending, binding)})`] : [])]);
}

/** Whether a live matter needs the row, and whether it names third persons. */
export function rowFacts(mapped: Mapped, { bind }: Binding): { inUse: string; thirdPersons: string } {
  const { inUse } = mapped.table;
  return {
    inUse: inUse
      ? `coalesce((${mapped.value(inUse.column)})::text = ANY(${bind(inUse.is, "text[]")}), false)`
      : "false",
    thirdPersons: namesOthers(mapped),
  };
}

/** Whether the row says that it names third persons. */
export function namesOthers(mapped: Mapped): string {
  const { thirdPersons } = mapped.table;
  return thirdPersons ? says(mapped, thirdPersons.column) : "false";
}

function says(mapped: Mapped, column: string): string {
  const value = mapped.value(column);
  if (mapped.type(column) === "boolean") return `coalesce(${value}, false)`;
  return `coalesce((${value})::text, '') NOT IN ('', '0', '{}', '[]')`;
}
