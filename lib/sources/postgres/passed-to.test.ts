/** Art. 15(1)(c): the recipients that the rows of a group name, told without reading a record, exactly as a copy reads them. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { passedTo } from "../../policy/passed-to";
import type { Policy, PostgresSource } from "../../policy/schema";
import { postgresSource } from "../postgres";
import type { Overview, Person, Source } from "../source";
import { categories, mapped } from "./mapping.fixture";
import { ana, collected, cutoffs, openShop, type Shop } from "./shop.fixture";

/** Columns of every type, each with values as texts; a row has one of them in each column. */
const columns: Record<string, { type: string; values: (string | null)[] }> = {
  word: { type: "text", values: [null, "", " ", "DHL", "dhl", "null", "undefined", 'a"b\\c\n', "1.0"] },
  padded: { type: "char(4)", values: [null, "", "DHL"] },
  shade: { type: "shade", values: [null, "light", "dark"] },
  yes: { type: "boolean", values: [null, "t", "f"] },
  small: { type: "integer", values: [null, "0", "7", "-7"] },
  big: { type: "bigint", values: [null, "0", "9007199254740993"] },
  exact: { type: "numeric", values: [null, "1.0", "1", "NaN"] },
  single: { type: "real", values: [null, "0.1", "1e15", "1", "-0"] },
  double: { type: "double precision", values: [null, "1", "1e15", "1e22", "1e-7", "0.00001", "NaN", "-0", "Infinity"] },
  day: { type: "date", values: [null, "2026-01-31", "infinity"] },
  instant: { type: "timestamptz", values: [null, "2026-01-31 23:30:00.5+00"] },
  local: { type: "timestamp", values: [null, "2026-01-31 23:30:00"] },
  ip: { type: "inet", values: [null, "203.0.113.7", "203.0.113.0/24"] },
  bytes: { type: "bytea", values: [null, "", "\\x00ff"] },
  list: { type: "text[]", values: [null, "{}", "{DHL}", "{DHL,NULL,UPS}", '{""}'] },
  doc: { type: "jsonb", values: [null, "{}", '{"via": {"who": null}}', '{"via": {"who": "DHL"}}', '{"via": {"who": ""}}', '{"via": {"who": 7}}', '{"via": {"who": true}}', '{"when": "2026-01-31"}', '{"when": "soon"}'] }, // prettier-ignore
};
const inJson = { who: { column: "doc", path: ["via", "who"] }, when: { column: "doc", path: ["when"], is: "date" } };
const mappedColumns = [...Object.keys(columns), ...Object.keys(inJson)];
const most = Math.max(...Object.values(columns).map(({ values }) => values.length));
const decoys = [
  "",
  "null",
  "undefined",
  "true",
  "t",
  "1",
  "1.0",
  "7",
  "0",
  "-0",
  "1e+15",
  "1e-07",
  "DHL,UPS",
  "constructor",
];

let shop: Shop;
const texts = new Set(decoys);
beforeAll(async () => {
  shop = await openShop();
  const defined = Object.entries(columns).map(([name, { type }]) => `${name} ${type}`);
  await shop.owner.query(
    `CREATE TABLE handed (id int PRIMARY KEY, account_id bigint, email text, called text, on_day date, ${defined.join(", ")})`,
  );
  await shop.owner.query(`GRANT SELECT ON handed TO role_${shop.database.name}`);
  const source = opened(undefined);
  await fill();
  // What a key could be: every value as a record has it, and as the database spells it.
  for (const values of await records(source))
    for (const value of Object.values(values)) if (value !== null) texts.add(String(value));
  const { rows } = await shop.owner.query(`SELECT ${Object.keys(columns).map((name) => `${name}::text`).join(", ")} FROM handed`); // prettier-ignore
  for (const row of rows) for (const text of Object.values(row)) if (text !== null) texts.add(String(text));
  await source.close();
});
afterAll(() => shop.close());
beforeEach(() => shop.owner.query("TRUNCATE orders, invoices CASCADE"));

/** A row for each place of the values, on a day of its own, so that each is a group. */
async function fill(): Promise<void> {
  for (let at = 0; at < most; at++) {
    const values = Object.values(columns).map(({ values: some }) => some[at % some.length]);
    const places = values.map((_, n) => `$${n + 1}`);
    await shop.owner.query(`INSERT INTO handed VALUES (${at}, 1, NULL, NULL, date '2026-01-01' + ${at}, ${places.join(", ")})`, values); // prettier-ignore
  }
}

function handed(to: unknown): PostgresSource {
  return mapped({
    handed: {
      key: ["id"],
      person: [{ account: "account_id" }, { address: "email", name: "called" }],
      category: "parcel",
      trigger: "on_day",
      json: inJson,
      passedTo: to,
      columns: Object.fromEntries(["id", "account_id", "email", "called", "on_day", ...mappedColumns].map((name) => [name, null])), // prettier-ignore
    },
  });
}

const opened = (to: unknown, mapping = handed(to)): Source =>
  postgresSource("shop", mapping, { url: shop.url, zone: "Europe/Berlin", categories });

async function seen(source: Source, person: Person = ana): Promise<Overview> {
  const found = await source.overview?.(person, cutoffs);
  if (!found) throw new Error("a database tells as far as it answers");
  return found;
}

async function records(source: Source): Promise<Record<string, unknown>[]> {
  const { groups } = await source.locate(ana, cutoffs);
  const found = [];
  for (const group of groups.filter(({ selector }) => selector.includes("handed")))
    for (const { values } of await collected(source.read(ana, group))) found.push(values);
  return found;
}

type Line = [day: unknown, recipients: string[] | undefined];

/** By day: what the database says of the group, and what is read in its record. */
async function compared(to: unknown): Promise<{ told: Line[]; read: Line[] }> {
  const mapping = handed(to);
  const source = opened(to, mapping);
  const policy = { sources: { shop: mapping } } as unknown as Policy;
  const { groups } = await seen(source);
  const told = groups.flatMap(({ trigger, passedTo: names, selector }): Line[] => (selector.includes("handed") ? [[trigger, names?.toSorted()]] : [])); // prettier-ignore
  const about = { source: "shop", part: "handed/parcel", category: "parcel" };
  const read = (await records(source)).map((values): Line => [
    values.on_day,
    passedTo(policy, { ...about, values }).map(({ recipient }) => recipient).toSorted(),
  ]); // prettier-ignore
  await source.close();
  return { told, read };
}

test.each(mappedColumns.filter((name) => name !== "doc"))("by the value of %s", async (column) => {
  const is = Object.fromEntries([...texts].map((text, at) => [text, `r${at}`]));
  const { told, read } = await compared({ column, is });
  expect(told).toEqual(read);
  expect(told).toHaveLength(most);
  expect(read.filter(([, names]) => names?.length).length).toBeGreaterThan(0);
  expect(read).toContainEqual([expect.anything(), []]);
});

test("by the columns that are filled, of which several may name the same", async () => {
  const each = Object.fromEntries(mappedColumns.map((column) => [column, column]));
  const { told, read } = await compared({ filled: each });
  expect(told).toEqual(read);
  expect(new Set(read.flatMap(([, names]) => names ?? [])).size).toBe(mappedColumns.length);
  const shared = await compared({
    filled: Object.fromEntries(mappedColumns.map((column, at) => [column, `r${at % 3}`])),
  });
  expect(shared.told).toEqual(shared.read);
});

test("where no value is mapped, rows name nobody", async () => {
  for (const nothing of [{ column: "word", is: {} }, { filled: {} }, undefined])
    expect((await compared(nothing)).told.map(([, names]) => names)).toEqual(Array(most).fill(undefined));
  expect((await compared({ column: "small", is: { x: "r" } })).told).toContainEqual(["2026-01-01", []]);
});

const order = (id: number, status: string, more = "1, NULL, NULL") =>
  shop.owner.query(
    `INSERT INTO orders (id, account_id, email, name, placed_at, status) VALUES (${id}, ${more}, '2026-03-01Z', '${status}')`,
  );

test("a group names whom any of its rows names; what is in doubt stands by itself", async () => {
  for (const [at, status] of ["done", "lost", "void", "done"].entries()) await order(at, status);
  await order(7, "open", "NULL, 'ana@mail.example', 'Somebody Else'");
  await order(8, "void", "NULL, 'ana@mail.example', 'Somebody Else'");
  await order(9, "lost", "2, NULL, NULL");
  const who: Person = { ...ana, names: ["Ana Souza"] };
  const orders = (await seen(shop.source, who)).groups.filter(({ category }) => category === "order");
  expect(orders.map(({ belongs, inUse, count, passedTo: names }) => [belongs, inUse, count, names])).toEqual([
    ["mine", null, 4, ["carrier", "insurer"]],
    ["ask", null, 1, []],
    ["ask", "open-order", 1, ["carrier"]],
  ]);
});

test("columns of another kind in the same rows name nobody, nor do tables without it", async () => {
  await shop.owner.query(
    "INSERT INTO invoices (number, account_id, issued_at, entered, phone) VALUES ('a', 1, '2026-03-01Z', '2026-03-01', NULL), ('b', 1, '2026-03-02Z', NULL, '+49')",
  );
  const { groups } = await seen(shop.source);
  const named = groups.flatMap(({ category, passedTo: names }) => (names ? [[category, names]] : []));
  expect(named).toEqual([["invoice", ["caller", "printer"]]]);
  expect(groups.map(({ category }) => category)).toEqual(expect.arrayContaining(["account", "entry", "invoice"]));
});

test("what is decided by is the same with it and without it", async () => {
  for (const [at, status] of ["done", "lost", "open"].entries()) await order(at, status);
  const { tables } = mapped();
  const plain = Object.entries(tables).map(([id, { passedTo: _, ...table }]) => [id, table]);
  const source = opened(undefined, mapped(Object.fromEntries(plain)));
  const decided = await shop.source.locate(ana, cutoffs);
  expect(JSON.stringify(decided)).toBe(JSON.stringify(await source.locate(ana, cutoffs)));
  expect(JSON.stringify(decided)).not.toContain("passedTo");
  expect(decided.groups.filter(({ category }) => category === "order")).toHaveLength(2);
  await source.close();
});
