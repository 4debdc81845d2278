/** Whom the vendors know is whom the shop knows; and each takes what it would have. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyDatabase, type TestDatabase } from "../postgres/test-database";
import { shopPeople } from "../shop/people";
import { seedShop } from "../shop/seed";
import { allStandIns, vendorAddresses } from "./all";
import type { Member } from "./mailchimp";
import { peopleOfShop } from "./people";
import { drawVendorSecrets } from "./secrets";
import type { Known } from "./stand-in";
import type { Customer, PaymentMethod } from "./stripe";
import type { ZendeskState } from "./zendesk";

let shop: TestDatabase;
let owner: pg.Client;
let people: Known[];
beforeAll(async () => {
  shop = await emptyDatabase("vendors_shop");
  await seedShop(shop.ownerUrl, { customers: 150 });
  owner = new pg.Client({ connectionString: shop.ownerUrl });
  await owner.connect();
  people = await peopleOfShop(shop.ownerUrl);
});
afterAll(async () => {
  await owner?.end();
  await shop?.drop();
});

const secret = drawVendorSecrets();
const column = async (sql: string) => (await owner.query<{ v: string }>(sql)).rows.map(({ v }) => v).sort();
const held = (name: string) => {
  const standIn = allStandIns(secret).find((one) => one.name === name)!;
  standIn.fill(people);
  return standIn.state() as Record<string, Record<string, unknown>[]>;
};
const ids = (kind: string) => people.flatMap(({ ids }) => ids[kind] ?? []).sort();

describe("the people", () => {
  test("are everybody with an account, then who is known by an address alone; always the same", async () => {
    const accounts = people.flatMap(({ account }) => account ?? []);
    expect(accounts).toEqual(await column("select id v from accounts"));
    expect(people.slice(0, accounts.length).every(({ account }) => account !== null)).toBe(true);
    expect(await peopleOfShop(shop.ownerUrl)).toEqual(people);
    const ben = people.find(({ email }) => email === "ben.okafor@post.example");
    expect(ben).toMatchObject({
      account: null,
      language: "en",
      newsletterSince: expect.stringMatching(/^2024-09-12T/),
    });
  });

  test("have all numbers that the shop wrote down, and nobody else's", async () => {
    for (const vendor of ["google", "hotjar", "optimizely", "webtrekk"])
      expect(ids(vendor)).toEqual(await column(`select visitor_id v from analytics_ids where vendor = '${vendor}'`));
    expect(ids("helpdesk")).toEqual(await column("select helpdesk_id v from support_profiles"));
    expect(ids("stripe")).toEqual(await column("select token v from payment_tokens where provider = 'stripe'"));
    expect(ids("meta")).toEqual(await column("select meta_id v from marketing_profiles where meta_id is not null"));
    const ana = people.find(({ account }) => account === "KW-100001");
    const own = await column(
      "select visitor_id v from analytics_ids where account_id = 'KW-100001' and vendor = 'google'",
    );
    expect(ana?.ids.google).toEqual(own);
  });
});

describe("a vendor", () => {
  test("holds no number twice and none is missing: Hotjar, Optimizely, Google", () => {
    expect(
      held("hotjar")
        .visitors?.map(({ user_id }) => user_id)
        .sort(),
    ).toEqual(ids("hotjar"));
    expect(
      held("optimizely")
        .visitors?.map((one) => one.optimizely_end_user_id)
        .sort(),
    ).toEqual(ids("optimizely"));
    expect(
      held("google-analytics")
        .users?.map(({ user_id }) => user_id)
        .sort(),
    ).toEqual(ids("google"));
  });

  test("Mailchimp: who confirmed the newsletter, and near-namesakes whom the shop does not know", async () => {
    const members = (held("mailchimp") as unknown as { members: Member[] }).members;
    const addresses = new Set(members.map(({ email_address }) => email_address));
    const confirmed = await column("select email v from newsletter_subscriptions where status = 'confirmed'");
    const strangers = [...addresses].filter((email) => !confirmed.includes(email));
    expect(confirmed.filter((email) => !addresses.has(email))).toEqual([]);
    expect(strangers).toContain("mary-ana.vidal@mail.example");
    expect(strangers).toHaveLength(5);
    const known = await column("select email v from accounts union select email from email_history");
    expect(strangers.filter((email) => known.includes(email))).toEqual([]);
  });

  test("Stripe: whose card the shop keeps there, with that card", () => {
    const { customers, payment_methods } = held("stripe") as unknown as { customers: Customer[]; payment_methods: PaymentMethod[] }; // prettier-ignore
    expect(payment_methods.map(({ shop_token }) => shop_token).sort()).toEqual(ids("stripe"));
    expect(new Set(payment_methods.map(({ customer }) => customer))).toEqual(new Set(customers.map(({ id }) => id)));
    expect(customers.every(({ account }) => people.some((one) => one.account === account))).toBe(true);
    expect(customers.length).toBeGreaterThan(0);
  });

  test("Zendesk: every profile of the shop's copy by its number, every ticket of a customer, and people who look alike", async () => {
    const { users, tickets } = held("zendesk") as unknown as ZendeskState;
    const numbers = new Set(users.map(({ id }) => `zd-${id}`));
    expect(ids("helpdesk").filter((id) => !numbers.has(id))).toEqual([]);
    const shops = await column("select ticket::text v from support_messages where customer_number is not null");
    const known = new Set(tickets.map(({ id }) => String(id)));
    expect(shops.length).toBeGreaterThan(10);
    expect(shops.filter((ticket) => !known.has(ticket))).toEqual([]);
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(tickets.length);
    expect(new Set(users.map(({ id }) => id)).size).toBe(users.length);
    expect(tickets.some(({ status }) => status === "open")).toBe(true);
    expect(tickets.some(({ tags }) => tags.includes("names_others"))).toBe(true);
    expect(users.some(({ email }) => email?.startsWith("mary-"))).toBe(true);
  });

  test("the service for survey invitations: each customer by number, and nobody without an account", () => {
    const { profiles } = held("survey-service") as unknown as { profiles: { controller_customer_id: string }[] };
    expect(profiles.map((one) => one.controller_customer_id).sort()).toEqual(
      people.flatMap(({ account, email }) => (account && email ? [account] : [])).sort(),
    );
  });

  test("has a name of its own, an address for the portal, and outlives a restart", () => {
    const standIns = allStandIns(secret);
    const addresses = Object.values(vendorAddresses("http://v"));
    expect(new Set(standIns.map(({ name }) => name)).size).toBe(standIns.length);
    for (const { name, restore } of standIns) {
      expect(addresses.some((address) => address.split("/")[3] === name)).toBe(true);
      expect(restore).toBeTypeOf("function");
    }
  });

  test("knows the people of the stories", () => {
    const told = shopPeople.filter(({ accountId }) => accountId !== null).map(({ email }) => email);
    expect(told.filter((email) => !people.some((one) => one.email === email))).toEqual([]);
  });
});
