/** The smallest shapes of `policy.yaml`: names of things, and words in every language. */
import * as z from "zod";
import { inEach, languages } from "../../i18n/language";

export const id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const text = z.string().min(1);
/** The types know a further language by one name, the files by theirs. */
const each = Object.fromEntries(languages().map((one) => [one, text.optional()]));
const shape = { ...each, en: text, de: text } as Record<"en" | "de", typeof text> & { qaa: z.ZodOptional<typeof text> };
/** In English and German, and in any further language that the portal speaks, where somebody wrote it. */
export const writtenWords = z.strictObject(shape);
/** The same in every language: what nobody wrote stands in English. */
export const words = writtenWords.transform((given) => inEach(given));
/** Name of an environment variable: secrets and addresses of systems stand there, never in the policy. */
export const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "not the name of an environment variable");
/** A table or column as PostgreSQL takes it. It is always quoted, so any letter may stand in it. */
export const databaseName = z
  .string()
  .refine((text) => text !== "" && !text.includes("\0") && Buffer.byteLength(text) <= 63, "not a name of a database");
