/** Art. 5(2): what whoever did a task by hand writes down, in fields that its template names. */
import * as z from "zod";
import { givenWords, type GivenWords } from "./language";
import { isDay } from "./day";

const field = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  kind: z.enum(["text", "day", "number"]),
  required: z.boolean().default(true),
  label: givenWords,
});
export type EvidenceField = z.output<typeof field>;

export const evidenceFields = z
  .array(field)
  .min(1)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "two fields have the same id");

/** What was written down, with the label under which it was asked for; what was left empty is not in it. */
export type Evidence = { id: string; label: GivenWords; value: string }[];
export type EvidenceProblem = { field: string; why: "missing" | "day" | "number" | "too-long" };

const longest = 2_000;

/** Reads what was given by the fields of a task: all problems at once, or the evidence. */
export function readEvidence(
  fields: readonly EvidenceField[],
  given: Readonly<Record<string, string>>,
): { ok: true; value: Evidence } | { ok: false; problems: EvidenceProblem[] } {
  const strange = Object.keys(given).filter((id) => !fields.some((one) => one.id === id));
  if (strange.length > 0) throw new Error("a task was given evidence that nobody asked for");
  const read = z
    .object(Object.fromEntries(fields.map((one) => [one.id, schemaOf(one)])))
    .safeParse(Object.fromEntries(fields.map(({ id }) => [id, given[id] ?? ""])));
  if (!read.success)
    return {
      ok: false,
      problems: read.error.issues.map(({ path, message }) => ({
        field: String(path[0]),
        why: message as EvidenceProblem["why"],
      })),
    };
  return { ok: true, value: fields.flatMap(({ id, label }) => entry(id, label, read.data[id] ?? "")) };
}

const entry = (id: string, label: EvidenceField["label"], value: string): Evidence =>
  value === "" ? [] : [{ id, label, value }];

function schemaOf({ kind, required }: EvidenceField): z.ZodType<string> {
  const text = z.string().trim().max(longest, "too-long");
  const filled = required ? text.min(1, "missing") : text;
  if (kind === "text") return filled;
  const fits = kind === "day" ? isDay : (value: string) => /^\d{1,9}$/.test(value);
  return filled.refine((value) => value === "" || fits(value), kind);
}
