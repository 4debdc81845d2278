/** What only the second shop has: JSON values, keys of several columns, times without a zone. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkPolicy } from "../../policy/check";
import type { Group } from "../../gdpr/plan-value";
import type { Item, Person, Writing } from "../source";
import { mina, openOtherShop, otherCutoffs, otherPolicyFile, type OtherShop } from "./other-shop.fixture";
import { collected } from "./shop.fixture";

let shop: OtherShop;
beforeAll(async () => {
  shop = await openOtherShop();
});
afterAll(() => shop.close());
beforeEach(() =>
  shop.owner
    .query(`TRUNCATE crm."Kunde", crm."Anschrift", crm."Nach/richten", crm."Bewertung", crm."Rundbrief", crm.sperre,
    sales."Bestellung", sales."Posten", sales."Paket ""klein""", sales.scan, sales."Rechnung", "Web Logs"."Zugriff"`),
);

const run = async (sql: string, values: unknown[] = []) => (await shop.owner.query(sql, values)).rows;
const groups = async (category: string, person: Person = mina): Promise<Group[]> =>
  (await shop.source.locate(person, otherCutoffs)).groups.filter((group) => group.category === category);
const listed = async (category: string): Promise<Item[]> => {
  const items: Item[] = [];
  for (const group of await groups(category)) items.push(...(await collected(shop.source.list(mina, group))));
  return items;
};
const write = async (writing: Writing, items: Item[]) => {
  if (!shop.source.write) throw new Error("a postgres source writes");
  return shop.source.write(writing, items, "operation");
};
const customer = `INSERT INTO crm."Kunde" ("E-Mail", "Voller Name", "PLZ", profil, "Angelegt") VALUES
  ('mina@tee.example', 'Mina Okafor', '80331', '{"telefon": "+49", "club": {"member id": "M-17", "since": 2019}}', '2019-01-01')`;

test("the policy fits the database, as the portal's own role sees it", async () => {
  process.env.OTHER_SHOP_URL = shop.url;
  expect(await checkPolicy(otherPolicyFile, { databases: true })).toEqual({ ok: true, problems: [] });
  delete process.env.OTHER_SHOP_URL;
  expect(await shop.source.probe()).toEqual([]);
});

test("where the address is the key, a proved address tells names, postcodes and ids; one that was typed tells nothing", async () => {
  await run(customer);
  const learned = async (proved: boolean) =>
    (await shop.source.locate({ ...mina, account: null, addresses: [{ email: "Mina@tee.example ", proved, held: null }] }, otherCutoffs)).learned; // prettier-ignore
  expect(await learned(true)).toEqual({
    addresses: [{ email: "mina@tee.example", proved: true, held: null }],
    names: ["Mina Okafor"],
    postcodes: ["80331"],
    ids: { member: ["M-17"] },
  });
  expect(await learned(false)).toEqual({ addresses: [], names: [], postcodes: [] });
});

test("an account id inside JSON decides like a column: another member's row does not exist", async () => {
  await run(customer);
  expect(await groups("customer")).toMatchObject([{ belongs: "mine", count: 1 }]);
  expect(await groups("customer", { ...mina, account: "M-18" })).toEqual([]);
  expect(await groups("customer", { ...mina, addresses: [] })).toMatchObject([{ belongs: "mine", count: 1 }]);
});

test("a time without a zone is in the table's zone: what was ordered at 23:30 UTC counts for the new year in Berlin", async () => {
  await run(customer);
  await run(
    `INSERT INTO sales."Bestellung" (jahr, nr, kunde, am) VALUES (2024, 1, 'mina@tee.example', '2024-12-31 23:30')`,
  );
  expect(await groups("order")).toMatchObject([{ trigger: "2025-01-01", since: "2025-01-01", count: 1 }]);
});

test("over three joins and keys of several columns: a scan belongs to whom its parcel's order belongs", async () => {
  await run(customer);
  await run(`
    INSERT INTO sales."Bestellung" (jahr, nr, kunde, am) VALUES (2025, 1, 'mina@tee.example', '2025-01-01'), (2025, 2, NULL, '2025-01-01'), (2026, 1, NULL, '2025-01-01');
    INSERT INTO sales."Paket ""klein""" VALUES ('P-1', 2025, 1), ('P-2', 2025, 2), ('P-3', 2026, 1);
    INSERT INTO sales.scan VALUES ('P-1', '2025-01-03Z', 'Hof'), ('P-2', '2025-01-03Z', 'Hof'), ('P-3', '2025-01-03Z', 'Hof')`);
  const scans = (await listed("order")).filter(({ part }) => part === "scan/order");
  expect(scans.map(({ key }) => key)).toEqual(['["P-1", "2025-01-03 00:00:00+00"]']);
});

describe("several rules of one category", () => {
  const groupsOf = async (category: string) =>
    (await groups(category)).map(({ rule, trigger, count }) => [rule, trigger, count]);

  test("in different tables", async () => {
    await run(customer);
    await run(`
      INSERT INTO sales."Bestellung" (jahr, nr, kunde, am) VALUES (2025, 1, 'mina@tee.example', '2025-01-01');
      INSERT INTO sales."Paket ""klein""" VALUES ('P-1', 2025, 1, '2025-01-02')`);
    expect(await groupsOf("order")).toEqual([
      [null, "2025-01-01", 1],
      ["tracking", "2025-01-02", 1],
    ]);
  });

  const message = (id: number, kind: string | null, sent: string) =>
    run(`INSERT INTO crm."Nach/richten" VALUES ($1, $2)`, [
      `00000000-0000-4000-8000-00000000000${id}`,
      { contact: { mail: "mina@tee.example", name: "Mina Okafor" }, kind, sent, text: "…" },
    ]);

  test("in one table: each row by its own, and what is due is due by its own", async () => {
    await run(customer);
    await message(1, "complaint", "2025-02-01");
    await message(2, "question", "2025-02-01");
    await message(3, null, "2025-02-02");
    expect(await groupsOf("message")).toEqual([
      [null, "2025-02-01", 1],
      [null, "2025-02-02", 1],
      ["complaint", "2025-02-01", 1],
    ]);
    const due = (rule: string) =>
      collected(shop.source.due?.({ category: "message", rule, cutoff: "2025-02-02T00:00:00+01:00", after: null, limit: 9 }) ?? empty()); // prettier-ignore
    expect((await due("question")).map(({ key }) => key.at(-1))).toEqual(["2"]);
    expect((await due("complaint")).map(({ key }) => key.at(-1))).toEqual(["1"]);
  });

  test("a date in JSON that is no day has not happened, and stops nobody's search", async () => {
    await message(1, "question", "2025-02-30");
    await message(2, "question", "soon");
    expect(await groupsOf("message")).toEqual([[null, null, 2]]);
  });
});

async function* empty(): AsyncGenerator<Item> {}

test("to whom rows went: by a value inside JSON, and by a number that is there", async () => {
  await run(customer);
  const kinds = [null, "question", "appeal", "complaint"];
  for (const [at, kind] of kinds.entries())
    await run(`INSERT INTO crm."Nach/richten" VALUES ($1, $2)`, [
      `00000000-0000-4000-8000-00000000000${at}`,
      { contact: { mail: "mina@tee.example", name: "Mina Okafor" }, kind, sent: `2025-02-0${at + 1}` },
    ]);
  await run(`
    INSERT INTO crm."Anschrift" VALUES (0, 'mina@tee.example', 'Am Hügel 1', NULL);
    INSERT INTO sales."Bestellung" (jahr, nr, kunde, anschrift, am) VALUES
      (2025, 1, 'mina@tee.example', NULL, '2025-01-01'), (2026, 1, 'mina@tee.example', 0, '2026-01-01')`);
  const found = await shop.source.overview?.(mina, otherCutoffs);
  const named = (category: string) =>
    found?.groups.flatMap((group) => (group.category === category ? [[group.trigger, group.passedTo]] : []));
  expect(named("message")).toEqual([
    ["2025-02-01", []],
    ["2025-02-02", []],
    ["2025-02-03", ["mediator"]],
    ["2025-02-04", ["mediator"]],
  ]);
  expect(named("order")).toEqual([
    ["2025-01-01", []],
    ["2026-01-01", ["courier"]],
  ]);
  expect(named("customer")).toEqual([[null, undefined]]);
});

describe("values inside JSON", () => {
  test("are emptied and set where they are; everything beside them stays", async () => {
    await run(customer);
    expect(await write("erase", await listed("optional"))).toEqual({ done: 1, gone: 0, held: 0 });
    expect(await run(`SELECT profil FROM crm."Kunde"`)).toEqual([
      { profil: { telefon: null, club: { "member id": "M-17", since: 2019 } } },
    ]);
    expect(await groups("optional")).toEqual([]);
  });

  test("an address in JSON and one in a column of a partitioned table are shortened in one go", async () => {
    await run(`INSERT INTO "Web Logs"."Zugriff" VALUES
      (1, '2025-12-31Z', '203.0.113.77', '{"user": "mina@tee.example", "agent": "Firefox", "via": "198.51.100.7", "page": "/"}'),
      (1, '2026-01-01Z', '2001:db8:1:2::3', '{"user": "mina@tee.example", "page": "/"}'),
      (2, '2026-01-01Z', '203.0.113.9', '{"user": "otto@tee.example"}')`);
    const items = await listed("log");
    expect(await write("truncate", items)).toEqual({ done: 2, gone: 0, held: 0 });
    expect(await write("truncate", items)).toEqual({ done: 0, gone: 2, held: 0 });
    expect(await run(`SELECT host(ip) AS ip, doc FROM "Web Logs"."Zugriff" ORDER BY am, id`)).toEqual([
      { ip: "203.0.113.0", doc: { user: null, agent: null, via: "198.51.100.0", page: "/" } },
      { ip: "2001:db8:1::", doc: { user: null, page: "/" } },
      { ip: "203.0.113.9", doc: { user: "otto@tee.example" } },
    ]);
    expect(await groups("log")).toEqual([]);
  });
});
