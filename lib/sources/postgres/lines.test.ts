/** Whatever a key looks like: its line is the one that is committed to, and its row the one that is written. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Item, Lines } from "../source";
import { ana, collected, cutoffs, openShop, type Shop } from "./shop.fixture";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(() => shop.owner.query("TRUNCATE order_lines, notes, parcels, orders, invoices"));

/** Every character that a text of the database can hold, 64 to a key, and what arrays and JSON spell in their own way. */
const everyCharacter = Array.from({ length: 0x10000 / 64 }, (_, block) =>
  Array.from({ length: 64 }, (_, at) => block * 64 + at)
    .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code))
    .join(""),
).filter((text) => text !== "");
const odd = [
  '"',
  "\\",
  "\\n",
  "{a,b}",
  "NULL",
  "null",
  "",
  " ",
  "a,b",
  "1-2",
  "0",
  "𝄞 🎹",
  "'; --",
  "\u2028\u2029\u007f",
];

const category = async (name: string) => {
  const { groups } = await shop.source.locate(ana, cutoffs);
  return groups.filter((group) => group.category === name);
};
const linesOf = async (name: string): Promise<Lines[]> =>
  collected(shop.source.together?.lines?.(ana, await category(name)) ?? none());
const itemsOf = async (name: string): Promise<Item[]> =>
  collected(shop.source.together?.list(ana, await category(name)) ?? none());
async function* none(): AsyncGenerator<never> {}

const spelled = (items: readonly Item[]) =>
  items.map(({ part, key, version }) => `${JSON.stringify([part, key, version])}\n`).join("");

test("lines are spelled as JSON.stringify spells them, in the order of the list", async () => {
  const keys = [...new Set([...everyCharacter, ...odd])];
  await shop.owner.query("INSERT INTO invoices (number, account_id) SELECT k, 1 FROM unnest($1::text[]) k", [keys]);
  const [lines, items] = [await linesOf("invoice"), await itemsOf("invoice")];
  expect(items.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
  expect(lines.map(({ text }) => text).join("")).toBe(spelled(items));
  expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(keys.length);
});

test("so are keys of several columns, more of them than one fetch brings", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) VALUES (1, 1)");
  await shop.owner.query("INSERT INTO order_lines SELECT 1, k, 'x' FROM unnest($1::text[]) k", [
    [...odd, ...Array.from({ length: 4_100 }, (_, at) => `line ${at}`)],
  ]);
  const lines = await linesOf("order");
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.map(({ text }) => text).join("")).toBe(spelled(await itemsOf("order")));
});

test("lines that are left half read give their connection back", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) SELECT g, 1 FROM generate_series(1, 5000) g");
  const groups = await category("order");
  for (let time = 0; time < 10; time++)
    for await (const { count } of shop.source.together?.lines?.(ana, groups) ?? none()) if (count > 0) break;
  expect(await category("order")).toEqual(groups);
});

test("rows of odd keys are looked at and written, each by its own", async () => {
  await shop.owner.query("INSERT INTO invoices (number, account_id) SELECT k, 1 FROM unnest($1::text[]) k", [
    [...odd, "a", "b", "1", "2"],
  ]);
  const all = await itemsOf("invoice");
  const items = all.filter(({ key }) => odd.includes(key));
  expect(await shop.source.changed(items)).toBe(0);
  await shop.owner.query("UPDATE invoices SET phone = '1' WHERE number IN ('{a,b}', 'NULL', 'a')");
  expect(await shop.source.changed(items)).toBe(2);
  expect(await shop.source.left("erase", items)).toBe(odd.length);
  expect(await shop.source.write?.("erase", items, "operation")).toEqual({ done: odd.length, gone: 0, held: 0 });
  expect((await itemsOf("invoice")).map(({ key }) => key)).toEqual(["1", "2", "a", "b"]);
});
