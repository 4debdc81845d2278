/** Records by the page: as the database wrote them, in an order that lasts, and never more of them at once than fit. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordsIn } from "../source";
import { database, Refused, type Database } from "./connection";
import { ana, collected, cutoffs, openShop, type Shop } from "./shop.fixture";

let shop: Shop;
let shopDatabase: Database;
beforeAll(async () => {
  shop = await openShop();
  shopDatabase = database("shop", shop.url, "test");
});
afterAll(async () => {
  await shopDatabase.close();
  await shop.close();
});

const pages = (text: string) =>
  collected(shopDatabase.pages<{ n: number; long: string }>(async () => ({ text, values: [] })));

test("every row comes once and in its order; of short ones many come at once", async () => {
  const found = await pages("SELECT g AS n, 'x' AS long FROM generate_series(1, 10000) g");
  expect(found.flat().map(({ n }) => n)).toEqual(Array.from({ length: 10_000 }, (_none, at) => at + 1));
  expect(Math.max(...found.map((rows) => rows.length))).toBe(2_000);
});

test("of long rows only few come at once, so that memory stays flat", async () => {
  const found = await pages("SELECT g AS n, repeat('x', 100000) AS long FROM generate_series(1, 300) g");
  expect(found.flat()).toHaveLength(300);
  expect(found.slice(1).every((rows) => rows.length <= 3)).toBe(true);
});

test.each([0, 250, 1_250])("%i rows, where a page may end with the last row, are all of them", async (count) => {
  const found = await pages(`SELECT g AS n, 'x' AS long FROM generate_series(1, ${count}) g`);
  expect(found.flat()).toHaveLength(count);
  expect(found.every((rows) => rows.length > 0)).toBe(true);
});

test("a failure while rows are worked on is told when its page is asked for", async () => {
  let seen = 0;
  const broken = "SELECT 1 / (1500 - g) AS n, 'x' AS long FROM generate_series(1, 5000) g";
  const read = async () => {
    for await (const rows of shopDatabase.pages(async () => ({ text: broken, values: [] }))) {
      seen += rows.length;
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  await expect(read()).rejects.toThrow(Refused);
  expect(seen).toBe(1_250);
});

test("numbers keep every digit, and columns their order", async () => {
  await shop.owner.query(`INSERT INTO orders (id, account_id, email, placed_at, total, counter, name, note) VALUES
    (7, 1, 'ana@mail.example', '2021-05-05T10:00:00Z', 19.90, 9007199254740993, E'two\\nlines "x"',
     '{"n": 12345678901234567890.10, "z": 1E+2}')`);
  const { groups } = await shop.source.locate(ana, cutoffs);
  const orders = groups.filter(({ category }) => category === "order");
  const { together } = shop.source;
  if (!together) throw new Error("a database reads several groups at once");
  const [page] = await collected(together.read(ana, orders));
  if (!page) throw new Error("there is no page");
  const [record] = page.records;
  expect(record?.key).toBe("7");
  expect(record?.json).toContain('"note":{"n": 12345678901234567890.10, "z": 100}');
  expect(record?.json).toContain(String.raw`"name":"two\nlines \"x\""`);
  expect(record?.json).toContain('"total":"19.90"');
  expect(Object.keys(JSON.parse(record?.json ?? ""))).toEqual(page.columns);
  expect(await collected(shop.source.read(ana, orders[0] as (typeof orders)[number]))).toEqual(recordsIn(page));
});
