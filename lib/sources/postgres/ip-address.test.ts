/** Shortened addresses: what is left singles nobody out, and a repeated call changes nothing. */
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

const rows = async (sql: string) => (await shop.owner.query(sql)).rows;
const write = async (items: Item[]) => shop.source.write?.("truncate", items, "operation");
const item = (part: string, key: string | number): Item => ({ part, key: String(key), version: "" });

test.each([
  ["203.0.113.77", "203.0.113.0", "E25: IPv4 to /24"],
  ["203.0.113.0", "203.0.113.0", "already short"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::", "E26: IPv6 to /48"],
  ["::ffff:203.0.113.77", "::ffff:203.0.113.0", "IPv4 inside IPv6"],
  ["2002:cb00:714d:1::9", "2002:cb00:7100::", "6to4 carries an IPv4 address in front"],
  ["64:ff9b::203.0.113.77", "64:ff9b::", "NAT64 carries one at the end"],
  ["0:0:5:6::1", "0:0:5::", "zeros in front"],
  ["::1", "::", "loopback"],
])("shortening %s gives %s (%s)", async (address, short) => {
  await shop.owner.query("INSERT INTO web_log VALUES (1, 1, '2026-01-01Z', $1, $2), (2, 2, '2026-01-01Z', $1, $2)", [
    address,
    address,
  ]);
  const items = [item("web_log/log", 1)];
  expect(await write(items)).toEqual({ done: 1, gone: 0, held: 0 });
  expect(await rows("SELECT host(ip) AS ip, forwarded, account_id::int FROM web_log WHERE id = 1")).toEqual([
    { ip: short, forwarded: short, account_id: null },
  ]);
  const other = await shop.owner.query("SELECT ip = $1 AS same, forwarded, account_id::int FROM web_log WHERE id = 2", [
    address,
  ]);
  expect(other.rows).toEqual([{ same: true, forwarded: address, account_id: 2 }]);
  expect(await shop.source.left("truncate", items)).toBe(0);
  expect(await write(items)).toEqual({ done: 0, gone: 1, held: 0 });
});

test("a text that is no address is held whole, the others are shortened", async () => {
  const texts = [
    "unknown",
    "999.1.1.1",
    "203.0.113.77, 10.0.0.1",
    "fe80::1%eth0",
    "1:2:3",
    "2001:DB8:1:2::3",
    "203.0.113.9",
    null,
    "",
  ];
  for (const [id, text] of texts.entries())
    await shop.owner.query("INSERT INTO web_log VALUES ($1, 1, '2026-01-01Z', '203.0.113.77', $2)", [id, text]);
  const items = texts.map((_, id) => item("web_log/log", id));
  expect(await write(items)).toEqual({ done: 3, gone: 0, held: 6 });
  expect((await rows("SELECT forwarded FROM web_log ORDER BY id")).map(({ forwarded }) => forwarded)).toEqual([
    ...texts.slice(0, 5),
    "2001:db8:1::",
    "203.0.113.0",
    null,
    "",
  ]);
  expect(await rows("SELECT count(*)::int FROM web_log WHERE account_id = 1 AND host(ip) = '203.0.113.77'")).toEqual([
    { count: 6 },
  ]);
  expect(await shop.source.left("truncate", items)).toBe(6);
});
