/** One statement for all tables says what a statement for each would say, of everybody in the model shop. */
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copiedDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { seedShop, sourceUrl } from "../../../demo/shop/seed";
import { loadPolicy } from "../../policy/load";
import type { Person } from "../source";
import { database, Refused, type Database } from "./connection";
import { located } from "./located";
import { opened, type Opened } from "./opened";

const cutoffs = { "server-log/full-address": "2026-11-16T12:00:00.000001Z" };
let copy: TestDatabase;
let owner: pg.Client;
let real: Database;

beforeAll(async () => {
  copy = await copiedDatabase("at_once_shop", "shop_20", (url) => seedShop(url, { customers: 20 }));
  owner = new pg.Client(copy.ownerUrl);
  await owner.connect();
  real = database("shop", await sourceUrl(copy.ownerUrl), "test");
}, 120_000);
afterAll(async () => {
  await Promise.all([real.close(), owner.end()]);
  await copy.drop();
});

/** The shop as the model policy maps it. */
function shopOver(over: Database): Opened {
  const { sources, zone, categories } = loadPolicy(join(import.meta.dirname, "../../../policy.yaml"));
  const mapping = sources.shop;
  if (mapping?.kind !== "postgres") throw new Error("the model policy has a shop");
  return opened(over, { source: "shop", zone, mapping, categories });
}

/** The same database, which refuses to answer about several tables at once; `asked` counts what it answers instead. */
function oneAtATime(): { over: Database; asked: () => number } {
  let asked = 0;
  const over: Database = {
    ...real,
    reading: (run) =>
      real.reading((reader) =>
        run({
          ...reader,
          tried: async (statement) => {
            if (/\nUNION ALL\nSELECT \d+ AS "table"/.test(statement.text)) return new Refused("shop", "54001");
            asked += 1;
            return reader.tried(statement);
          },
        }),
      ),
  };
  return { over, asked: () => asked };
}

type Row = { account: string | null; email: string; name: string | null };

test("everybody who has an account, and twenty who ordered without one", async () => {
  const { rows } = await owner.query<Row>(`
    SELECT id AS account, email, name FROM accounts
    UNION ALL (SELECT DISTINCT NULL, email, name FROM orders WHERE customer_number IS NULL ORDER BY 2, 3 LIMIT 20)`);
  const { over, asked } = oneAtATime();
  const [together, singly] = [shopOver(real), shopOver(over)];
  let groups = 0;
  for (const { account, email, name } of rows) {
    const addresses = [{ email, proved: true, held: null }];
    const who: Person = { account, addresses, names: name === null ? [] : [name], postcodes: [] };
    const found = await located(together, who, cutoffs);
    expect(await located(singly, who, cutoffs)).toEqual(found);
    groups += found.groups.length;
  }
  expect(rows.length).toBeGreaterThan(30);
  expect(groups).toBeGreaterThan(10 * rows.length);
  expect(asked()).toBeGreaterThan(10 * rows.length);
}, 180_000);
