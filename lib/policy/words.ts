/** The smallest shapes of `policy.yaml`: names of things, and words in every language. */
import * as z from "zod";

export const id = z.string().regex(/^[a-z][a-z0-9-]*$/);
export const words = z.strictObject({ en: z.string().min(1), de: z.string().min(1) });
/** Name of an environment variable: secrets and addresses of systems stand there, never in the policy. */
export const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "not the name of an environment variable");
/** A table or column as PostgreSQL takes it. It is always quoted, so any letter may stand in it. */
export const databaseName = z
  .string()
  .refine((text) => text !== "" && !text.includes("\0") && Buffer.byteLength(text) <= 63, "not a name of a database");
