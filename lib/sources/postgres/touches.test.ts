/** Art. 17(3)(e): what a hold on one order reaches in a database: the order, and what hangs on it, however far. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "./shop.fixture";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.owner.query(`
    INSERT INTO orders (id, account_id, placed_at) VALUES (7, 1, '2020-01-01Z'), (8, 1, '2020-01-01Z');
    INSERT INTO order_lines VALUES (7, 'a', 'x'), (8, 'a', 'x');
    INSERT INTO parcels (code, order_id) VALUES ('P7', 7), ('P8', 8), ('P0', NULL);
    INSERT INTO notes VALUES (1, 'P7', 'left at the door'), (2, 'P8', 'by the window');`);
});
afterAll(() => shop.close());

const touched = (part: string, key: string) =>
  shop.source.touches?.({ part: "orders/order", key: "7" }, [{ part, key, version: "" }]);

test.each([
  ["the order itself", "orders/order", "7", true],
  ["another order", "orders/order", "8", false],
  ["a line that names it in its key", "order_lines/order", '["7", "a"]', true],
  ["a line of another", "order_lines/order", '["8", "a"]', false],
  ["a parcel with a key of its own", "parcels/parcel", "P7", true],
  ["a parcel of another", "parcels/parcel", "P8", false],
  ["a parcel of none", "parcels/parcel", "P0", false],
  ["a note on its parcel", "notes/parcel", "P7", true],
  ["a note on the parcel of another", "notes/parcel", "P8", false],
  ["the account, which it hangs on", "accounts/account", "1", false],
  ["a row that is gone", "parcels/parcel", "P9", false],
])("%s", async (_, part, key, is) => {
  expect(await touched(part, key)).toBe(is);
});

test("of a list one is enough", async () => {
  const items = ["8", "7"].map((key) => ({ part: "orders/order", key, version: "" }));
  expect(await shop.source.touches?.({ part: "orders/order", key: "7" }, items)).toBe(true);
  expect(await shop.source.touches?.({ part: "orders/order", key: "7" }, [])).toBe(false);
});

test("what the mapping does not name is an error, not a no", async () => {
  const items = [{ part: "orders/order", key: "7", version: "" }];
  await expect(shop.source.touches?.({ part: "nowhere/order", key: "7" }, items)).rejects.toThrow("no part");
});
