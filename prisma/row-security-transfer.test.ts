/** Row-level security: a person decides where their own data go, and what became of it is the worker's to say. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../demo/postgres/test-database";
import { rowsOf, type Rows } from "./row-security.fixture";

let database: TestDatabase;
let owner: pg.Client;
let web: pg.Client;
let ana: Rows;
let ben: Rows;

beforeAll(async () => {
  database = await testDatabase("row-security-transfer");
  [owner, web] = [new pg.Client(database.ownerUrl), new pg.Client(database.url("web"))];
  await Promise.all([owner.connect(), web.connect()]);
  ana = await rowsOf(owner, "ana");
  ben = await rowsOf(owner, "ben");
});
afterAll(async () => {
  await Promise.all([owner.end(), web.end()]);
  await database.drop();
});

/** Runs one statement as Ana, a customer, and takes it back; gives how many rows it touched. */
async function asAna(sql: string, values: unknown[]): Promise<number | null> {
  await web.query("BEGIN");
  try {
    await web.query("SELECT set_config('rightful.role', 'subject', true), set_config('rightful.person', $1, true)", [
      ana.person,
    ]);
    return (await web.query(sql, values)).rowCount;
  } finally {
    await web.query("ROLLBACK");
  }
}

const foreign = /row-level security/;

test("a person says yes to a transfer of their own, and to nobody else's", async () => {
  const confirm = "UPDATE transfer SET state = 'confirmed', confirmed_at = now() WHERE request = $1";
  expect(await asAna(confirm, [ana.request])).toBe(1);
  expect(await asAna(confirm, [ben.request])).toBe(0);
});

test("what became of it is not theirs to say", async () => {
  const accept =
    "UPDATE transfer SET state = 'accepted', code = NULL, ended_at = now(), confirmed_at = now() WHERE request = $1";
  await expect(asAna(accept, [ana.request])).rejects.toThrow(foreign);
});

test("one is named for one's own request, and never confirmed already", async () => {
  const add =
    "INSERT INTO transfer (id, request, to_id, state, confirmed_at) VALUES (gen_random_uuid(), $1, $2, $3, now())";
  await expect(asAna(add, [ben.request, ben.of.drawer?.id, "named"])).rejects.toThrow(foreign);
  await expect(asAna(add, [ana.request, ana.of.drawer?.id, "confirmed"])).rejects.toThrow(foreign);
});

test.each([
  ["is sent that was not confirmed", "state = 'sending', confirmed_at = NULL"],
  ["keeps its code beyond its end", "state = 'cancelled', ended_at = now()"],
])("nothing %s: for nobody", async (_what, set) => {
  await expect(owner.query(`UPDATE transfer SET ${set} WHERE request = $1`, [ana.request])).rejects.toThrow(/check/);
});
