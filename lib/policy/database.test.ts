import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../demo/postgres/test-database";
import { broken, lineOf, type Edit } from "./broken.fixture";
import { checkPolicy } from "./check";

const file = join(mkdtempSync(join(tmpdir(), "policy-")), "policy.yaml");
const tables = "sources.shop.tables";
let shop: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  shop = await emptyDatabase("policy_check");
  client = new pg.Client({ connectionString: shop.ownerUrl });
  await client.connect();
  await client.query(readFileSync(new URL("../../demo/shop/schema.sql", import.meta.url), "utf8"));
});

afterAll(async () => {
  await client?.end();
  await shop?.drop();
  delete process.env.SHOP_DATABASE_URL;
});

beforeEach(() => {
  process.env.SHOP_DATABASE_URL = shop.ownerUrl;
  process.env.SHOP_LIST_KEY = "k".repeat(32);
});

/** The problems of the edited model policy, each with the text of its line. */
async function problems(...edits: Edit[]) {
  const text = broken(...edits);
  writeFileSync(file, text);
  const { problems } = await checkPolicy(file, { databases: true });
  return problems.map(({ line, path, message }) => ({ path, line: lineOf(text, line), message }));
}

test("the model policy and the shop agree", async () => {
  expect(await problems()).toEqual([]);
});

type Case = [why: string, edit: Edit, path: string, line: string, message: RegExp];

const cases: Case[] = [
  [
    "a table that does not exist",
    { under: tables, from: "      repairs:", to: "      repair_jobs:" },
    `${tables}.repair_jobs`,
    "repair_jobs:",
    /no table repair_jobs/,
  ],
  [
    "a table that nobody spoke of",
    { under: tables, from: "[products, surveys, competitions]", to: "[products, competitions]" },
    tables,
    "tables:",
    /The table surveys is neither mapped nor ignored/,
  ],
  [
    "an ignored table that does not exist",
    { under: tables, from: "[products, surveys", to: "[products, polls, surveys" },
    "sources.shop.ignore.1",
    "ignore: [products, polls, surveys, competitions]",
    /no table polls/,
  ],
  [
    "a column that does not exist",
    { under: `${tables}.invoices`, from: "net_cents:", to: "netto_cents:" },
    `${tables}.invoices.columns.netto_cents`,
    "netto_cents:",
    /no column netto_cents/,
  ],
  [
    "a column neither mapped nor ignored",
    { under: `${tables}.invoices`, from: "          net_cents:\n", to: "" },
    `${tables}.invoices.columns`,
    "columns:",
    /The column net_cents is neither mapped nor ignored/,
  ],
  [
    "a learned column that does not exist",
    { under: "sources.shop", from: "postcode: postcode }", to: "postcode: zip }" },
    "sources.shop.learns.2.postcode",
    "- { table: addresses, account: account_id, postcode: zip }",
    /addresses has no column zip/,
  ],
  [
    "a NOT NULL column set to null",
    { under: `${tables}.product_registrations`, from: "nickname: null", to: "model: null" },
    `${tables}.product_registrations.unlink.set.model`,
    "unlink: { set: { account_id: null, registered_on: null, model: null, warranty: ended } }",
    /model is NOT NULL/,
  ],
  [
    "a key that is not unique",
    { under: `${tables}.order_lines`, from: "[order_id, line_no]", to: "[order_id]" },
    `${tables}.order_lines.key`,
    "key: [order_id]",
    /order_id is not unique/,
  ],
  [
    "a trigger that is no date",
    { under: `${tables}.invoices`, from: "trigger: issued_on", to: "trigger: number" },
    `${tables}.invoices.trigger`,
    "trigger: number",
    /holds no date/,
  ],
  [
    "a time without a zone",
    { under: `${tables}.licence_activations`, from: "        zone: Europe/Berlin\n", to: "" },
    `${tables}.licence_activations.trigger`,
    "trigger: activated_at",
    /a time without a zone/,
  ],
  [
    "an address column that is none",
    { under: `${tables}.web_log`, from: "truncate: [ip]", to: "truncate: [bytes]" },
    `${tables}.web_log.truncate.truncate.0`,
    "truncate: [bytes]",
    /holds no IP address/,
  ],
];

describe("a policy that the database contradicts", () => {
  test.each(cases)("%s", async (_, edit, path, line, message) => {
    expect(await problems(edit)).toContainEqual({ path, line, message: expect.stringMatching(message) });
  });
});

test("an invoice that hangs on an account row", async () => {
  await client.query("ALTER TABLE invoices ADD CONSTRAINT tied FOREIGN KEY (customer_number) REFERENCES accounts");
  const found = await problems();
  await client.query("ALTER TABLE invoices DROP CONSTRAINT tied");
  const message = expect.stringMatching(/invoices.customer_number forbids deleting rows of accounts/);
  expect(found).toEqual([{ path: `${tables}.invoices`, line: "invoices:", message }]);
});

test("a column that appeared since", async () => {
  await client.query("ALTER TABLE accounts ADD COLUMN shoe_size integer");
  const found = await problems();
  await client.query("ALTER TABLE accounts DROP COLUMN shoe_size");
  expect(found).toEqual([
    { path: `${tables}.accounts.columns`, line: "columns:", message: expect.stringContaining("shoe_size") },
  ]);
});

test("a database that does not answer is a problem, and no password is printed", async () => {
  process.env.SHOP_DATABASE_URL = "postgres://somebody:secret@127.0.0.1:1/shop";
  const found = await problems();
  expect(found).toEqual([
    {
      path: "sources.shop.connection",
      line: "connection: SHOP_DATABASE_URL",
      message: expect.stringContaining("cannot be asked"),
    },
  ]);
  expect(JSON.stringify(found)).not.toContain("secret");
});

test("without a connection string nothing is compared", async () => {
  delete process.env.SHOP_DATABASE_URL;
  expect(await problems({ under: tables, from: "      repairs:", to: "      repair_jobs:" })).toEqual([]);
});
