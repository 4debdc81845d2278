/** Many rows: flat in memory, and by index. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { altered, batches, batchSize, deleting, standing } from "./batch";
import { readCatalog } from "./catalog";
import { database } from "./connection";
import { byKey } from "./count";
import { joined } from "./learn";
import { counting } from "./locate";
import { model } from "./model";
import { categories, mapped } from "./mapping.fixture";
import { ana, cutoffs, openShop, type Shop } from "./shop.fixture";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.owner
    .query(`INSERT INTO web_log SELECT g, 1 + g / 100001, now() - interval '30 days', '203.0.113.77', repeat('x', 100)
    FROM generate_series(1, 150000) g`);
  await shop.owner.query(
    `INSERT INTO orders (id, account_id, email) SELECT g, g % 5000, 'mail' || g % 5000 || '@mail.example' FROM generate_series(1, 50000) g`,
  );
  await shop.owner.query("ANALYZE web_log; ANALYZE orders");
}, 60_000);
afterAll(() => shop.close());

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test("a list and the records of 100,000 rows stream in flat memory", async () => {
  const { groups } = await shop.source.locate(ana, cutoffs);
  const log = groups.find(({ category }) => category === "log");
  if (!log) throw new Error("the log was not found");
  expect(log.count).toBe(100_000);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let highest = 0;
  for (const stream of [shop.source.list(ana, log), shop.source.read(ana, log)]) {
    let seen = 0;
    for await (const { key } of stream) {
      seen += 1;
      expect(key).not.toBe("");
      if (seen % 20_000 !== 0) continue;
      collectGarbage();
      highest = Math.max(highest, process.memoryUsage().heapUsed - before);
    }
    expect(seen).toBe(100_000);
  }
  expect(highest / 2 ** 20).toBeLessThan(50);
}, 60_000);

test("a list that is left half read gives its connection back", async () => {
  const { groups } = await shop.source.locate(ana, cutoffs);
  const log = groups.find(({ category }) => category === "log");
  if (!log) throw new Error("the log was not found");
  for (let time = 0; time < 10; time++) for await (const { key } of shop.source.list(ana, log)) if (key !== "") break;
  expect((await shop.source.locate(ana, cutoffs)).groups).toEqual(groups);
});

test("one person's rows among 50,000 are found by index, by account and by address", async () => {
  const shopDatabase = database("shop", shop.url, "test");
  const catalog = await shopDatabase.reading((reader) => readCatalog(reader, ["public"]));
  const known = joined(ana, {});
  const made = model({ source: "shop", zone: "Europe/Berlin", mapping: mapped(), categories }, catalog);
  for (const table of made.tables.filter(({ id }) => ["orders", "order_lines"].includes(id))) {
    const statement = counting(made, known, [table], cutoffs);
    if (!statement) throw new Error(`${table.id} was not asked`);
    const plan = await shopDatabase.reading((reader) =>
      reader.rows<{ "QUERY PLAN": string }>({ text: `EXPLAIN ${statement.text}`, values: statement.values }),
    );
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain("orders_account");
    expect(text).toContain("orders_email");
    expect(text).not.toContain("Seq Scan on orders");
  }
  await shopDatabase.close();
});

test("listed rows are looked up by their keys, however small the table is beside the list", async () => {
  const shopDatabase = database("shop", shop.url, "test");
  const catalog = await shopDatabase.reading((reader) => readCatalog(reader, ["public"]));
  const made = model({ source: "shop", zone: "Europe/Berlin", mapping: mapped(), categories }, catalog);
  const items = Array.from({ length: batchSize }, (_, at) => ({ part: "web_log/log", key: `${at + 1}`, version: "0" }));
  const [batch] = batches(made, items);
  if (!batch) throw new Error("there is no batch");
  const { part, items: listed } = batch;
  for (const statement of [altered(part, listed, []), standing(part, listed, undefined), deleting(part, listed)]) {
    const plan = await shopDatabase.reading(async (reader) => {
      await reader.rows(byKey);
      return reader.rows<{ "QUERY PLAN": string }>({
        text: `EXPLAIN ${statement.text}`,
        values: statement.values,
      });
    });
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain("Index Cond: (id = ANY (");
    expect(text).not.toContain("Seq Scan on web_log");
  }
  await shopDatabase.close();
});
