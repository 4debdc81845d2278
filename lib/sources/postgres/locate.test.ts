/** Groups, lists and records: which rows share a verdict, what leaves the database, and in what order. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Group } from "../../gdpr/plan-value";
import { SourceUnreachable } from "../source";
import { postgresSource } from "../postgres";
import { categories, mapped } from "./mapping.fixture";
import { ana, collected, cutoffs, listed, openShop, type Shop } from "./shop.fixture";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.owner.query("TRUNCATE order_lines, notes, parcels, orders, invoices, tickets, web_log");
});

async function groups(category: string): Promise<Group[]> {
  return (await shop.source.locate(ana, cutoffs)).groups.filter((group) => group.category === category);
}
const summary = ({ trigger, since, count, inUse }: Group) => [trigger, since, count, inUse];

test("a rule from the year's end makes one group a local year: 23:30 UTC on 31 December is next year in Berlin", async () => {
  await shop.owner.query(`INSERT INTO invoices (number, account_id, issued_at, entered, booked) VALUES
    ('a', 1, '2020-12-31T22:59:59Z', '2020-12-31 23:30', '2020-12-31'), ('b', 1, '2020-12-31T23:30:00Z', '2021-01-01 00:30', '2021-01-01'),
    ('c', 1, '2021-06-15T10:00:00Z', NULL, NULL), ('d', 1, NULL, NULL, NULL), ('e', 1, 'infinity', NULL, NULL)`);
  expect((await groups("invoice")).map(summary)).toEqual([
    [null, null, 2, null],
    ["2020-12-31", null, 1, null],
    ["2021-06-15", null, 2, null],
  ]);
  expect((await groups("entry")).map(summary)).toEqual([
    ["2020-12-31", null, 1, null],
    ["2021-01-01", null, 1, null],
  ]);
  expect((await groups("booking")).map(summary)).toEqual([
    ["2020-12-31", null, 1, null],
    ["2021-01-01", null, 1, null],
  ]);
});

test("a column part counts where one of its columns is filled", async () => {
  expect((await groups("optional")).map(({ count }) => count)).toEqual([1]);
  await shop.owner.query("UPDATE accounts SET nickname = NULL WHERE id = 1");
  expect(await groups("optional")).toEqual([]);
  await shop.owner.query("UPDATE accounts SET nickname = 'Nana' WHERE id = 1");
});

test("a rule in days makes one group a day", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) VALUES (1, 1)");
  await shop.owner.query(
    "INSERT INTO parcels (code, order_id, sent_on) VALUES ('a', 1, '2026-01-01'), ('b', 1, '2026-01-02'), ('c', 1, '2026-01-02')",
  );
  expect((await groups("parcel")).map(summary)).toEqual([
    ["2026-01-01", null, 1, null],
    ["2026-01-02", null, 2, null],
  ]);
});

test("a rule in hours parts at the cut-off, which is exclusive, and lists with the cut-off it counted with (E22)", async () => {
  await shop.owner.query(`INSERT INTO web_log VALUES (1, 1, '2026-11-16T12:00:00Z', '203.0.113.77'),
    (2, 1, '2026-11-16T12:00:00.000001Z', '203.0.113.77'), (3, 1, '2026-11-20T00:00:00Z', '203.0.113.77')`);
  const found = await groups("log");
  expect(found.map(summary)).toEqual([
    ["2026-11-16T12:00:00.000Z", null, 1, null],
    ["2026-11-20T00:00:00.000Z", null, 2, null],
  ]);
  const keys = await Promise.all(
    found.map(async (group) => (await collected(shop.source.list(ana, group))).map(({ key }) => key)),
  );
  expect(keys).toEqual([["1"], ["2", "3"]]);
  await expect(shop.source.locate(ana, {})).rejects.toThrow("no cut-off");
});

test("a live matter and the first date are told apart", async () => {
  await shop.owner.query(`INSERT INTO orders (id, account_id, placed_at, status) VALUES (1, 1, '2026-03-01Z', 'open'),
    (2, 1, '2026-01-31T23:30:00Z', 'done'), (3, 1, '2026-04-01Z', 'done')`);
  expect((await groups("order")).map(summary)).toEqual([
    ["2026-04-01", "2026-02-01", 2, null],
    ["2026-03-01", "2026-03-01", 1, "open-order"],
  ]);
});

test("a table mapped twice: each row in exactly one mapping, rows without the value too", async () => {
  await shop.owner.query(
    `INSERT INTO tickets VALUES (gen_random_uuid(), 1, 'contract'), (gen_random_uuid(), 1, 'other'), (gen_random_uuid(), 1, NULL)`,
  );
  expect((await groups("contract-ticket")).map(({ count }) => count)).toEqual([1]);
  expect((await groups("ticket")).map(({ count }) => count)).toEqual([2]);
});

test("keys of every kind come back as they went out, in a lasting order", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id) VALUES (9007199254740993, 1), (10, 1), (9, 1)");
  const odd = ["it's", '"quoted"', "back\\slash", "comma, [x]", "ünïcode", "tab\tnew\nline", "A", "a", "Z"];
  for (const line of odd) await shop.owner.query("INSERT INTO order_lines VALUES (9, $1, 'x')", [line]);
  const items = await listed(shop.source, ana, "order");
  expect(items.filter(({ part }) => part === "orders/order").map(({ key }) => key)).toEqual([
    "9",
    "10",
    "9007199254740993",
  ]);
  const lines = items.filter(({ part }) => part === "order_lines/order").map(({ key }) => JSON.parse(key));
  expect(lines).toEqual(
    odd.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))).map((line) => ["9", line]),
  );
  expect(await shop.source.left("erase", items)).toBe(items.length);
  expect(await shop.source.changed(items)).toBe(0);
});

test("records are JSON-safe and hold the part's columns and the key only", async () => {
  await shop.owner
    .query(`INSERT INTO orders (id, account_id, email, placed_at, total, counter, picture, tags, note) VALUES
    (7, 1, 'ana@mail.example', '2021-05-05T10:00:00.5Z', 19.90, 9007199254740993, '\\x00ff', '{a,"b,c"}', '{"k": [1, "ä"]}')`);
  const records = await read("order");
  expect(records).toEqual([
    {
      category: "order",
      part: "orders/order",
      key: "7",
      values: {
        id: "7",
        account_id: "1",
        email: "ana@mail.example",
        name: null,
        postcode: null,
        placed_at: "2021-05-05T10:00:00.5+00:00",
        status: "done",
        total: "19.90",
        counter: "9007199254740993",
        picture: "AP8=",
        tags: ["a", "b,c"],
        note: { k: [1, "ä"] },
      },
    },
  ]);
  const [account] = await read("account");
  expect(account?.values).not.toHaveProperty("password_hash");
  expect(account?.values).not.toHaveProperty("nickname");
  expect((await read("optional"))[0]?.values).toEqual({ id: "1", nickname: "Nana", born_on: null });
  await shop.owner.query(
    "INSERT INTO web_log VALUES (1, 1, '2026-11-20Z', '203.0.113.77'), (2, 1, '2026-11-20Z', '2001:db8::1')",
  );
  expect((await read("log")).map(({ values }) => values.ip)).toEqual(["203.0.113.77", "2001:db8::1"]);
});

async function read(category: string) {
  const records = [];
  for (const group of await groups(category)) records.push(...(await collected(shop.source.read(ana, group))));
  return records;
}

test("a version follows the content, but not the columns that change by themselves", async () => {
  const items = await listed(shop.source, ana, "account");
  await shop.owner.query("UPDATE accounts SET last_seen_at = now() WHERE id = 1");
  expect(await shop.source.changed(items)).toBe(0);
  await shop.owner.query("UPDATE accounts SET nickname = 'N', password_hash = 'new' WHERE id = 1");
  expect(await shop.source.changed(items)).toBe(1);
  await shop.owner.query("UPDATE accounts SET nickname = 'Nana', password_hash = 'secret' WHERE id = 1");
  expect(await shop.source.changed(items)).toBe(0);
  expect(await shop.source.changed([{ part: "orders/order", key: "404", version: "x" }])).toBe(0);
});

test("an empty text and no text are different versions", async () => {
  await shop.owner.query("INSERT INTO orders (id, account_id, name, postcode) VALUES (1, 1, '', NULL)");
  const items = await listed(shop.source, ana, "order");
  await shop.owner.query("UPDATE orders SET name = NULL, postcode = '' WHERE id = 1");
  expect(await shop.source.changed(items)).toBe(1);
});

test("a source that is not there says so, without where or why", async () => {
  const url = "postgres://ana:geheim@localhost:1/shop";
  const source = postgresSource("shop", mapped(), { url, zone: "Europe/Berlin", categories });
  await expect(source.locate(ana, cutoffs)).rejects.toThrow(SourceUnreachable);
  expect(await source.probe()).toEqual(["The source shop cannot be reached."]);
  await source.close();
});

test("a server that lets nobody in is not there, whatever its reason", async () => {
  const { name } = shop.database;
  const source = postgresSource("shop", mapped(), { url: shop.url, zone: "Europe/Berlin", categories });
  await shop.owner.query(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`);
  await expect(source.locate(ana, cutoffs)).rejects.toThrow(SourceUnreachable);
  await shop.owner.query(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`);
  expect((await source.locate(ana, cutoffs)).groups.length).toBeGreaterThan(0);
  await source.close();
});

test("probing names what is missing, in sentences", async () => {
  await shop.owner.query(`REVOKE DELETE ON orders FROM role_${shop.database.name}`);
  const source = postgresSource(
    "shop",
    mapped({
      nothing: { key: ["id"], person: [{ account: "id" }], category: "order", columns: { id: null } },
      tickets: { key: ["topic"], person: [{ account: "account_id" }], category: "ticket", columns: { subject: null } },
      invoices: {
        key: ["account_id"],
        person: [{ account: "account_id" }],
        category: "invoice",
        trigger: "entered",
        columns: {},
      },
      sessions: {
        key: ["id"],
        person: [{ account: "account_id" }],
        category: "order",
        trigger: "id",
        erase: { set: { id: null } },
        columns: {},
      },
    }),
    { url: shop.url, zone: "Europe/Berlin", categories },
  );
  expect(await source.probe()).toEqual([
    "The role may not delete from the table orders.",
    "The key of invoices is not unique in the database.",
    "invoices.entered has no time zone: the mapping needs `zone`.",
    "There is no column tickets.subject.",
    "There is no table nothing.",
    "sessions.id cannot be empty.",
    "sessions.id is no date and no time.",
  ]);
  await source.close();
  const asOwner = postgresSource("shop", mapped(), { url: shop.database.ownerUrl, zone: "Europe/Berlin", categories });
  expect(await asOwner.probe()).toContain("The role is a superuser; it should have rights on the listed tables only.");
  expect(await asOwner.probe()).toContain("The role owns the table accounts; it should not.");
  await asOwner.close();
  await shop.owner.query(`GRANT DELETE ON orders TO role_${shop.database.name}`);
});
