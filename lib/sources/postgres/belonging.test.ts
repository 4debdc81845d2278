/** Who a row belongs to: plan-and-list, "Who the person is". */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Person } from "../source";
import { ana, cutoffs, openShop, proved, type Shop } from "./shop.fixture";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.owner.query("TRUNCATE email_history, addresses, order_lines, notes, parcels, orders, newsletter");
});

const guest: Person = {
  account: null,
  addresses: [proved("ana@mail.example")],
  names: ["Ana Souza"],
  postcodes: ["10999"],
};
const unproved: Person = { ...ana, addresses: [] };

async function found(person: Person, category = "order"): Promise<string[]> {
  const { groups } = await shop.source.locate(person, cutoffs);
  return groups
    .filter((group) => group.category === category)
    .map(({ belongs, doubt, count }) => `${belongs} ${doubt} ${count}`);
}

type Order = { account?: number; email?: string; name?: string; postcode?: string; at?: string };
async function order({
  account,
  email = "ana@mail.example",
  name,
  postcode,
  at = "2021-05-05T12:00Z",
}: Order): Promise<number> {
  const { rows } = await shop.owner.query(
    `INSERT INTO orders (id, account_id, email, name, postcode, placed_at)
     VALUES ((SELECT coalesce(max(id), 0) + 1 FROM orders), $1, $2, $3, $4, $5) RETURNING id::int`,
    [account, email, name, postcode, at],
  );
  return rows[0].id;
}

test("an account column decides, whatever name and address stand on the row", async () => {
  await order({ account: 1, email: "ben@mail.example", name: "Ben Roth" });
  expect(await found(ana)).toEqual(["mine null 1"]);
});

test("a row of another account does not exist, even under the person's proved address and name", async () => {
  await order({ account: 2, name: "Ana Souza", postcode: "10999" });
  expect(await found(ana)).toEqual([]);
  expect(await found(guest)).toEqual([]);
});

test("a row found by account and by address counts once", async () => {
  await order({ account: 1, name: "Ana Souza" });
  expect(await found(ana)).toEqual(["mine null 1"]);
});

test.each<[string, Order, string]>([
  ["the name agrees", { name: "  SOUZA, Ána " }, "mine null 1"],
  ["the name agrees, the postcode does not", { name: "Ana Souza", postcode: "80331" }, "mine null 1"],
  ["the postcode agrees, there is no name", { postcode: "1 0999" }, "mine null 1"],
  ["the name differs", { name: "Ben Roth" }, "ask name-differs 1"],
  [
    "the name differs, the postcode agrees: people share homes",
    { name: "Ben Roth", postcode: "10999" },
    "ask name-differs 1",
  ],
  ["only a postcode, and it differs", { postcode: "80331" }, "ask name-differs 1"],
  ["nothing to compare", {}, "ask no-identifier 1"],
  ["the address is written in capitals with spaces", { email: " ANA@Mail.Example ", name: "Ana Souza" }, "mine null 1"],
])("proved address, %s", async (_, row, expected) => {
  await order(row);
  expect(await found(guest)).toEqual([expected]);
});

test("names learned from the account are compared as well", async () => {
  await order({ name: "Ana Souza" });
  expect(await found(ana)).toEqual(["mine null 1"]);
});

test("postcodes learned from the account are compared as well", async () => {
  await shop.owner.query("INSERT INTO addresses VALUES (gen_random_uuid(), 1, '10 999')");
  await order({ postcode: "10999" });
  expect(await found(ana)).toEqual(["mine null 1"]);
});

test("the address was not proved", async () => {
  await order({ name: "Ana Souza" });
  expect(await found(unproved)).toEqual(["ask address-unproved 1"]);
  expect(await found({ ...guest, addresses: [{ email: "ana@mail.example", proved: false, held: null }] })).toEqual([
    "ask address-unproved 1",
  ]);
});

test("several names on one address are always asked about", async () => {
  await order({ name: "Ana Souza" });
  await order({ name: "Souza Ana" });
  expect(await found(guest)).toEqual(["mine null 2"]);
  await order({ name: "Ben Roth" });
  expect(await found(guest)).toEqual(["ask several-names 3"]);
});

test("names of another account on the same address count as several", async () => {
  await order({ name: "Ana Souza" });
  await order({ account: 2, name: "Ben Roth" });
  expect(await found(guest)).toEqual(["ask several-names 1"]);
});

test("names on the person's own account rows do not make the address crowded", async () => {
  await order({ account: 1, name: "Gift for Ben" });
  await order({ name: "Ana Souza" });
  expect(await found(ana)).toEqual(["mine null 2"]);
});

test("an old address counts for the time the account held it", async () => {
  await shop.owner.query(
    "INSERT INTO email_history (account_id, email, held_from, held_until) VALUES (1, 'old@mail.example', '2019-01-01Z', '2020-01-01Z')",
  );
  await order({ email: "old@mail.example", at: "2018-12-31T23:59:59Z" });
  await order({ email: "old@mail.example", at: "2019-01-01T00:00:00Z" });
  await order({ email: "old@mail.example", at: "2020-01-01T00:00:00Z" });
  await order({ email: "old@mail.example", at: "2019-06-01Z", name: "Ben Roth" });
  expect(await found(ana)).toEqual(["mine null 1", "ask name-differs 1"]);
});

test("an old address without a date on the row is asked about", async () => {
  await shop.owner.query(
    "INSERT INTO email_history (account_id, email, held_from, held_until) VALUES (1, 'old@mail.example', '2019-01-01Z', '2020-01-01Z')",
  );
  await shop.owner.query("INSERT INTO newsletter VALUES ('old@mail.example')");
  expect(await found(ana, "newsletter")).toEqual(["ask address-unproved 1"]);
});

test("what locate learns: addresses with their time, names, postcodes", async () => {
  await shop.owner.query(
    "INSERT INTO email_history (account_id, email, held_from, held_until) VALUES (1, 'Old@mail.example', '2019-01-01Z', NULL)",
  );
  await shop.owner.query("INSERT INTO addresses VALUES (gen_random_uuid(), 1, '10999')");
  const { learned } = await shop.source.locate(ana, cutoffs);
  expect(learned).toEqual({
    addresses: [
      { email: "ana@mail.example", proved: true, held: null },
      { email: "old@mail.example", proved: false, held: { from: "2019-01-01T00:00:00.000Z", until: null } },
    ],
    names: ["Ana Souza"],
    postcodes: ["10999"],
  });
});

test("where the address is all there is, control of it is the identity", async () => {
  await shop.owner.query("INSERT INTO newsletter VALUES ('ana@mail.example'), ('other@mail.example')");
  const bare = { account: null, addresses: [proved("ANA@mail.example")], names: [], postcodes: [] };
  expect(await found(bare, "newsletter")).toEqual(["mine null 1"]);
});

test("what hangs on a row belongs to whom the row belongs", async () => {
  const mine = await order({ account: 1 });
  const others = await order({ account: 2, name: "Ana Souza" });
  const asked = await order({ email: "ana@mail.example" });
  for (const id of [mine, others, asked]) {
    await shop.owner.query("INSERT INTO order_lines VALUES ($1, 'a', 'x'), ($1, 'b', 'y')", [id]);
    await shop.owner.query("INSERT INTO parcels VALUES ('p-' || $1::bigint, $1, NULL, NULL, false, '2021-05-06')", [
      id,
    ]);
    await shop.owner.query("INSERT INTO notes VALUES ($1, 'p-' || $1::bigint, 'a note two steps from the order')", [
      id,
    ]);
  }
  expect(await found(ana)).toEqual(["mine null 1", "ask no-identifier 1", "mine null 2", "ask no-identifier 2"]);
  expect(await found(ana, "parcel")).toEqual([
    "mine null 1",
    "ask no-identifier 1",
    "mine null 1",
    "ask no-identifier 1",
  ]);
});

test("a gift: the recipient reaches their parcel on somebody else's order, and it names third persons", async () => {
  const others = await order({ account: 2, email: "ben@mail.example", name: "Ben Roth" });
  await shop.owner.query(
    "INSERT INTO parcels VALUES ('g-1', $1, 'ana@mail.example', 'Ana Souza', true, '2021-05-06')",
    [others],
  );
  await shop.owner.query(
    "INSERT INTO parcels VALUES ('g-2', $1, 'carl@mail.example', 'Carl Weiss', true, '2021-05-06')",
    [others],
  );
  expect(await found(ana, "order")).toEqual([]);
  expect(await found(ana, "parcel")).toEqual(["mine third-persons 1"]);
  // Whose it is comes first, but that it names others is not lost.
  await shop.owner.query("UPDATE parcels SET name = 'Dora Lang' WHERE code = 'g-1'");
  const [doubtful] = (await shop.source.locate(ana, cutoffs)).groups.filter(({ category }) => category === "parcel");
  expect(doubtful).toMatchObject({ belongs: "ask", namesOthers: true });
});

test("an account id that no row can carry finds nothing and breaks nothing", async () => {
  for (const account of ["KW-1", "1; DROP TABLE orders", "99999999999999999999", "'", "", "\0"])
    expect((await shop.source.locate({ account, addresses: [], names: [], postcodes: [] }, cutoffs)).groups).toEqual(
      [],
    );
});

test("addresses and names full of quotes are values like any other", async () => {
  const email = `o'"; drop table orders; --$1@mail.example`;
  await order({ email, name: `Ro"b'; --` });
  expect(await found({ account: null, addresses: [proved(email)], names: [`ro"B'; --`], postcodes: ["'"] })).toEqual([
    "mine null 1",
  ]);
});
