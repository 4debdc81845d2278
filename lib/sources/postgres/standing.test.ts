/** What a row waits for before it goes, and what stays of it: rows that keep others, a list of coded addresses. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { draftPlan } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { openSources } from "../index";
import { testTools } from "../tools.fixture";
import { SourceUnreachable, type Item, type Person, type Writing } from "../source";
import { mina, openOtherShop, otherCutoffs, suppressionKey, type OtherShop } from "./other-shop.fixture";
import { collected } from "./shop.fixture";
import { suppressionEntry } from "./suppress";

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

async function* empty(): AsyncGenerator<Item> {}

describe("a row that another one points to", () => {
  beforeEach(async () => {
    await run(customer);
    await run(`
      INSERT INTO crm."Anschrift" (nr, kunde, "Straße & Nr.", "Ersetzt") VALUES (1, 'mina@tee.example', 'Am Hügel 1', '2020-01-01'), (2, 'mina@tee.example', 'Im Tal 2', '2020-01-01');
      INSERT INTO sales."Bestellung" (jahr, nr, kunde, anschrift, am) VALUES (2025, 1, 'mina@tee.example', 1, '2025-01-01')`);
  });
  const keys = (items: readonly Item[]) => items.map(({ key }) => key);

  test("is a group of its own that says what needs it", async () => {
    const found = await groups("address");
    expect(found.map(({ count, neededBy }) => [count, neededBy])).toEqual([
      [1, undefined],
      [1, ["order"]],
    ]);
    for (const group of found) expect(await collected(shop.source.read(mina, group))).toHaveLength(1);
  });

  test("stays, counted as held, as long as the other stays; then it goes", async () => {
    const items = await listed("address");
    expect(await write("erase", items)).toEqual({ done: 1, gone: 0, held: 1 });
    expect(await shop.source.left("erase", items)).toBe(1);
    expect(await write("erase", items)).toEqual({ done: 0, gone: 1, held: 1 });
    expect(await run(`SELECT nr FROM crm."Anschrift"`)).toEqual([{ nr: 1 }]);
    await write("erase", await listed("order"));
    expect(await write("erase", items)).toEqual({ done: 1, gone: 1, held: 0 });
    expect(await shop.source.left("erase", items)).toBe(0);
  });

  test("goes in the same run when the other goes: what points is written first", async () => {
    const items = [...(await listed("address")), ...(await listed("order"))];
    expect(shop.source.inWritingOrder?.([...new Set(items.map(({ part }) => part))])).toEqual([
      "Bestellung/order",
      "Anschrift/address",
    ]);
    expect(await write("erase", items)).toEqual({ done: 3, gone: 0, held: 0 });
  });

  test("is not due without a request before the other is gone", async () => {
    const due = () =>
      collected(shop.source.due?.({ category: "address", rule: "replaced", cutoff: "2026-01-01Z", after: null, limit: 9 }) ?? empty()); // prettier-ignore
    expect(keys(await due())).toEqual(["2"]);
    await run(`DELETE FROM sales."Bestellung"`);
    expect(keys(await due())).toEqual(["1", "2"]);
  });

  test("stays in the plan by the other's norm, and goes on the day after it", async () => {
    const found = [...(await groups("address")), ...(await groups("order"))];
    const situation = {
      zone: "Europe/Berlin",
      today: "2026-11-23",
      categories: {
        ...shop.policy.categories,
        order: {
          ...shop.policy.categories.order!,
          rules: [{ ...shop.policy.categories.order!.rules[0]!, onRequest: "restrict" as const, ground: "17(3)(b)" }],
        },
      },
      purposes: shop.policy.purposes,
      entity: "standard" as const,
      holds: [],
      art18: [],
      choice: null,
      pause: null,
      ended: [],
      answers: {},
    };
    const plan = draftPlan({ right: "erasure", groups: found, ...situation });
    expect(plan.map(({ category, action, until, count }) => [category, action, until, count])).toEqual([
      ["address", "erase", null, 1],
      ["address", "restrict", "2029-01-02", 1],
      ["order", "restrict", "2029-01-01", 1],
    ]);
  });
});

describe("the shop's own list of people who are not written to", () => {
  const entry = suppressionEntry(suppressionKey, "mina@tee.example");
  beforeEach(() => run(`INSERT INTO crm."Rundbrief" VALUES ('Mina@tee.example', 'an'), ('otto@tee.example', 'an')`));
  const list = () => run("SELECT schluessel, kanal, seit::text FROM crm.sperre");

  test.each(["erase", "stop"] as const)(
    "an end (%s) enters the coded address, once, with its first day",
    async (end) => {
      const items = await listed("letter");
      expect(items).toHaveLength(1);
      expect(await write(end, items)).toEqual({ done: 1, gone: 0, held: 0 });
      expect(await list()).toEqual([{ schluessel: entry, kanal: "email", seit: "2026-11-23" }]);
      await write(end, items);
      await run("UPDATE crm.sperre SET seit = '2020-01-01'");
      await run(`INSERT INTO crm."Rundbrief" VALUES ('mina@tee.example', 'an') ON CONFLICT DO NOTHING`);
      await write("erase", await listed("letter"));
      expect(await list()).toEqual([{ schluessel: entry, kanal: "email", seit: "2020-01-01" }]);
    },
  );

  test("what another program can compute: HMAC-SHA-256 of the address in small letters, without spaces, in hex", async () => {
    // printf %s 'mina@tee.example' | openssl dgst -sha256 -hmac 'a key that is long enough for a test of the list'
    expect(suppressionEntry(suppressionKey, " Mina@Tee.example ")).toBe(entry);
    expect(entry).toBe("7e8e696fc8542fa5c67f2dddbb2990b6d56198dbca19a3448ee9e935a12d6952");
  });

  test("other ends of the rows enter nobody", async () => {
    await write("pause", await listed("letter"));
    expect(await list()).toEqual([]);
  });

  test("a sweep enters nobody: neither in one statement nor where it goes row by row", async () => {
    const sweep = () =>
      shop.source.sweeping?.batch(
        { category: "letter", rule: "ended", cutoff: "2026-11-01T00:00:00Z", from: null, spared: { accounts: [], addresses: [], unaddressed: false },
          writing: "erase", operation: "sweep", after: null, limit: 10, salt: "00" },
        () => Promise.resolve(),
      ); // prettier-ignore
    await run(`UPDATE crm."Rundbrief" SET status = 'aus', beendet = '2020-01-01'`);
    await run(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`);
    await run(
      `CREATE TRIGGER refuse BEFORE DELETE ON crm."Rundbrief" FOR EACH ROW WHEN (OLD.mail LIKE 'otto%') EXECUTE FUNCTION refuse()`,
    );
    expect(await sweep()).toMatchObject({ listed: 2, done: 1 });
    await run(`DROP TRIGGER refuse ON crm."Rundbrief"; DROP FUNCTION refuse()`);
    expect(await sweep()).toMatchObject({ listed: 1, done: 1 });
    expect(await list()).toEqual([]);
  });

  test("without the right to add an entry nothing is erased: the address would come back", async () => {
    await run(`REVOKE INSERT (schluessel, kanal, seit) ON crm.sperre FROM role_${shop.database.name}`);
    expect(await write("erase", await listed("letter"))).toEqual({ done: 0, gone: 0, held: 1 });
    expect(await run(`SELECT count(*)::int FROM crm."Rundbrief"`)).toEqual([{ count: 2 }]);
    expect(await shop.source.probe()).toEqual(
      ["schluessel", "kanal", "seit"].map((column) => `The role may not add rows with crm.sperre.${column}.`),
    );
    await run(`GRANT INSERT (schluessel, kanal, seit) ON crm.sperre TO role_${shop.database.name}`);
  });

  test.each([["none"], ["too short a one"]])(
    "without a key (%s) the source says so, and nothing is asked",
    async (key) => {
      const given: Record<string, string> = key === "none" ? {} : { OTHER_SHOP_SUPPRESSION_KEY: "short" };
      const tools = () => testTools({ OTHER_SHOP_URL: shop.url, ...given });
      const [source] = openSources(shop.policy, { tools });
      expect(await source?.probe()).toEqual([expect.stringContaining("OTHER_SHOP_SUPPRESSION_KEY")]);
      await expect(source?.locate(mina, otherCutoffs)).rejects.toBeInstanceOf(SourceUnreachable);
      await source?.close();
    },
  );
});
