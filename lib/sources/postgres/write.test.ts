/** Writing by closed list: the listed rows, all of them and no others, however often it is called. */
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { postgresSource } from "../postgres";
import type { Item, Writing } from "../source";
import { categories, mapped } from "./mapping.fixture";
import { ana, digest, listed, openShop, type Shop } from "./shop.fixture";

const now = "2026-11-23T12:00:00.000Z";
let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ now: () => now });
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.owner.query(
    "TRUNCATE order_lines, notes, parcels, orders, invoices, newsletter, web_log, sessions, baskets, addresses",
  );
});

const rows = async (sql: string) => (await shop.owner.query(sql)).rows;
const write = async (writing: Writing, items: Item[]) => {
  if (!shop.source.write) throw new Error("a postgres source writes");
  return shop.source.write(writing, items, "operation");
};
const item = (part: string, key: string | number): Item => ({ part, key: String(key), version: "" });
const orders = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => item("orders/order", from + at));

test("erasing deletes the listed rows, children first, in batches, and leaves everybody else's", async () => {
  await shop.owner.query(`
    INSERT INTO orders (id, account_id, email) SELECT g, 1 + g % 2, 'ana@mail.example' FROM generate_series(1, 5000) g;
    INSERT INTO order_lines SELECT g, 'l', 'x' FROM generate_series(1, 5000) g`);
  const before = await digest(shop.owner, "orders", "account_id = 2");
  const items = await listed(shop.source, ana, "order");
  expect(items).toHaveLength(5000);
  expect(await write("erase", items)).toEqual({ done: 5000, gone: 0, held: 0 });
  expect(await shop.source.left("erase", items)).toBe(0);
  expect(await write("erase", items)).toEqual({ done: 0, gone: 5000, held: 0 });
  expect(await digest(shop.owner, "orders", "account_id = 2")).toBe(before);
  expect(await rows("SELECT count(*)::int FROM order_lines")).toEqual([{ count: 2500 }]);
});

test("an item listed twice is written once", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) VALUES (1, 1)");
  expect(await write("erase", [item("orders/order", 1), item("orders/order", 1)])).toEqual({
    done: 1,
    gone: 0,
    held: 0,
  });
});

test("a row that a trigger of the shop keeps is held, the others go", async () => {
  await shop.owner.query(`
    INSERT INTO orders (id, account_id) SELECT g, 1 FROM generate_series(1, 3) g;
    CREATE FUNCTION keep_two() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF OLD.id = 2 THEN RETURN NULL; END IF; RETURN OLD; END $$;
    CREATE TRIGGER keep_two BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION keep_two()`);
  const effect = await write("erase", orders(1, 4));
  await shop.owner.query("DROP TRIGGER keep_two ON orders; DROP FUNCTION keep_two");
  expect(effect).toEqual({ done: 2, gone: 1, held: 1 });
  expect(await shop.source.left("erase", orders(1, 4))).toBe(1);
});

test("what arrives after the list is not touched", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) VALUES (1, 1)");
  const items = await listed(shop.source, ana, "order");
  await shop.owner.query("INSERT INTO orders (id, account_id) VALUES (2, 1)");
  await write("erase", items);
  expect(await rows("SELECT id::int FROM orders")).toEqual([{ id: 2 }]);
});

test("rows that something else still needs are held, the others go", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) SELECT g, 1 FROM generate_series(1, 1500) g");
  await shop.owner.query("INSERT INTO order_lines VALUES (3, 'l', 'x'), (700, 'l', 'x'), (1500, 'l', 'x')");
  expect(await write("erase", orders(1, 1500))).toEqual({ done: 1497, gone: 0, held: 3 });
  expect(await shop.source.left("erase", orders(1, 1500))).toBe(3);
});

test("a locked row is held within the time limits, the others go", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) SELECT g, 1 FROM generate_series(1, 8) g");
  const other = new pg.Client({ connectionString: shop.database.ownerUrl });
  await other.connect();
  await other.query("BEGIN; SELECT FROM orders WHERE id = 5 FOR UPDATE");
  expect(await write("erase", orders(1, 8))).toEqual({ done: 7, gone: 0, held: 1 });
  await other.query("ROLLBACK");
  await other.end();
  expect(await write("erase", orders(1, 8))).toEqual({ done: 1, gone: 7, held: 0 });
});

test("a mapping without such an end writes nothing", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) VALUES (1, 1)");
  expect(await write("restrict", orders(1, 2))).toEqual({ done: 0, gone: 1, held: 1 });
  expect(await shop.source.left("restrict", orders(1, 2))).toBe(1);
});

test("setting instead of deleting: template with the key, literal, enum, the portal's now; the key and the neighbour stay", async () => {
  const before = await digest(shop.owner, "accounts", "id = 2");
  const items = await listed(shop.source, ana, "account");
  expect(await write("erase", items)).toEqual({ done: 1, gone: 0, held: 0 });
  const [row] = await rows(
    "SELECT id::int, email, name, password_hash, theme::text, erased_at, nickname FROM accounts WHERE id = 1",
  );
  expect(row).toEqual({
    id: 1,
    email: "erased-1@invalid",
    name: "-",
    password_hash: "!",
    theme: "dark",
    erased_at: new Date(now),
    nickname: "Nana",
  });
  expect(await write("erase", items)).toEqual({ done: 0, gone: 1, held: 0 });
  expect(await shop.source.left("erase", items)).toBe(0);
  expect(await shop.source.changed(items)).toBe(0);
  expect(await shop.source.changed(items, "restrict")).toBe(0);
  await shop.owner.query("UPDATE accounts SET name = 'Back again' WHERE id = 1");
  expect(await shop.source.changed(items, "erase")).toBe(1);
  expect(await write("erase", items)).toEqual({ done: 1, gone: 0, held: 0 });
  expect(await listed(shop.source, ana, "account")).toEqual([]);
  expect(await digest(shop.owner, "accounts", "id = 2")).toBe(before);
});

test("erasing a column part empties its columns and leaves the row", async () => {
  await shop.owner.query("UPDATE accounts SET nickname = 'Nana', born_on = '1990-01-01' WHERE id = 1");
  const items = await listed(shop.source, ana, "optional");
  expect(await write("erase", items)).toEqual({ done: 1, gone: 0, held: 0 });
  expect(await rows("SELECT nickname, born_on FROM accounts WHERE id = 1")).toEqual([
    { nickname: null, born_on: null },
  ]);
  expect(await shop.source.left("erase", items)).toBe(0);
  expect(await write("erase", items)).toEqual({ done: 0, gone: 1, held: 0 });
});

test("restricting marks once: a second lock does not move the first date", async () => {
  await shop.owner.query(`INSERT INTO invoices (number, account_id, phone, locked_at) VALUES
    ('a', 1, '+49', NULL), ('b', 1, '+49', '2020-01-01Z'), ('c', 1, NULL, '2020-01-01Z')`);
  const items = ["a", "b", "c", "d"].map((key) => item("invoices/invoice", key));
  expect(await shop.source.left("restrict", items)).toBe(2);
  expect(await write("restrict", items)).toEqual({ done: 2, gone: 2, held: 0 });
  expect(await rows("SELECT number, phone, locked_at FROM invoices ORDER BY 1")).toEqual([
    { number: "a", phone: null, locked_at: new Date(now) },
    { number: "b", phone: null, locked_at: new Date("2020-01-01Z") },
    { number: "c", phone: null, locked_at: new Date("2020-01-01Z") },
  ]);
});

test("the database may not delete unlisted rows along: such a row is held; tables without personal data may go along", async () => {
  const source = postgresSource(
    "shop",
    mapped({
      accounts: {
        key: ["id"],
        person: [{ account: "id" }],
        category: "account",
        erase: "delete",
        columns: { id: null },
      },
    }),
    { url: shop.url, zone: "Europe/Berlin", categories },
  );
  await shop.owner.query(
    "INSERT INTO accounts (id, email, name, opened_at) VALUES (7, 'x@x', 'X', now()), (8, 'y@y', 'Y', now())",
  );
  await shop.owner.query("INSERT INTO sessions VALUES (1, 7); INSERT INTO baskets VALUES (1, 8)");
  expect(await source.probe()).toEqual([
    "Deleting from accounts changes rows of sessions, which the mapping does not know.",
  ]);
  const items = [item("accounts/account", 7), item("accounts/account", 8)];
  expect(await source.write?.("erase", items, "operation")).toEqual({ done: 1, gone: 0, held: 1 });
  expect(await rows("SELECT id FROM sessions")).toEqual([{ id: 1 }]);
  await source.close();
});

test("without the right to write everything is held, and no sentence of the server comes out", async () => {
  await shop.owner.query(`REVOKE UPDATE ON invoices FROM role_${shop.database.name}`);
  await shop.owner.query("INSERT INTO invoices (number, account_id) VALUES ('a', 1)");
  expect(await write("restrict", [item("invoices/invoice", "a")])).toEqual({ done: 0, gone: 0, held: 1 });
  const both = [item("invoices/invoice", "a"), item("invoices/invoice", "gone before")];
  expect(await write("restrict", both)).toEqual({ done: 0, gone: 1, held: 1 });
  await shop.owner.query(`GRANT UPDATE ON invoices TO role_${shop.database.name}`);
});

test("a part or key that the mapping does not know is a fault, not a person's row", async () => {
  await expect(write("erase", [item("orders/other", 1)])).rejects.toThrow("no part orders/other");
  await expect(write("erase", [item("order_lines/order", '["1"]')])).rejects.toThrow("does not fit the key");
});

test("a mapping that would write its own key, or name a column that is not there, is refused", async () => {
  const keyed = {
    key: ["id"],
    person: [{ account: "account_id" }],
    category: "order",
    erase: { set: { id: null } },
    columns: {},
  };
  for (const [tickets, sentence] of [
    [keyed, "writes its own key id"],
    [{ ...keyed, erase: "delete", columns: { subject: null } }, "no column tickets.subject"],
    [{ ...keyed, erase: { set: { topic: { template: "{topic}" } } } }, "{topic}"],
  ] as const) {
    const source = postgresSource("shop", mapped({ tickets }), { url: shop.url, zone: "Europe/Berlin", categories });
    await expect(source.locate(ana, { "log/only": now })).rejects.toThrow(sentence);
    await source.close();
  }
});

test("parts are written from the last table to the first, columns before their row", () => {
  expect(
    shop.source.inWritingOrder?.([
      "accounts/account",
      "accounts/optional",
      "orders/order",
      "order_lines/order",
      "addresses/address",
    ]),
  ).toEqual(["order_lines/order", "orders/order", "addresses/address", "accounts/optional", "accounts/account"]);
});
