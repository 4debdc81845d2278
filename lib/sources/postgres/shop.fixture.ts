/** A small shop for the tests of the postgres source: one table for each rule that the source keeps. */
import pg from "pg";
import { emptyDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { policySchema, type Policy, type PostgresSource } from "../../policy/schema";
import { postgresSource } from "../postgres";
import type { Cutoffs, Item, Person, Source } from "../source";

const schema = `
CREATE TYPE shade AS ENUM ('light', 'dark');
CREATE TABLE accounts (
  id bigint PRIMARY KEY, email text NOT NULL, name text NOT NULL, password_hash text, nickname text, born_on date,
  opened_at timestamptz NOT NULL, last_seen_at timestamptz, erased_at timestamptz, theme shade);
CREATE TABLE email_history (id serial PRIMARY KEY, account_id bigint NOT NULL, email text NOT NULL,
  held_from timestamptz, held_until timestamptz);
CREATE TABLE addresses (id uuid PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts, postcode text);
CREATE TABLE orders (
  id bigint PRIMARY KEY, account_id bigint, email text, name text, postcode text, placed_at timestamptz,
  status text NOT NULL DEFAULT 'done', total numeric(12, 2), counter bigint, picture bytea, tags text[], note jsonb);
CREATE INDEX orders_account ON orders (account_id);
CREATE INDEX orders_email ON orders (lower(btrim(email)));
CREATE TABLE order_lines (order_id bigint NOT NULL REFERENCES orders, line text, sku text, PRIMARY KEY (order_id, line));
CREATE TABLE parcels (code text PRIMARY KEY, order_id bigint REFERENCES orders, email text, name text, gift boolean,
  sent_on date);
CREATE TABLE notes (line_order bigint NOT NULL, code text PRIMARY KEY REFERENCES parcels, text text);
CREATE TABLE invoices (number text PRIMARY KEY, account_id bigint, issued_at timestamptz, entered timestamp,
  booked date, locked_at timestamptz, phone text);
CREATE TABLE newsletter (email varchar(200) PRIMARY KEY, state text NOT NULL DEFAULT 'on', ended_at timestamptz);
CREATE TABLE tickets (id uuid PRIMARY KEY, account_id bigint, topic text, closed_on date);
CREATE TABLE web_log (id bigint PRIMARY KEY, account_id bigint, at timestamptz NOT NULL, ip inet, forwarded text);
CREATE INDEX web_log_account ON web_log (account_id);
CREATE TABLE sessions (id int PRIMARY KEY, account_id bigint REFERENCES accounts ON DELETE CASCADE);
CREATE TABLE baskets (id int PRIMARY KEY, account_id bigint REFERENCES accounts ON DELETE CASCADE);
`;

const byOrder = { via: "orders", column: "order_id" };

const mapping = {
  kind: "postgres",
  label: { en: "Shop", de: "Shop" },
  connection: "SHOP",
  learns: [
    { table: "accounts", account: "id", email: "email", name: "name" },
    { table: "email_history", account: "account_id", email: "email", from: "held_from", until: "held_until" },
    { table: "addresses", account: "account_id", postcode: "postcode" },
  ],
  tables: {
    accounts: {
      key: ["id"],
      person: [{ account: "id" }],
      category: "account",
      since: "opened_at",
      erase: {
        set: {
          email: { template: "erased-{id}@invalid" },
          name: "-",
          password_hash: "!",
          theme: "dark",
          erased_at: { now: true },
        },
      },
      columns: {
        id: null,
        email: null,
        name: null,
        theme: null,
        password_hash: { export: false },
        opened_at: null,
        last_seen_at: { volatile: true },
        nickname: { category: "optional" },
        born_on: { category: "optional" },
      },
      ignore: ["erased_at"],
      also: { optional: { erase: "delete" } },
    },
    addresses: {
      ...plain("address", [{ account: "account_id" }]),
      columns: { id: null, account_id: null, postcode: null },
    },
    orders: {
      ...plain("order", [
        { account: "account_id" },
        { address: "email", name: "name", postcode: "postcode", date: "placed_at" },
      ]),
      since: "placed_at",
      trigger: "placed_at",
      inUse: { column: "status", is: ["open"], matter: "open-order" },
      columns: {
        id: null,
        account_id: null,
        email: null,
        name: null,
        postcode: null,
        placed_at: null,
        status: null,
        total: null,
        counter: null,
        picture: null,
        tags: null,
        note: null,
      },
    },
    order_lines: {
      ...plain("order", [byOrder]),
      key: ["order_id", "line"],
      columns: { order_id: null, line: null, sku: null },
    },
    parcels: {
      ...plain("parcel", [byOrder, { address: "email", name: "name", date: "sent_on" }]),
      key: ["code"],
      trigger: "sent_on",
      thirdPersons: { column: "gift" },
      columns: { code: null, order_id: null, email: null, name: null, gift: null, sent_on: null },
    },
    notes: {
      ...plain("parcel", [{ via: "parcels", column: "code" }]),
      key: ["code"],
      columns: { code: null, line_order: null, text: null },
    },
    invoices: {
      ...plain("invoice", [{ account: "account_id" }]),
      key: ["number"],
      trigger: "issued_at",
      zone: "Europe/Berlin",
      restrict: { set: { locked_at: { now: true }, phone: null } },
      columns: {
        number: null,
        account_id: null,
        issued_at: null,
        entered: { category: "entry" },
        booked: { category: "booking" },
        phone: null,
      },
      ignore: ["locked_at"],
      also: { entry: { trigger: "entered" }, booking: { trigger: "booked" } },
    },
    newsletter: {
      ...plain("newsletter", [{ address: "email", sole: true }]),
      key: ["email"],
      trigger: "ended_at",
      columns: { email: null, state: null, ended_at: null },
    },
    tickets: {
      ...plain("ticket", [{ account: "account_id" }]),
      trigger: "closed_on",
      columns: { id: null, account_id: null, topic: null, closed_on: null },
    },
    "tickets#contract": {
      ...plain("contract-ticket", [{ account: "account_id" }]),
      when: { column: "topic", is: ["contract"] },
      columns: { id: null, account_id: null, topic: null, closed_on: null },
    },
    web_log: {
      ...plain("log", [{ account: "account_id" }]),
      trigger: "at",
      truncate: { set: { account_id: null }, truncate: ["ip", "forwarded"] },
      unlink: { set: { account_id: null } },
      columns: { id: null, account_id: null, at: null, ip: null, forwarded: null },
    },
  },
  ignore: ["baskets"],
};

function plain(category: string, person: unknown[]) {
  return { key: ["id"], person, category, erase: "delete" };
}

const words = { en: "word", de: "Wort" };
const rule = (keep: string, from: string, end = "erase") => ({
  id: "only",
  keep,
  from,
  trigger: words,
  norm: "Art. 5(1)(e)",
  ground: "6(1)(f)",
  end,
  onRequest: "erase",
});
const category = (rules: unknown[]) => ({
  label: words,
  what: words,
  purposes: ["shop"],
  origin: words,
  recipients: [],
  rules,
  rights: { portability: "no", rectification: "no", objection: "no", withdrawal: "no" },
});

const rules = {
  account: rule("P3Y", "open-ended"),
  optional: rule("P3Y", "open-ended"),
  address: rule("P1Y", "trigger"),
  order: rule("P3Y", "end-of-year"),
  parcel: rule("P6M", "trigger"),
  invoice: rule("P8Y", "end-of-year"),
  entry: rule("P8Y", "end-of-year"),
  booking: rule("P8Y", "end-of-year"),
  newsletter: rule("P0D", "trigger"),
  ticket: rule("P3Y", "end-of-year"),
  "contract-ticket": rule("P6Y", "end-of-year"),
  log: rule("PT168H", "trigger", "truncate"),
};

export const categories: Policy["categories"] = policySchema.shape.categories.parse(
  Object.fromEntries(Object.entries(rules).map(([id, only]) => [id, category([only])])),
);

/** The mapping with tables changed; `parse` makes of it what a policy file would. */
export function mapped(changes: Record<string, unknown> = {}): PostgresSource {
  const changed = { ...mapping, tables: { ...mapping.tables, ...changes } };
  const parsed = policySchema.shape.sources.parse({ shop: changed }).shop;
  if (parsed?.kind !== "postgres") throw new Error("the fixture is no postgres source");
  return parsed;
}

/** Today's cut-off of the logs: `now` is 2026-11-23T12:00:00Z. */
export const cutoffs: Cutoffs = { "log/only": "2026-11-16T12:00:00.000001Z" };

export const ana: Person = { account: "1", addresses: [proved("ana@mail.example")], names: [], postcodes: [] };

export function proved(email: string): Person["addresses"][number] {
  return { email, proved: true, held: null };
}

export type Shop = { database: TestDatabase; owner: pg.Pool; url: string; source: Source; close(): Promise<void> };

/** The shop's database with the accounts 1 (Ana Souza) and 2 (Ben Roth), and the source under its own small role. */
export async function openShop(options: { now?: () => string } = {}): Promise<Shop> {
  const database = await emptyDatabase("source");
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const role = { name: `role_${database.name}`, password: "no secret of anybody" };
  await owner.query(schema);
  await owner.query(`CREATE ROLE ${role.name} LOGIN PASSWORD '${role.password}'`);
  await owner.query(`GRANT SELECT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role.name}`);
  await owner.query(`
    INSERT INTO accounts (id, email, name, password_hash, nickname, opened_at, theme) VALUES
      (1, 'Ana@mail.example', 'Ana Souza', 'secret', 'Nana', '2018-01-01Z', 'light'),
      (2, 'ben@mail.example', 'Ben Roth', 'secret', NULL, '2018-01-01Z', 'light')`);
  const url = database.url(role);
  const source = postgresSource("shop", mapped(), { url, zone: "Europe/Berlin", categories, ...options });
  return {
    database,
    owner,
    url,
    source,
    async close() {
      await source.close();
      await owner.query(`DROP OWNED BY ${role.name}`);
      await owner.query(`DROP ROLE ${role.name}`);
      await owner.end();
      await database.drop();
    },
  };
}

/** All items of a stream. */
export async function collected<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

/** Everything a person has in one category, as one list. */
export async function listed(source: Source, person: Person, category: string): Promise<Item[]> {
  const { groups } = await source.locate(person, cutoffs);
  const items: Item[] = [];
  for (const group of groups)
    if (group.category === category) items.push(...(await collected(source.list(person, group))));
  return items;
}

/** A digest of every row of a table that `where` selects, to see that nothing of it moved. */
export async function digest(owner: pg.Pool, table: string, where: string): Promise<string> {
  const { rows } = await owner.query(
    `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS md5 FROM ${table} t WHERE ${where}`,
  );
  return String(rows[0].md5);
}
