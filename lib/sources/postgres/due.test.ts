/** What the sweeps carry out without a request. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Item } from "../source";
import { openShop, type Shop } from "./shop.fixture";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.owner.query("TRUNCATE web_log, order_lines, notes, parcels, orders");
});

const write = async (items: Item[]) => shop.source.write?.("truncate", items, "operation");

test("what is due without a request comes in key order, goes on after a key, and ends when done", async () => {
  await shop.owner
    .query(`INSERT INTO web_log SELECT g, 1 + g % 2, timestamptz '2026-11-16T12:00:00Z' + (g - 10) * interval '1 second', '203.0.113.77'
    FROM generate_series(1, 20) g`);
  const asked = { category: "log", rule: "only", cutoff: "2026-11-16T12:00:00.000001Z", after: null, limit: 4 };
  const due = async (after: Item | null) => {
    const items: Item[] = [];
    for await (const found of shop.source.due?.({ ...asked, after }) ?? []) items.push(found);
    return items;
  };
  const first = await due(null);
  expect(first.map(({ key }) => key)).toEqual(["1", "2", "3", "4"]);
  const second = await due(first.at(-1) ?? null);
  expect(second.map(({ key }) => key)).toEqual(["5", "6", "7", "8"]);
  await write([...first, ...second]);
  expect((await due(null)).map(({ key }) => key)).toEqual(["9", "10"]);
  expect(await shop.source.changed(first)).toBe(0);
});

test("what a live matter needs is never due", async () => {
  await shop.owner.query(
    "INSERT INTO orders (id, account_id, placed_at, status) VALUES (1, 1, '2020-01-01Z', 'open'), (2, 1, '2020-01-01Z', 'done')",
  );
  const found: string[] = [];
  const asked = { category: "order", rule: "only", cutoff: "2022-12-31T23:00:00Z", after: null, limit: 10 };
  for await (const { key } of shop.source.due?.(asked) ?? []) found.push(key);
  expect(found).toEqual(["2"]);
});
