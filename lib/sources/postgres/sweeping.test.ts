/** Sweeps in large batches: closed lists made and written in the database itself. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { SweepBatch, Swept } from "../source";
import { openShop, type Shop } from "./shop.fixture";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.owner.query("TRUNCATE web_log, order_lines, notes, parcels, orders");
});

const sweeping = () => {
  if (!shop.source.sweeping) throw new Error("the shop cannot be swept");
  return shop.source.sweeping;
};
const nobody = { accounts: [], addresses: [], unaddressed: false };
const salt = "ab".repeat(32);
const log: SweepBatch = {
  category: "log",
  rule: "only",
  cutoff: "2026-11-16T12:00:00.000001Z",
  spared: nobody,
  writing: "truncate",
  after: null,
  limit: 4,
  salt,
  operation: "sweep",
};
const orders: SweepBatch = { ...log, category: "order", cutoff: "2022-12-31T23:00:00Z", writing: "erase", limit: 10 };
const nothing = async () => undefined;

/** Lines 1 to 10 are due; odd ones are of account 2, even ones of account 1. */
const lines = () =>
  shop.owner.query(`INSERT INTO web_log SELECT g, 1 + g % 2,
    timestamptz '2026-11-16T12:00:00Z' + (g - 10) * interval '1 second', '203.0.113.77' FROM generate_series(1, 20) g`);
const shortened = async () =>
  (await shop.owner.query("SELECT id FROM web_log WHERE host(ip) = '203.0.113.0' ORDER BY id")).rows.map(({ id }) =>
    Number(id),
  );
const digest = (keys: number[]) => {
  const hash = createHash("sha256").update(Buffer.from(salt, "hex"));
  for (const key of keys) hash.update(`${key}\n`);
  return hash.digest("hex");
};

test("batches go on after a key, each with the commitment to exactly what it wrote", async () => {
  await lines();
  const told: Swept[] = [];
  const first = await sweeping().batch(log, async (listed) => void told.push(listed));
  expect(first).toEqual({
    listed: 4,
    done: 4,
    commit: digest([1, 2, 3, 4]),
    last: { part: "web_log/log", key: "4", trigger: "2026-11-16 11:59:54+00" },
  });
  expect(told).toEqual([first]);
  expect(await shortened()).toEqual([1, 2, 3, 4]);
  const second = await sweeping().batch({ ...log, after: first?.last ?? null, limit: 100 }, nothing);
  expect(second).toMatchObject({ listed: 6, done: 6, commit: digest([5, 6, 7, 8, 9, 10]) });
  expect(await sweeping().batch({ ...log, after: second?.last ?? null }, nothing)).toBeNull();
  expect(await sweeping().batch(log, nothing)).toBeNull();
  expect(await sweeping().left(log)).toBe(0);
});

test("a worker that dies before the commit has written nothing", async () => {
  await lines();
  const dies = sweeping().batch(log, () => Promise.reject(new Error("killed")));
  await expect(dies).rejects.toThrow("killed");
  expect(await shortened()).toEqual([]);
  expect(
    await sweeping().left({ ...log, upTo: { part: "web_log/log", key: "4", trigger: "2026-11-16 11:59:54+00" } }),
  ).toBe(4);
});

test("rows of whoever is spared stay, by account and by address, and are counted", async () => {
  await lines();
  const spared = { accounts: ["1"], addresses: [], unaddressed: true };
  expect(await sweeping().count({ ...log, spared })).toEqual([{ year: 2026, due: 10, spared: 5 }]);
  expect(await sweeping().batch({ ...log, spared, limit: 100 }, nothing)).toMatchObject({ listed: 5, done: 5 });
  expect(await shortened()).toEqual([1, 3, 5, 7, 9]);
  // The address belongs to account 1, in a spelling of its own.
  expect(
    await sweeping().batch(
      { ...log, spared: { accounts: [], addresses: ["ANA@mail.example "], unaddressed: false } },
      nothing,
    ),
  ).toBeNull();
});

test("an order of a guest is spared by its address, and its lines with it", async () => {
  await shop.owner.query(`INSERT INTO orders (id, account_id, email, placed_at, status) VALUES
    (1, NULL, 'guest@mail.example', '2020-01-01Z', 'done'), (2, 1, 'other@mail.example', '2020-01-01Z', 'done'),
    (3, 2, NULL, '2020-01-01Z', 'done'), (4, 2, NULL, '2020-01-01Z', 'open')`);
  const spared = { accounts: [], addresses: ["guest@mail.example"], unaddressed: false };
  expect(await sweeping().batch({ ...orders, spared }, nothing)).toMatchObject({ listed: 2, done: 2 });
  const { rows } = await shop.owner.query("SELECT id FROM orders ORDER BY id");
  expect(rows.map(({ id }) => Number(id))).toEqual([1, 4]);
});

test("by the years of the trigger, so that one year can go while another waits", async () => {
  await shop.owner.query(`INSERT INTO orders (id, account_id, placed_at, status) VALUES
    (1, 1, '2019-12-31T22:59:59Z', 'done'), (2, 1, '2019-12-31T23:00:00Z', 'done'), (3, 1, '2021-06-01Z', 'done')`);
  const years = await sweeping().count(orders);
  expect(years).toEqual([2019, 2020, 2021].map((year) => ({ year, due: 1, spared: 0 })));
  const only2020 = { from: "2019-12-31T23:00:00Z", cutoff: "2020-12-31T23:00:00Z" };
  expect(await sweeping().batch({ ...orders, ...only2020 }, nothing)).toMatchObject({ listed: 1, last: { key: "2" } });
});

test("a row that the database refuses stays; the others of its batch go", async () => {
  await shop.owner.query(`INSERT INTO orders (id, account_id, placed_at, status)
    SELECT g, 1, '2020-01-01Z', 'done' FROM generate_series(1, 5) g`);
  await shop.owner.query(`CREATE TABLE claim (order_id bigint REFERENCES orders); INSERT INTO claim VALUES (3)`);
  const batch = await sweeping().batch(orders, nothing);
  expect(batch).toMatchObject({ listed: 5, done: 4 });
  expect(batch?.commit).toBe(digest([1, 2, 3, 4, 5]));
  expect((await shop.owner.query("SELECT id::int FROM orders")).rows).toEqual([{ id: 3 }]);
  await shop.owner.query("DROP TABLE claim");
});

test("the rules are those of which there are records with a date", async () => {
  const rules = await sweeping().rules();
  expect(rules).toContainEqual({ category: "log", rule: "only" });
  expect(rules).not.toContainEqual({ category: "account", rule: "only" });
});
