import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modelPolicy } from "../../lib/policy/broken.fixture";
import { checkPolicy } from "../../lib/policy/check";
import { loadPolicy } from "../../lib/policy/load";
import { placeOf } from "../../lib/policy/kinds/place";
import { emptyDatabase, type TestDatabase } from "../postgres/test-database";
import { shopPeople } from "./people";
import { seedShop, sourceUrl } from "./seed";
import { boundaries } from "./stories/boundaries";

let shop: TestDatabase;
let owner: pg.Client;
let source: pg.Client;

beforeAll(async () => {
  shop = await emptyDatabase("shop");
  await seedShop(shop.ownerUrl);
  owner = new pg.Client({ connectionString: shop.ownerUrl });
  source = new pg.Client({ connectionString: sourceUrl(shop.ownerUrl) });
  await Promise.all([owner.connect(), source.connect()]);
});

afterAll(async () => {
  await Promise.all([owner?.end(), source?.end()]);
  await shop?.drop();
});

const number = async (text: string, values: unknown[] = []) =>
  Number((await owner.query<{ n: string }>(text, values)).rows[0]?.n);

/** A fingerprint of every row of the tables that chance fills. */
const fingerprint = async (client: pg.Client) =>
  (
    await client.query<{ print: string }>(`SELECT md5(string_agg(t::text, '' ORDER BY t.number)) ||
      (SELECT md5(string_agg(a::text, '' ORDER BY a.id)) FROM accounts a) AS print FROM orders t`)
  ).rows[0]?.print;

test("a thousand accounts", async () => {
  expect(await number("SELECT count(*) AS n FROM accounts")).toBeGreaterThanOrEqual(1_000);
});

test("a second seed changes nothing, another database gets the same rows", async () => {
  const before = await fingerprint(owner);
  await seedShop(shop.ownerUrl);
  expect(await fingerprint(owner)).toBe(before);
  const twin = await emptyDatabase("shop_twin");
  await seedShop(twin.ownerUrl);
  const client = new pg.Client({ connectionString: twin.ownerUrl });
  await client.connect();
  expect(await fingerprint(client)).toBe(before);
  await client.end();
  await twin.drop();
});

test("no note about a delivery is due before it was written", async () => {
  const early = "SELECT count(*) AS n FROM delivery_notes WHERE invoice_sent_on < noted_on";
  expect(await number("SELECT count(*) AS n FROM delivery_notes")).toBeGreaterThan(0);
  expect(await number(early)).toBe(0);
});

test("the policy fits the shop, seen through the portal's own role", async () => {
  process.env.SHOP_DATABASE_URL = sourceUrl(shop.ownerUrl);
  expect(await checkPolicy(modelPolicy, { databases: true })).toEqual({ ok: true, problems: [] });
  delete process.env.SHOP_DATABASE_URL;
});

test("every mapped table and every part of a divided one has rows", async () => {
  const mapping = loadPolicy(modelPolicy).sources.shop;
  if (mapping?.kind !== "postgres") throw new Error("the shop is a database");
  for (const [id, { when }] of Object.entries(mapping.tables)) {
    const where = when ? `WHERE ${when.column} = ANY($1)` : "WHERE $1::text[] IS NULL";
    // Short log lines come into being by the portal's own work.
    const least = id === "web_log#short" ? 0 : 1;
    const found = await number(`SELECT count(*) AS n FROM ${placeOf(mapping, id).name} ${where}`, [when?.is ?? null]);
    expect(found, id).toBeGreaterThanOrEqual(least);
  }
});

test.each(shopPeople.filter(({ accountId }) => accountId))("$name has the account of the list", async (person) => {
  const { rows } = await owner.query("SELECT name, email, language FROM accounts WHERE id = $1", [person.accountId]);
  expect(rows).toEqual([{ name: person.name, email: person.email, language: person.language }]);
});

test.each(boundaries)("$law stands in $table", async ({ table, account }) => {
  const client = await owner.query<{ email: string }>("SELECT email FROM accounts WHERE id = $1", [account]);
  const row = `SELECT count(*) AS n FROM ${table} t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%'`;
  expect(await number(row, [account, client.rows[0]?.email])).toBeGreaterThan(0);
});

test("Ana and Emil have the log lines of their stories", async () => {
  const lines = "SELECT count(*) AS n FROM web_log WHERE account_id = $1";
  expect(await number(lines, ["KW-100001"])).toBe(1_240);
  expect(await number(lines, ["KW-100004"])).toBe(20_000);
  expect(await number(`${lines} AND family(ip) = 6`, ["KW-100004"])).toBeGreaterThan(0);
});

test.each([
  ["make a table", "CREATE TABLE mine (id int)"],
  ["drop a column", "ALTER TABLE accounts DROP COLUMN phone"],
  ["change what the mapping does not write", "UPDATE invoices SET net_cents = 0"],
  ["empty a table", "TRUNCATE web_log"],
  ["delete what is only disconnected", "DELETE FROM licences"],
  ["read what is not mapped", "SELECT * FROM surveys"],
  ["add a row", "INSERT INTO competitions VALUES (99, 'Another one', '2026-11-23')"],
])("the portal's role may not %s", async (_, statement) => {
  await expect(source.query(statement)).rejects.toMatchObject({ code: "42501" });
});

test.each([
  ["lock an invoice", "UPDATE invoices SET restricted_at = now(), buyer_phone = NULL WHERE false"],
  ["delete an order", "DELETE FROM orders WHERE false"],
  ["cut an address", "UPDATE web_log SET ip = ip, state = 'short', account_id = NULL WHERE false"],
])("the portal's role may %s", async (_, statement) => {
  await expect(source.query(statement)).resolves.toBeTruthy();
});
