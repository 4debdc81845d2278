/** The model policy against the model shop, through the portal's own small role. */
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { shopPeople, type ShopPerson } from "../../../demo/shop/people";
import { seedShop, sourceUrl } from "../../../demo/shop/seed";
import { draftPlan } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { loadPolicy } from "../../policy/load";
import type { Policy } from "../../policy/schema";
import { openSources } from "../index";
import { testTools } from "../tools.fixture";
import type { Item, Person, Source } from "../source";
import { collected } from "./shop.fixture";

const model = loadPolicy(join(import.meta.dirname, "../../../policy.yaml"));
/** Of all systems of the model company only the shop's database. */
const databases = Object.entries(model.sources).filter(([, { kind }]) => kind === "postgres");
const policy: Policy = { ...model, sources: Object.fromEntries(databases) };
const cutoffs = { "server-log/full-address": "2026-11-16T12:00:00.000001Z" };
let database: TestDatabase;
let owner: pg.Pool;
let sources: Source[];
let shop: Source;

beforeAll(async () => {
  database = await emptyDatabase("model_shop");
  await seedShop(database.ownerUrl, { customers: 60 });
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const tools = testTools({ SHOP_DATABASE_URL: sourceUrl(database.ownerUrl), SHOP_LIST_KEY: "k".repeat(32) });
  sources = openSources(policy, { tools: () => tools });
  const [first] = sources;
  if (first?.kind !== "postgres") throw new Error("the shop is not the first source");
  shop = first;
}, 120_000);
afterAll(async () => {
  await Promise.all(sources.map((source) => source.close()));
  await owner.end();
  await database.drop();
});

const asking = ({ accountId, email, name }: ShopPerson): Person => ({
  account: accountId,
  addresses: [{ email, proved: true, held: null }],
  names: [name],
  postcodes: [],
});
const person = (key: string): Person => {
  const found = shopPeople.find((one) => one.key === key);
  if (!found) throw new Error(`nobody is called ${key}`);
  return asking(found);
};
const groupsOf = async (who: Person): Promise<Group[]> => (await shop.locate(who, cutoffs)).groups;
const said = (groups: Group[], category: string) =>
  groups.filter((group) => group.category === category).map(({ belongs, doubt, count }) => [belongs, doubt, count]);

test("the portal's role has what the mapping needs, and no more than it should", async () => {
  expect(await shop.probe()).toEqual([]);
});

test.each(shopPeople.map((one) => [one.key, one] as const))(
  "%s: what is counted is listed and read",
  async (_, one) => {
    const who = asking(one);
    const groups = await groupsOf(who);
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      const items = await collected(shop.list(who, group));
      expect(items).toHaveLength(group.count ?? -1);
      let read = 0;
      for await (const record of shop.read(who, group)) {
        expect([record.part, record.key]).toEqual([items[read]?.part, items[read]?.key]);
        read += 1;
      }
      expect(read).toBe(items.length);
      expect(await shop.changed(items)).toBe(0);
    }
  },
);

test("every mapped table in which somebody can be found is found in for one of the people", async () => {
  const found = new Set<string>();
  for (const one of shopPeople)
    for (const group of await groupsOf(asking(one)))
      found.add(String(JSON.parse(group.selector)[0]).split("/")[0] ?? "");
  const mapping = policy.sources.shop;
  if (mapping?.kind !== "postgres") throw new Error("the shop is no database");
  const searched = Object.entries(mapping.tables).filter(([, table]) => table.person.length > 0);
  expect(
    searched.map(([id]) => id).filter((id) => !found.has(id) && id !== "newsletter_subscriptions#unconfirmed"),
  ).toEqual([]);
});

test("two people with one name and birthday: each has their own", async () => {
  const [north, south] = [await groupsOf(person("jonas-north")), await groupsOf(person("jonas-south"))];
  expect(north.every(({ belongs }) => belongs === "mine")).toBe(true);
  expect(said(north, "sepa-mandate")).toEqual([["mine", null, 1]]);
  expect(said(south, "sepa-mandate")).toEqual([["mine", null, 1]]);
});

test("a couple with one mailbox: the other's guest orders are asked about, never shown", async () => {
  const greta = await groupsOf(person("greta"));
  const asked = greta.filter(({ belongs, category }) => belongs === "ask" && category === "invoice");
  expect(asked.map(({ doubt }) => doubt)).toContain("name-differs");
  const henrik = await groupsOf(person("henrik"));
  expect(
    henrik.filter(({ category, belongs }) => category === "account" || (category === "licence" && belongs === "mine")),
  ).toEqual([]);
});

test("a mistyped guest order is asked about", async () => {
  const ines = await groupsOf(person("ines"));
  expect(
    ines.filter(({ category, belongs }) => category === "order" && belongs === "ask").map(({ doubt }) => doubt),
  ).toContain("name-differs");
});

test("a changed address: what carries the old one from its time is the person's", async () => {
  const mara = await groupsOf(person("mara"));
  expect(mara.filter(({ category, belongs }) => category === "order" && belongs === "ask")).toEqual([]);
  expect(said(mara, "newsletter")).toEqual([["ask", "address-unproved", 1]]);
});

test("who keeps saved addresses keeps the account that they hang on; who gives up both keeps neither", async () => {
  const groups = (await groupsOf(person("ana"))).filter(({ belongs }) => belongs === "mine");
  const planned = (categories: string[]) =>
    draftPlan({
      right: "erasure",
      groups,
      zone: policy.zone,
      entity: policy.entity,
      today: "2026-11-23T12:00:00Z",
      categories: policy.categories,
      purposes: policy.purposes,
      holds: [],
      art18: [],
      choice: { scope: "categories", categories, keepLicences: false, doNotContact: false },
      pause: null,
      ended: [],
      answers: {},
    }).flatMap(({ category, action, count }) => (category === "account" && count ? [action] : []));
  expect(groups.filter(({ category }) => category === "address-book").length).toBeGreaterThan(0);
  expect(planned(["account"])).toContain("keep");
  expect(planned(["account", "address-book", "payment-token"])).not.toContain("keep");
});

test("a gift names a third person; it stays in the buyer's account", async () => {
  expect(said(await groupsOf(person("jakob")), "delivery-note")).toContainEqual(["mine", "third-persons", 1]);
  const email = "lotte.sander@post.example";
  const lotte = {
    account: null,
    addresses: [{ email, proved: true, held: null }],
    names: ["Lotte Sander"],
    postcodes: [],
  };
  expect(await groupsOf(lotte)).toEqual([]);
});

test("a licence passed on: each owner only for their own time", async () => {
  const keys = async (who: Person) => {
    const items: string[] = [];
    for (const group of await groupsOf(who))
      if (group.category === "licence")
        for (const { part, key } of await collected(shop.list(who, group))) items.push(`${part} ${key}`);
    return items;
  };
  const [karin, luis] = [await keys(person("karin")), await keys(person("luis"))];
  expect(karin.filter((key) => luis.includes(key))).toEqual([]);
  expect(karin.some((key) => key.startsWith("licence_owners/"))).toBe(true);
});

test("erasing everything of Ana's by list changes no row of anybody else", async () => {
  const ana = person("ana");
  const items: Item[] = [];
  for (const group of await groupsOf(ana))
    if (group.belongs === "mine") items.push(...(await collected(shop.list(ana, group))));
  const before = await everyRow();
  const effect = await shop.write?.("erase", items, "operation");
  expect(effect?.done).toBeGreaterThan(1_000);
  const listed = new Set(items.map(({ part, key }) => `${tableOf(part.split("/")[0] ?? "")} ${key}`));
  const after = await everyRow();
  const touched = [...before].filter(([row, content]) => after.get(row) !== content).map(([row]) => row);
  expect(touched.filter((row) => !listed.has(row))).toEqual([]);
  expect(after.size).toBeGreaterThan(1_000);
  expect(await shop.left("erase", items)).toBe(effect?.held);
  expect(await shop.write?.("erase", items, "operation")).toEqual({
    done: 0,
    gone: items.length - (effect?.held ?? 0),
    held: effect?.held,
  });
}, 60_000);

test("the full address goes after seven days, once, and the row moves to the shortened log", async () => {
  const asked = {
    category: "server-log",
    rule: "full-address",
    cutoff: "2026-11-18T00:00:00Z",
    after: null,
    limit: 5_000,
  };
  const items = await collected(shop.due?.(asked) ?? noItems());
  expect(items.length).toBeGreaterThan(100);
  expect(await shop.write?.("truncate", items, "operation")).toEqual({ done: items.length, gone: 0, held: 0 });
  expect(await shop.changed(items)).toBe(0);
  expect(
    await collected(shop.due?.({ ...asked, limit: 5_000 }) ?? noItems()).then((more) =>
      more.filter((one) => items.some(({ key }) => key === one.key)),
    ),
  ).toEqual([]);
});

async function* noItems(): AsyncGenerator<Item> {}

const tableOf = (id: string) => id.split("#", 1)[0] ?? id;

async function everyRow(): Promise<Map<string, string>> {
  const rows = new Map<string, string>();
  const mapping = policy.sources.shop;
  if (mapping?.kind !== "postgres") throw new Error("the shop is no database");
  for (const [id, { key }] of Object.entries(mapping.tables)) {
    const columns = key.map((column) => `"${column}"::text`);
    const text = columns.length === 1 ? columns[0] : `jsonb_build_array(${columns.join(", ")})::text`;
    const found = await owner.query(`SELECT ${text} AS key, md5(t::text) AS content FROM "${tableOf(id)}" t`);
    for (const row of found.rows) rows.set(`${tableOf(id)} ${row.key}`, row.content);
  }
  return rows;
}
