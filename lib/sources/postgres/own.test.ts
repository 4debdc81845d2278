/** What a page shows a person at once: their own records as a list and a copy have them, and none that is in doubt or names others. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { categoriesIn } from "./model";
import { mapped } from "./mapping.fixture";
import { ana, collected, cutoffs, openShop, type Shop } from "./shop.fixture";
import type { OwnRecord, OwnRecords } from "../source";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await shop.owner.query(`
    INSERT INTO orders (id, account_id, email, name, placed_at) VALUES
      (10, 1, 'ana@mail.example', 'Ana Souza', '2026-03-01Z'), (9, 1, 'ana@mail.example', 'Ana Souza', '2025-03-02Z'),
      (11, NULL, 'ana@mail.example', 'Somebody Else', '2026-03-02Z'), (12, 2, 'ana@mail.example', 'Ana Souza', '2026-03-02Z'),
      (13, 1, 'ana@mail.example', NULL, NULL);
    INSERT INTO order_lines VALUES (10, 'b', 'x'), (10, 'a', 'y'), (12, 'a', 'z');
    INSERT INTO parcels (code, order_id, gift, sent_on) VALUES ('p', 10, false, '2026-03-03'), ('gift', 10, true, '2026-03-04');
    INSERT INTO invoices (number, account_id, issued_at, entered) VALUES ('i', 1, '2026-03-01Z', '2026-03-01'),
      ('j', 2, '2026-03-01Z', '2026-03-01');
    INSERT INTO newsletter (email) VALUES ('ana@mail.example');
    INSERT INTO tickets VALUES (gen_random_uuid(), 1, 'contract'), (gen_random_uuid(), 1, NULL)`);
});
afterAll(() => shop.close());

const parts = Object.entries(mapped().tables).flatMap(([id, table]) =>
  categoriesIn(table).map((category) => `${id}/${category}`),
);

async function own(some: readonly string[], most: number | null = null): Promise<OwnRecords> {
  const found = await shop.source.own?.(ana, some, most);
  if (!found) throw new Error("a database shows a person's own records");
  return found;
}

test("they are the records of the groups that are the person's and name nobody else, with their versions", async () => {
  const { groups, learned } = await shop.source.locate(ana, cutoffs);
  type Named = Omit<OwnRecord, "neverEmpty">;
  const expected: Named[] = [];
  for (const group of groups.filter(({ belongs, doubt }) => belongs === "mine" && doubt === null)) {
    const items = await collected(shop.source.list(ana, group));
    for (const record of await collected(shop.source.read(ana, group))) {
      const item = items.find(({ part, key }) => part === record.part && key === record.key);
      expected.push({ ...record, version: item?.version ?? "" });
    }
  }
  const found = await own(parts);
  expect(found).toMatchObject({ learned, refused: [] });
  const named = (records: Named[]) => records.toSorted((a, b) => (a.part + a.key < b.part + b.key ? -1 : 1));
  expect(named(found.records.map(({ neverEmpty: _, ...record }) => record))).toEqual(named(expected));
  const filled = found.records.find(({ part }) => part === "orders/order")?.neverEmpty;
  expect([filled?.has("status"), filled?.has("total")]).toEqual([true, false]);
  expect(new Set(found.records.map(({ category }) => category)).size).toBeGreaterThan(5);
  const keys = (part: string) => found.records.filter((one) => one.part === part).map(({ key }) => key);
  // By its type, not as a text; the stranger's name leaves 11 in doubt, 12 is another's account.
  expect(keys("orders/order")).toEqual(["9", "10", "13"]);
  expect(keys("order_lines/order")).toEqual(['["10", "a"]', '["10", "b"]']);
  expect(keys("parcels/parcel")).toEqual(["p"]);
  expect(keys("newsletter/newsletter")).toEqual(["ana@mail.example"]);
});

test("of each part no more than wanted, the first by their keys; without parts only who the person is", async () => {
  const some = await own(["orders/order", "order_lines/order"], 1);
  expect(some.records.map(({ part, key }) => [part, key])).toEqual([
    ["orders/order", "9"],
    ["order_lines/order", '["10", "a"]'],
  ]);
  const nothing = await own([]);
  expect(nothing).toMatchObject({ records: [], refused: [] });
  expect(nothing.learned.names).toEqual(["Ana Souza"]);
});

test.each([
  ["a column that is gone", "RENAME COLUMN phone TO number_of_phone", "RENAME COLUMN number_of_phone TO phone"],
  ["a table that is gone", "RENAME TO bills", "RENAME TO invoices"],
])("%s takes its own kinds along, of those that were asked for, and nothing else", async (_, fault, mended) => {
  const before = await own(["orders/order", "newsletter/newsletter"]);
  await shop.owner.query(`ALTER TABLE invoices ${fault}`);
  const moved = fault.includes("bills") ? "bills" : "invoices";
  try {
    const found = await own(["orders/order", "invoices/invoice", "invoices/entry"]);
    expect(found.records).toEqual(before.records.filter(({ category }) => category === "order"));
    expect(found.refused.toSorted()).toEqual(["entry", "invoice"]);
    expect((await own(["orders/order"])).refused).toEqual([]);
  } finally {
    await shop.owner.query(`ALTER TABLE ${moved} ${mended}`);
  }
});
