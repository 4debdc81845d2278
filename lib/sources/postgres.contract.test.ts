import { withMarks } from "../policy/marks";
import type { Policy, PostgresSource } from "../policy/schema";
import { postgresSource } from "./postgres";
import { categories, mapped } from "./postgres/mapping.fixture";
import { ana, cutoffs, digest, openShop } from "./postgres/shop.fixture";
import { sourceContract, type Stage } from "./source.contract";

const tables = ["accounts", "addresses", "orders", "order_lines", "parcels", "newsletter", "tickets", "web_log"];

/** The small shop with what Art. 16, 18 and 20 need: columns to set right, columns that were provided, marks for pauses. */
function mapping(): PostgresSource {
  const plain = mapped();
  const { accounts, orders } = plain.tables;
  if (!accounts || !orders) throw new Error("the fixture has accounts and orders");
  const tables = {
    ...plain.tables,
    accounts: flagged(accounts, {
      name: { provided: true },
      nickname: { provided: true },
      password_hash: { provided: true },
    }),
    orders: flagged(orders, {
      postcode: { provided: true, correct: true },
      total: { correct: true },
      placed_at: { correct: true },
      note: { correct: true },
    }),
  };
  const source = { ...plain, pause: "paused_at", tables };
  const marked = withMarks({ sources: { shop: source } } as unknown as Policy).sources.shop;
  if (marked?.kind !== "postgres") throw new Error("the fixture is no postgres source");
  return marked;
}

type Table = PostgresSource["tables"][string];
const flagged = (table: Table, flags: Record<string, Partial<Table["columns"][string]>>): Table => ({
  ...table,
  columns: Object.fromEntries(
    Object.entries(table.columns).map(([name, column]) => [name, { ...column, ...flags[name] }]),
  ),
});

sourceContract("postgres", async (): Promise<Stage> => {
  const shop = await openShop();
  const paused = [...new Set(Object.keys(mapping().tables).map((id) => id.split("#", 1)[0]))];
  for (const table of paused) await shop.owner.query(`ALTER TABLE ${table} ADD paused_at timestamptz`);
  const source = postgresSource("shop", mapping(), { url: shop.url, zone: "Europe/Berlin", categories });
  await shop.owner.query(`
    INSERT INTO addresses VALUES ('00000000-0000-4000-8000-00000000000a', 1, '10999'), ('00000000-0000-4000-8000-00000000000b', 2, '10999');
    INSERT INTO orders (id, account_id, email, name, postcode, placed_at, total, counter, picture, tags, note) VALUES
      (10, 1, 'x@mail.example', 'Somebody Else', '1', '2020-12-31T23:30:00Z', 19.90, 9007199254740993, '\\x00ff', '{a,"b,c"}', '{"k": 1}'),
      (11, NULL, 'ana@mail.example ', 'SOUZA, Ana', NULL, '2021-05-05Z', NULL, NULL, NULL, NULL, NULL),
      (20, 2, 'ana@mail.example', 'Ana Souza', '10999', '2021-05-05Z', 1, 1, NULL, NULL, NULL);
    INSERT INTO order_lines VALUES (10, 'it''s; "x"', 'a'), (10, E'tab\\tand \\\\ back', 'b'), (20, '1', 'c');
    INSERT INTO parcels VALUES ('p-1', 10, NULL, NULL, false, '2021-01-02'), ('p-2', 20, NULL, NULL, true, '2021-05-06');
    INSERT INTO newsletter VALUES ('ana@mail.example'), ('ben@mail.example');
    INSERT INTO tickets VALUES ('00000000-0000-4000-8000-000000000001', 1, 'contract', '2022-01-01'),
      ('00000000-0000-4000-8000-000000000002', 1, NULL, '2022-01-01'), ('00000000-0000-4000-8000-000000000003', 2, 'contract', NULL)`);
  const others: Record<string, string> = {
    accounts: "id <> 1",
    addresses: "account_id <> 1",
    orders: "id = 20",
    order_lines: "order_id = 20",
    parcels: "order_id = 20",
    newsletter: "email LIKE 'ben%'",
    tickets: "account_id <> 1",
    web_log: "true",
  };
  return {
    source,
    person: ana,
    stranger: {
      account: "99",
      addresses: [{ email: "nobody@mail.example", proved: true, held: null }],
      names: [],
      postcodes: [],
    },
    cutoffs,
    digestOfOther: async () =>
      (await Promise.all(tables.map((table) => digest(shop.owner, table, others[table] ?? "true")))).join(),
    pauses: true,
    provided: { account: ["name"], optional: ["nickname"], order: ["postcode"] },
    corrections: {
      category: "order",
      values: [
        { total: "21.5", placed_at: "2021-01-02T10:00:00+01:00" },
        { postcode: "10115", note: null },
      ],
    },
    unfit: { stored: { placed_at: "the day before yesterday" }, allowed: { status: "open" } },
    changeMeanwhile: async ({ key }) => {
      await shop.owner.query("UPDATE orders SET counter = 77 WHERE id = $1", [key]);
    },
    close: async () => {
      await source.close();
      await shop.close();
    },
  };
});
