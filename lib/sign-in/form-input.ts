/** A form as zod reads it: one text per name, a list where the schema asks for one, nothing that nobody asked for. */
import { z } from "zod";

export type FieldProblem = { field: string | null; key: string };
export type Read<Value> = { ok: true; value: Value } | { ok: false; problems: FieldProblem[] };

const ownKey = /^\$ACTION/;

/**
 * Reads `form` by a strict object schema. Unknown names are a problem (nothing is assigned by accident), so is a name
 * given twice where one text is expected. A message with a dot in a schema is the key of a sentence.
 */
export function readForm<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  form: FormData,
): Read<z.output<z.ZodObject<Shape>>> {
  const lists = new Set(Object.keys(schema.shape).filter((name) => isList(schema.shape[name] as z.ZodType)));
  const input: Record<string, unknown> = Object.create(null);
  for (const name of new Set(form.keys())) {
    if (ownKey.test(name)) continue;
    const all = form.getAll(name);
    input[name] = lists.has(name) || all.length > 1 ? all : all[0];
  }
  const parsed = schema.strict().safeParse({ ...input }, { reportInput: true });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: parsed.error.issues.map(asProblem) };
}

/** What was typed, to fill the form again: texts only, no files, nothing of Next's own. */
export function typed(form: FormData): Record<string, string[]> {
  const names = [...new Set(form.keys())].filter((name) => !ownKey.test(name) && name !== "__proto__");
  return Object.fromEntries(
    names.map((name) => [name, form.getAll(name).filter((value) => typeof value === "string")]),
  );
}

function isList(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return isList(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodArray;
}

function asProblem(issue: z.core.$ZodIssue): FieldProblem {
  const field = typeof issue.path[0] === "string" ? issue.path[0] : null;
  if (/^[\w-]+(\.[\w-]+)+$/.test(issue.message)) return { field, key: issue.message };
  if (issue.code === "unrecognized_keys") return { field: null, key: "shell.problems.strange" };
  if (issue.code === "too_big") return { field, key: "shell.problems.too-long" };
  const missing = issue.code === "too_small" || (issue.code === "invalid_type" && issue.input === undefined);
  return { field, key: missing ? "shell.problems.missing" : "shell.problems.invalid" };
}
