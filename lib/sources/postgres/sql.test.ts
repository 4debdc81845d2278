/** Names and keys of a mapping are data: whatever letters they have, they stay names and keys. */
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { databaseName } from "../../policy/words";
import { quoted, quotedText } from "./sql";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await emptyDatabase("names");
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query("CREATE TABLE kept (id int)");
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const nasty = fc.constantFrom(
  '"',
  "'",
  "\\",
  ";",
  "--",
  "/*",
  " ",
  "\n",
  "$1",
  "$$",
  "Ä",
  "😀",
  "a",
  "Z",
  "#",
  ".",
  "%",
);
const texts = fc.array(fc.oneof(nasty, fc.string({ unit: "grapheme", maxLength: 3 })), { minLength: 1, maxLength: 12 });
const fits = (text: string) => text !== "" && !text.includes("\0") && Buffer.byteLength(text) <= 63;

test("any name that a database can have comes back as that name", async () => {
  const names = texts.map((parts) => parts.join("")).filter((text) => fits(text));
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const { fields } = await client.query(`SELECT id AS ${quoted(name)} FROM kept`);
      expect(fields.map((field) => field.name)).toEqual([name]);
    }),
    { numRuns: 300 },
  );
});

test("any key of a JSON value comes back as that key", async () => {
  const keys = texts.map((parts) => parts.join("")).filter((text) => !text.includes("\0"));
  await fc.assert(
    fc.asyncProperty(keys, async (key) => {
      const { rows } = await client.query(
        `SELECT $1::jsonb ->> ${quotedText(key)} AS value, jsonb_set('{}', ARRAY[${quotedText(key)}], 'true') AS made`,
        [JSON.stringify({ [key]: "found" })],
      );
      expect(rows).toEqual([{ value: "found", made: { [key]: true } }]);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["nothing", ""],
  ["a NUL", "a\0b"],
  ["64 letters, which would be cut short", "a".repeat(64)],
  ["32 letters of two bytes", "ä".repeat(32)],
])("%s is refused as a name, by the policy and again before a statement", (_, name) => {
  expect(databaseName.safeParse(name).success).toBe(false);
  expect(() => quoted(name)).toThrow("no database can have");
});

test("63 bytes are a name", () => {
  expect(databaseName.safeParse("ä".repeat(31) + "a").success).toBe(true);
  expect(quoted("a".repeat(63))).toBe(`"${"a".repeat(63)}"`);
});
