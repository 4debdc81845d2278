/** Who is forgotten when nothing names them any longer: nothing that does may be overlooked. */
import pg from "pg";
import { expect, test } from "vitest";
import { testDatabase } from "../../../demo/postgres/test-database";
import { namedIn } from "./people";

test("every column that names a person is known to the sweep", async () => {
  const database = await testDatabase("people");
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  const { rows } = await owner.query<{ table: string; column: string }>(
    `SELECT c.conrelid::regclass::text AS table, a.attname AS column FROM pg_constraint c
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
     WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass`,
  );
  await owner.end();
  await database.drop();
  const named = rows
    .map(({ table, column }) => `${table.replaceAll('"', "")}.${column}`)
    .filter((name) => name !== "session.person_id");
  expect(namedIn.map(([table, column]) => `${table}.${column}`).toSorted()).toEqual(named.toSorted());
});
