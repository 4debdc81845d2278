import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { closeSources } from "../company";
import { db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import { forgetJournal } from "./carry-out/journal";
import { placeHold } from "./decide/hold";
import { askErasure, run, staffOf, type Staff } from "./erased.fixture";
import { signedIn, startPortal, type Portal } from "./portal.fixture";
import { replayJournal } from "./replay";
import { systemLines } from "./system-chain";

let portal: Portal;
let staff: Staff;
let ana: Actor;
let reference = "";
let backup: pg.Client;

const account = "KW-100001";

beforeAll(async () => {
  portal = await startPortal("replay");
  staff = await staffOf();
  ana = await signedIn("ana", { account, email: "ana.vidal@mail.example", name: "Ana Vidal" });
  reference = await askErasure(ana, staff);
  await closeSources();
  await portal.shop.end();
  await backUp();
  await run(portal, reference);
}, 300_000);
afterAll(async () => {
  await backup.end();
  await portal.close();
});

const named = (url: string) => Object.assign(new URL(url), { pathname: `${new URL(url).pathname}_backup` }).toString();

async function backUp(): Promise<void> {
  const admin = new pg.Client(Object.assign(new URL(portal.shopUrl), { pathname: "/postgres" }).toString());
  await admin.connect();
  const name = new URL(portal.shopUrl).pathname.slice(1);
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(`${name}_backup`)} TEMPLATE ${pg.escapeIdentifier(name)}`);
  await admin.end();
  backup = new pg.Client(named(portal.shopUrl));
  await backup.connect();
}

async function restore(): Promise<void> {
  await closeSources();
  process.env.SHOP_DATABASE_URL = named(portal.env.SHOP_DATABASE_URL ?? "");
}

/** Rows of every table as one text each, without those that changed. */
async function count(sql: string): Promise<number> {
  return Number((await backup.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n);
}

const hers = () => count(`accounts WHERE id = '${account}'`);
const others = async () =>
  [
    await count(`accounts WHERE id <> '${account}'`),
    await count(`orders WHERE customer_number <> '${account}'`),
    await count(`invoices WHERE restricted_at IS NULL AND customer_number <> '${account}'`),
  ].join();

describe("after a restore", () => {
  test("a dry run counts and writes nothing", async () => {
    await restore();
    expect(await hers()).toBe(1);
    const [shop] = await replayJournal({ since: null, dryRun: true });
    expect(shop).toMatchObject({ source: "shop", held: 0, failed: 0 });
    expect(shop?.done).toBeGreaterThan(10);
    expect(await hers()).toBe(1);
    expect(await db().systemEvent.count()).toBe(0);
  });

  test("a hold that came since keeps what is back, until it is released", async () => {
    const placed = await placeHold(staff.rui, {
      reference,
      kind: "legal",
      category: "account",
      reason: "a law suit was announced",
      reviewOn: "2027-06-01" as never,
    });
    expect(placed.ok).toBe(true);
    const before = await others();
    const [shop] = await replayJournal({ since: null, dryRun: false });
    expect(shop?.stopped).toBeGreaterThan(0);
    expect(await hers()).toBe(1);
    expect(await others()).toBe(before);
    await db().hold.updateMany({ data: { releasedAt: new Date() } });
  });

  test("what was erased and locked is so again; others are untouched; the proof stands in the chain", async () => {
    const before = await others();
    const [shop] = await replayJournal({ since: null, dryRun: false });
    expect(shop).toMatchObject({ stopped: 0, failed: 0, held: 0 });
    expect(await hers()).toBe(0);
    expect(await count(`orders WHERE customer_number = '${account}' AND status <> 'return-open'`)).toBe(0);
    expect(await count(`invoices WHERE customer_number = '${account}' AND restricted_at IS NULL`)).toBe(0);
    expect(await others()).toBe(before);
    const lines = await systemLines(db());
    expect(verifyEvents(lines).problems).toEqual([]);
    expect(lines).toContain('"fact":"replayed"');
    expect(lines).not.toContain(account);
  });

  test("once more changes nothing", async () => {
    const [shop] = await replayJournal({ since: null, dryRun: false });
    expect(shop).toMatchObject({ done: 0, held: 0, failed: 0 });
    expect(shop?.gone).toBeGreaterThan(10);
  });

  test("nothing was written since the restored instant: nothing is played", async () => {
    expect(await replayJournal({ since: new Date("2099-01-01"), dryRun: false })).toEqual([]);
  });

  test("a batch that met a stop was not written and is not played", async () => {
    const entry = { source: "shop", part: "accounts/account", writing: "erase", present: 1, keys: ["KW-100002"] };
    await db().erasureJournal.create({ data: { operation: `${reference}/9/0/0`, ...entry } });
    const before = await others();
    await replayJournal({ since: null, dryRun: false });
    expect(await others()).toBe(before);
  });

  test("what was corrected is named by its request: no journal holds the values", async () => {
    const entry = { source: "shop", part: "accounts/account", writing: "rectify", present: 1, keys: ["KW-100002"] };
    await db().erasureJournal.create({ data: { operation: `${reference}/7/0/0`, doneAt: new Date(), ...entry } });
    const [shop] = await replayJournal({ since: null, dryRun: true });
    expect(shop).toMatchObject({ corrections: 1, requests: [reference], failed: 0 });
  });

  test("a table that is no longer mapped is counted and does not keep the others from being played", async () => {
    const entry = { source: "shop", part: "old/order", writing: "erase", present: 1, keys: ["1"], doneAt: new Date() };
    await db().erasureJournal.create({ data: { operation: `${reference}/8/0/0`, ...entry } });
    const [shop] = await replayJournal({ since: null, dryRun: false });
    expect(shop).toMatchObject({ failed: 1, done: 0 });
    await db().erasureJournal.deleteMany({ where: { part: "old/order" } });
  });
});

test("the journal is kept for the longest life of a backup and 30 days", async () => {
  const entries = await db().erasureJournal.count();
  expect(await forgetJournal(1000)).toBe(0);
  await portal.ahead("115 days");
  expect(await forgetJournal(1000)).toBe(0);
  await portal.ahead("130 days");
  expect(await forgetJournal(2)).toBe(2);
  expect(await forgetJournal(1000)).toBe(entries - 2);
});
