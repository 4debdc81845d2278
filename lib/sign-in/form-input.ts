/**
 * A form as zod reads it: one text per name, a list where the schema asks for one, nothing that nobody asked for. Where the
 * schema asks for a record `to`, the fields `to.<key>` are its entries.
 */
import * as z from "zod";
import { readable } from "./typed-text";

/** `values` stand in the sentence: a reference, a number; nothing about a person. */
export type FieldProblem = { field: string | null; key: string; values?: Record<string, string | number> };
export type Read<Value> = { ok: true; value: Value } | { ok: false; problems: FieldProblem[] };

/** Next's own, and the mark of whom a form was shown to (`openedByField`). */
const ownKey = /^\$(ACTION|OPENED_BY$)/;

/**
 * Reads `form` by a strict object schema, its texts as `readable` makes them. Unknown names are a problem (nothing is assigned by accident), so is a name
 * given twice where one text is expected. A message with a dot in a schema is the key of a sentence.
 */
export function readForm<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  form: FormData,
): Read<z.output<z.ZodObject<Shape>>> {
  const named = (is: (type: z.ZodType) => boolean) =>
    new Set(Object.keys(schema.shape).filter((name) => is(inside(schema.shape[name] as z.ZodType))));
  const lists = named((type) => type instanceof z.ZodArray);
  const records = named((type) => type instanceof z.ZodRecord);
  const input: Record<string, unknown> = Object.create(null);
  for (const name of new Set(form.keys())) {
    if (ownKey.test(name)) continue;
    const all = form.getAll(name).map((value) => (typeof value === "string" ? readable(value) : value));
    const [record, key] = name.split(".", 2) as [string, string?];
    if (key !== undefined && records.has(record)) {
      input[record] ??= Object.create(null);
      (input[record] as Record<string, unknown>)[key] = all.length > 1 ? all : all[0];
      continue;
    }
    input[name] = lists.has(name) || all.length > 1 ? all : all[0];
  }
  const parsed = schema.strict().safeParse({ ...input }, { reportInput: true });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: parsed.error.issues.map(asProblem) };
}

/** What was typed, to fill the form again: texts only, no files, nothing that the form carries for itself. */
export function typed(form: FormData): Record<string, string[]> {
  const names = [...new Set(form.keys())].filter((name) => !ownKey.test(name) && name !== "__proto__");
  return Object.fromEntries(
    names.map((name) => [name, form.getAll(name).filter((value) => typeof value === "string")]),
  );
}

function inside(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return inside(schema.unwrap() as z.ZodType);
  return schema;
}

function asProblem(issue: z.core.$ZodIssue): FieldProblem {
  const [name, key] = issue.path;
  const field = typeof name !== "string" ? null : typeof key === "string" ? `${name}.${key}` : name;
  if (/^[\w-]+(\.[\w-]+)+$/.test(issue.message)) return { field, key: issue.message };
  if (issue.code === "unrecognized_keys") return { field: null, key: "shell.problems.strange" };
  if (issue.code === "too_big") return { field, key: "shell.problems.too-long" };
  const missing = issue.code === "too_small" || (issue.code === "invalid_type" && issue.input === undefined);
  return { field, key: missing ? "shell.problems.missing" : "shell.problems.invalid" };
}
