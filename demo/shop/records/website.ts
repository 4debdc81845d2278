/** What visits leave behind: log lines, statistics and advertising numbers. */
import { at, ip, ipv4, ipv6 } from "../chance";
import type { Rows } from "../rows";
import type { Customer } from "./customer";

const pages = ["/", "/shop", "/shop/klavis-49", "/account", "/account/orders", "/support", "/downloads"];
const browsers = ["Firefox 132", "Chrome 131", "Safari 18"];
const systems = ["Windows 11", "macOS 15", "Linux"];

/** One line of the web log with its full address. */
export function addVisit(rows: Rows, { account, faker, language }: Customer, time: string, from?: string): void {
  const referrer = faker.number.int(4) === 0;
  rows.add("web_log", {
    state: "full",
    at: time,
    ip: from ?? ip(faker),
    account_id: account,
    method: "GET",
    path: faker.helpers.arrayElement(pages),
    status: 200,
    bytes: faker.number.int({ min: 900, max: 90_000 }),
    millis: faker.number.int({ min: 5, max: 900 }),
    referrer: referrer ? "https://search.example/" : null,
    referrer_query: referrer ? "q=keyboard" : null,
    browser: faker.helpers.arrayElement(browsers),
    browser_language: language,
    operating_system: faker.helpers.arrayElement(systems),
    utc_offset_minutes: 60,
  });
}

/** Lines from three places, spread evenly over the hours before an instant, the last one at it. */
export function addVisits(rows: Rows, customer: Customer, count: number, until: string, hours: number): void {
  const end = Date.parse(until);
  const homes = [ipv4(customer.faker), ipv6(customer.faker), ipv4(customer.faker)];
  const step = (hours * 3_600_000) / count;
  for (let line = 0; line < count; line++)
    addVisit(rows, customer, new Date(end - Math.round(line * step)).toISOString(), homes[line % 3]);
}

/** One event of the website statistics. */
export function addEvent(rows: Rows, { account, faker }: Customer, day: string): void {
  rows.add("analytics_events", {
    account_id: account,
    page: faker.helpers.arrayElement(pages),
    event: "view",
    occurred_at: at(day, "19:00"),
  });
}

/** The number by which a vendor knows the customer. */
export function addVisitor(
  rows: Rows,
  { account, faker }: Customer,
  vendor: "google" | "hotjar" | "optimizely" | "webtrekk",
  seen: { first: string; last: string; testEnded?: string },
): void {
  rows.add("analytics_ids", {
    vendor,
    account_id: account,
    visitor_id: faker.string.alphanumeric(16),
    first_seen_on: seen.first,
    last_seen_on: seen.last,
    experiment_ended_on: seen.testEnded,
  });
}

/** The advertising profile shared with ad networks. */
export function addAdProfile(rows: Rows, { account, faker }: Customer, first: string, last: string): void {
  rows.add("marketing_profiles", {
    id: faker.string.uuid(),
    account_id: account,
    criteo_id: faker.string.uuid(),
    meta_id: faker.string.numeric(15),
    google_ads_id: faker.string.alphanumeric(20),
    segments: ["keyboards", "producer"],
    first_contact_on: first,
    last_contact_on: last,
  });
}
