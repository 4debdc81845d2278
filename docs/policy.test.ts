/** docs/policy.md speaks of every key that a policy can have. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { policySchema } from "../lib/policy/schema";

const page = readFileSync(join(import.meta.dirname, "policy.md"), "utf8").replace(/```[\s\S]*?```/g, "");
const said = new Set([...page.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) => code.match(/[a-z][A-Za-z]*/g) ?? []));

/** Every key below a schema, with the way to it; names that the policy itself chooses are left out. */
function keys(schema: unknown, path = ""): [path: string, key: string][] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, inner]): [string, string][] => [
      [`${path}${key}`, key],
      ...keys(inner, `${path}${key}.`),
    ]);
  if (schema instanceof z.ZodRecord) return keys(schema.valueType, `${path}*.`);
  if (schema instanceof z.ZodArray) return keys(schema.element, path);
  if (schema instanceof z.ZodPipe) return keys(schema.out, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keys(option, path));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return keys(schema.unwrap(), path);
  return [];
}

/** What an address says, in two languages, and what a reader finds in the line of its parent. */
const plain = ["en", "de", "name", "street", "postcode", "city", "country", "email"];
const all = new Map(keys(policySchema).filter(([, key]) => !plain.includes(key)));

describe("docs/policy.md", () => {
  test("looks deep enough", () => {
    for (const path of [
      "pause.continue.*.purposes",
      "sources.*.tables.*.columns.*.identity",
      "categories.*.rules.onRequest",
    ])
      expect([...all.keys()]).toContain(path);
  });

  test.each([...all])("%s", (_path, key) => {
    expect([...said]).toContain(key);
  });
});
