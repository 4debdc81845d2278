/** A page that tells a person what there is: what one table does not answer takes nothing else along, and is named. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Group } from "../../gdpr/plan-value";
import { postgresSource } from "../postgres";
import { SourceUnreachable, type Overview, type Source } from "../source";
import { categories, mapped } from "./mapping.fixture";
import { ana, cutoffs, openShop, type Shop } from "./shop.fixture";

let shop: Shop;
let whole: Group[];
beforeAll(async () => {
  shop = await openShop();
  await shop.owner.query(`
    INSERT INTO orders (id, account_id, email, name, placed_at) VALUES
      (1, 1, 'ana@mail.example', 'Ana Souza', '2026-03-01Z'), (2, NULL, 'ana@mail.example', 'Ana Souza', '2026-03-02Z');
    INSERT INTO order_lines VALUES (1, 'a', 'x');
    INSERT INTO parcels (code, order_id, sent_on) VALUES ('p', 1, '2026-03-03');
    INSERT INTO invoices (number, account_id, issued_at, entered, booked) VALUES ('i', 1, '2026-03-01Z', '2026-03-01', '2026-03-01');
    INSERT INTO newsletter (email) VALUES ('ana@mail.example');
    INSERT INTO tickets VALUES (gen_random_uuid(), 1, 'contract'), (gen_random_uuid(), 1, NULL);
    INSERT INTO web_log VALUES (1, 1, '2026-11-20Z', '203.0.113.77')`);
  whole = (await seen(shop.source)).groups;
});
afterAll(() => shop.close());

const another = (): Source => postgresSource("shop", mapped(), { url: shop.url, zone: "Europe/Berlin", categories });
const without = (refused: readonly string[]) => whole.filter(({ category }) => !refused.includes(category));

async function seen(source: Source): Promise<Overview> {
  const found = await source.overview?.(ana, cutoffs);
  if (!found) throw new Error("a database tells as far as it answers");
  return found;
}

/** What is told while a fault lasts: by a source that knows the database, and by one that meets it as it is. */
async function during<Told>(fault: string, mended: string, tell: (source: Source) => Promise<Told>): Promise<Told[]> {
  const fresh = another();
  await shop.owner.query(fault);
  try {
    return [await tell(shop.source), await tell(fresh)];
  } finally {
    await shop.owner.query(mended);
    await fresh.close();
  }
}

test("where everything answers, it is what is decided by, and to whom it went besides", async () => {
  const { groups, ...told } = await seen(shop.source);
  const decided = await shop.source.locate(ana, cutoffs);
  expect({ ...told, groups: groups.map(({ passedTo: _, ...group }) => group) }).toEqual({ ...decided, refused: [] });
  const named = groups.flatMap(({ category, passedTo }) => (passedTo ? [[category, passedTo]] : []));
  expect(named).toEqual([
    ["order", ["carrier"]],
    ["invoice", ["printer"]],
  ]);
  expect(decided.groups.filter((group) => "passedTo" in group)).toEqual([]);
  expect(new Set(whole.map(({ category }) => category)).size).toBeGreaterThan(8);
});

test.each([
  [
    "a column that is gone",
    "ALTER TABLE tickets RENAME COLUMN topic TO subject",
    "ALTER TABLE tickets RENAME COLUMN subject TO topic",
    ["contract-ticket", "ticket"],
  ],
  [
    "a right that was taken",
    "REVOKE SELECT ON invoices FROM $role",
    "GRANT SELECT ON invoices TO $role",
    ["booking", "entry", "invoice"],
  ],
  [
    "names that cannot be read: all that an address alone leads to",
    "ALTER TABLE orders RENAME COLUMN name TO called",
    "ALTER TABLE orders RENAME COLUMN called TO name",
    ["order", "parcel"],
  ],
])("%s", async (_, fault, mended, refused) => {
  const [one, other] = [fault, mended].map((text) => text.replace("$role", `role_${shop.database.name}`)) as [
    string,
    string,
  ];
  for (const told of await during(one, other, seen)) {
    expect(told.refused.toSorted()).toEqual(refused);
    expect(told.groups).toEqual(without(refused));
    expect(without(refused).length).toBeLessThan(whole.length);
  }
  // To decide by, all of it or nothing; and nothing of the fault stays.
  const decided = await during(one, other, (source) => source.locate(ana, cutoffs).catch((error: unknown) => error));
  expect(decided.every((error) => error instanceof Error)).toBe(true);
  expect(await seen(shop.source)).toMatchObject({ groups: whole, refused: [] });
});

test("whoever the person is must be known: without that, the source says nothing", async () => {
  const fault = "ALTER TABLE email_history RENAME COLUMN email TO mail";
  const mended = "ALTER TABLE email_history RENAME COLUMN mail TO email";
  const told = await during(fault, mended, (source) => seen(source).catch((error: unknown) => error));
  expect(told.every((error) => error instanceof SourceUnreachable)).toBe(true);
});
