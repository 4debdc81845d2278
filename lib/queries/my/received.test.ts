/** Art. 15(1)(c): the page names the recipients that the copy names, of the same people, without reading a record. */
import { join } from "node:path";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copiedDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { shopPeople } from "../../../demo/shop/people";
import { seedShop, sourceUrl } from "../../../demo/shop/seed";
import { system } from "../../actor";
import { policy } from "../../company";
import { draftPlan } from "../../gdpr/plan";
import { input } from "../../gdpr/plan.fixture";
import type { Draft, Group } from "../../gdpr/plan-value";
import { speaker } from "../../letters/words";
import { CategoryRecords } from "../../package/category-records";
import { emptyInput } from "../../package/make.fixture";
import { sentTo } from "../../package/sent";
import { namedByRows } from "../../policy/passed-to";
import { postgresSource } from "../../sources/postgres";
import type { Person, Source } from "../../sources/source";
import { holdings } from "./holdings";

const now = new Date("2026-11-23T12:00:00Z");
const cutoffs = { "server-log/full-address": "2026-11-16T12:00:00.000001Z" };
let copy: TestDatabase;
let shop: Source;

beforeAll(async () => {
  copy = await copiedDatabase("received_shop", "shop_20", (url) => seedShop(url, { customers: 20 }));
  const { sources, zone, categories } = policy();
  if (sources.shop?.kind !== "postgres") throw new Error("the model policy has a shop");
  const url = await sourceUrl(copy.ownerUrl);
  shop = postgresSource("shop", sources.shop, { url, zone, categories, secret: () => "k".repeat(32) });
}, 120_000);
afterAll(async () => {
  await shop.close();
  await copy.drop();
});

const line = (category: string, recipient: string) => `${category} → ${recipient}`;
const drafted = (groups: Group[]): Draft[] => {
  const { categories, purposes } = policy();
  return draftPlan(input("access", groups, { categories, purposes, today: now.toISOString() }));
};

async function onPage(who: Person): Promise<string[]> {
  const found = await shop.overview?.(who, cutoffs);
  if (!found) throw new Error("a database tells as far as it answers");
  const asked = { now, drafts: drafted(found.groups), unreachable: [], inPart: [] };
  return holdings({ ...system, language: "en" }, asked).held.flatMap(({ category, recipients }) =>
    recipients.map(({ name }) => line(category, name)),
  );
}

async function inCopy(who: Person): Promise<string[]> {
  const exported = drafted((await shop.locate(who, cutoffs)).groups).filter(({ action }) => action === "export");
  const file = join(tmpdir(), `rightful-received-${process.pid}`);
  const about = emptyInput({
    file,
    policy: policy(),
    exported,
    async *read({ groups }) {
      if (!shop.together) throw new Error("a database reads groups together");
      yield* shop.together.read(who, groups);
    },
  });
  const kinds = [...new Set(exported.map(({ category }) => category))];
  const lines: string[] = [];
  for (const id of kinds) {
    const decisions = exported.filter(({ category }) => category === id);
    const found = new CategoryRecords(id, decisions, about);
    for await (const _ of found.json());
    await found.remove();
    for (const { recipient } of sentTo(about, [found], speaker("en"))) lines.push(line(id, recipient));
  }
  return lines;
}

/** An authority that asks in an inquiry is no recipient (Art. 4(9)): the copy leaves it out. */
const asks = (): string[] => Object.values(policy().recipients).flatMap(({ name, inquiry }) => (inquiry ? [name] : []));

test("of all the people of the shop’s stories, with an account and without", async () => {
  const seen = new Set<string>();
  for (const { accountId, email, name } of shopPeople) {
    const addresses = [{ email, proved: true, held: null }];
    const who: Person = { account: accountId, addresses, names: [name], postcodes: [] };
    const told = (await onPage(who)).filter((one) => !asks().some((recipient) => one.endsWith(` → ${recipient}`)));
    expect(told.toSorted()).toEqual((await inCopy(who)).toSorted());
    for (const one of told) seen.add(one);
  }
  const { categories, recipients } = policy();
  const byRows = Object.keys(categories).flatMap((id) =>
    [...namedByRows(policy(), id)].map((recipient) => line(id, recipients[recipient]?.name ?? "")),
  );
  const found = byRows.filter((one) => seen.has(one));
  expect(found.length).toBeGreaterThan(6);
  expect(seen.size).toBeGreaterThan(found.length + 10);
}, 180_000);
