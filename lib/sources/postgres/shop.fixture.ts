/** A small shop for the tests of the postgres source: one table for each rule that the source keeps. */
import pg from "pg";
import { emptyDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { postgresSource } from "../postgres";
import type { Cutoffs, Item, Person, Source } from "../source";
import { categories, mapped } from "./mapping.fixture";

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
