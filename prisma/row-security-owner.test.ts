/** Row-level security as the server keeps it: it counts for the role that owns the tables, too, and costs other sights nothing. */
import pg from "pg";
import { expect, test } from "vitest";
import { emptyDatabase, testDatabase } from "../demo/postgres/test-database";
import { migrate } from "./migration-runner";
import { rowsOf, tablesWith } from "./row-security.fixture";

test("an owner who is no superuser migrates, and then sees no row either", async () => {
  const made = await emptyDatabase("plain-owner");
  const name = `owner_${made.name}`.slice(0, 60);
  const quoted = pg.escapeIdentifier(name);
  // The role can go only after the database that it owns, so it is made and dropped from another one. That one is
  // migrated: the roles of the portal belong to the server, and two migrations must not make them at the same time.
  const other = await testDatabase("plain-owner-server");
  const server = new pg.Client(other.ownerUrl);
  await server.connect();
  await server.query(`CREATE ROLE ${quoted} LOGIN CREATEROLE PASSWORD 'plain'`);
  await server.query(`ALTER DATABASE ${pg.escapeIdentifier(made.name)} OWNER TO ${quoted}`);
  await migrate(made.url({ name, password: "plain" }), { demo: false });
  const plain = new pg.Client(made.url({ name, password: "plain" }));
  const over = new pg.Client(made.ownerUrl);
  await Promise.all([plain.connect(), over.connect()]);
  try {
    await rowsOf(over, "ana");
    for (const table of await tablesWith("relforcerowsecurity"))
      expect((await plain.query(`SELECT 1 FROM ${pg.escapeIdentifier(table)}`)).rows, table).toEqual([]);
    // What pg_dump asks for: all rows or an error. It is the error.
    await plain.query("SET row_security = off");
    await expect(plain.query("SELECT 1 FROM request")).rejects.toThrow(/affected by row-level security/);
    await plain.query("RESET row_security");
    await expect(plain.query("INSERT INTO person (kind, iss, sub) VALUES ('oidc', 'x', 'y')")).rejects.toThrow(
      /row-level/,
    );
  } finally {
    await Promise.all([plain.end(), over.end()]);
    await made.drop();
    await server.query(`DROP ROLE ${quoted}`);
    await server.end();
    await other.drop();
  }
});

test("no policy has a look-up of its own: it would be made ready with every statement on its table", async () => {
  const made = await testDatabase("policies");
  const owner = new pg.Client(made.ownerUrl);
  await owner.connect();
  const { rows } = await owner.query<{ policy: string }>(
    `SELECT tablename || ': ' || policyname AS policy FROM pg_policies
     WHERE schemaname = 'public' AND concat(qual, with_check) ~ 'FROM [a-z_]+ ' ORDER BY 1`,
  );
  await owner.end();
  await made.drop();
  // Seldom read, and by key: a download and a knock at the gate.
  expect(rows.map(({ policy }) => policy)).toEqual(["download_grant: own", "gate: attempt", "gate: own"]);
});
