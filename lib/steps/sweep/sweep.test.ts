import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { openMail } from "../../mail/outbox";
import { receive } from "../ask/receive";
import { releaseTaxYear } from "../decide/tax-year";
import { watchMilestones } from "../milestone";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { systemLines } from "../system-chain";
import { runSweep } from "./run-sweep";
import { openWindows } from "./window";

let portal: Portal;
let rui: Actor;
let ana: Actor;

beforeAll(async () => {
  portal = await startPortal("sweep");
  policy();
  rui = await signedIn("rui", { roles: ["reviewer"] });
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
}, 300_000);
afterAll(() => portal.close());
beforeEach(async () => {
  watchMilestones(() => undefined);
  await db().sweep.deleteMany();
  await portal.shop.query("TRUNCATE web_log RESTART IDENTITY");
  // 2,000 lines are due, every tenth of Ana; 500 are not.
  await portal.shop.query(`
    INSERT INTO web_log (at, ip, account_id, method, path, status, bytes, millis)
    SELECT now() - interval '8 days' - g * interval '1 second', '203.0.113.77',
           CASE WHEN g % 10 = 0 THEN 'KW-100001' WHEN g % 3 = 0 THEN 'KW-100002' END, 'GET', '/', 200, 1, 1
    FROM generate_series(1, 2000) g`);
  await portal.shop.query(`
    INSERT INTO web_log (at, ip, account_id, method, path, status, bytes, millis)
    SELECT now() - interval '1 day', '203.0.113.77', 'KW-100001', 'GET', '/', 200, 1, 1 FROM generate_series(1, 500)`);
});

const full = async (where = "true") =>
  Number((await portal.shop.query(`SELECT count(*) AS n FROM web_log WHERE state = 'full' AND ${where}`)).rows[0].n);
const sweepOf = async (category: string, window = "one") =>
  db().sweep.findFirstOrThrow({ where: { window, category } });

/** Opens a window of its own and runs the sweep of one category in it. */
async function sweep(category: string, { dry = false, window = "one" } = {}) {
  await openWindows({ dry, window });
  await runSweep((await sweepOf(category, window)).id);
  return sweepOf(category, window);
}

describe("what is due goes without anybody asking", () => {
  test("a dry run counts and writes nothing", async () => {
    expect(await sweep("server-log", { dry: true })).toMatchObject({ state: "done", due: 2000n, done: 0n });
    expect(await full()).toBe(2500);
    expect(await db().systemEvent.count({ where: { fact: "swept" } })).toBe(0);
  }, 90_000);

  test("due lines are shortened, the others stay, and the proof stands in the chain", async () => {
    expect(await sweep("server-log")).toMatchObject({ state: "done", due: 2000n, done: 2000n, held: 0n, stopped: 0n });
    expect(await full()).toBe(500);
    const lines = await systemLines(db());
    expect(verifyEvents(lines).problems).toEqual([]);
    expect(lines).toMatch(/"commit":"[0-9a-f]{64}","data":\{"category":"server-log","done":2000/);
  });

  test("a window is run once, by however many workers", async () => {
    await Promise.all([openWindows({ dry: false, window: "one" }), openWindows({ dry: false, window: "one" })]);
    const { id } = await sweepOf("server-log");
    const ran = await Promise.all([runSweep(id), runSweep(id), runSweep(id)]);
    expect(ran.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(await sweepOf("server-log")).toMatchObject({ done: 2000n, held: 0n });
    expect(await runSweep(id)).toBeNull();
  });

  test.each(["sweep:intended", "sweep:written", "sweep:batch"])(
    "killed at %s: the numbers are those of one run",
    async (at) => {
      await openWindows({ dry: false, window: "one" });
      const { id } = await sweepOf("server-log");
      watchMilestones((milestone) => {
        if (milestone === at) throw new Error("killed");
      });
      await expect(runSweep(id)).rejects.toThrow("killed");
      watchMilestones(() => undefined);
      await portal.owner.query("UPDATE sweep SET try_at = portal_now(), lease_until = NULL");
      expect(await runSweep(id)).toBe("done");
      expect(await sweepOf("server-log")).toMatchObject({ due: 2000n, done: 2000n, held: 0n, stopped: 0n });
      expect(await full()).toBe(500);
    },
  );
});

describe("the three stops", () => {
  const due = "account_id = 'KW-100001' AND at < now() - interval '7 days'";

  test("a legal hold on the account", async () => {
    const reason = Buffer.from("x");
    const placed = {
      kind: "legal",
      account: "KW-100001",
      reason,
      reviewOn: new Date(),
      placedBy: rui.person as string,
    };
    const { id } = await db().hold.create({ data: placed });
    expect(await sweep("server-log")).toMatchObject({ due: 2000n, done: 1800n, stopped: 200n });
    expect(await full(due)).toBe(200);
    await db().hold.update({ where: { id }, data: { releasedAt: new Date() } });
    expect(await sweep("server-log", { window: "two" })).toMatchObject({ done: 200n, stopped: 0n });
  });

  test("a hold on records of another category stops nothing; one on nobody in particular stops everything", async () => {
    const placed = { kind: "legal", reason: Buffer.from("x"), reviewOn: new Date(), placedBy: rui.person as string };
    const other = await db().hold.create({ data: { ...placed, account: "KW-100001", category: "order" } });
    const nobody = await db().hold.create({ data: { ...placed, category: "server-log" } });
    expect(await sweep("server-log")).toMatchObject({ done: 0n, stopped: 2000n });
    await db().hold.update({ where: { id: nobody.id }, data: { releasedAt: new Date() } });
    expect(await sweep("server-log", { window: "two" })).toMatchObject({ done: 2000n, stopped: 0n });
    await db().hold.update({ where: { id: other.id }, data: { releasedAt: new Date() } });
  });

  test("a copy that was asked for and is not planned yet; then a pause of the same person", async () => {
    const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    const reference = received.ok ? (received.value.requests[0]?.reference as string) : "";
    expect(await sweep("server-log")).toMatchObject({ done: 1800n, stopped: 200n });
    // Copied for the request when its plan was made: the lines need not wait for the download.
    await db().request.update({ where: { id: reference }, data: { planNo: 1 } });
    const pause = { request: reference, account: "KW-100001", ground: "18(1)(a)" };
    const { id } = await db().restriction.create({ data: pause });
    expect(await sweep("server-log", { window: "two" })).toMatchObject({ done: 0n, stopped: 200n });
    await db().restriction.update({ where: { id }, data: { liftedAt: new Date() } });
    expect(await sweep("server-log", { window: "three" })).toMatchObject({ done: 200n, stopped: 0n });
  });
});

describe("§ 147(3) sentence 5 AO: a tax year that nobody released", () => {
  const invoices = async (year: number) =>
    Number(
      (await portal.shop.query("SELECT count(*) AS n FROM invoices WHERE extract(year FROM issued_on) = $1", [year]))
        .rows[0].n,
    );

  test("its records wait and finance is told once; when it is released they go", async () => {
    for (const year of [2012, 2013])
      await portal.shop.query(
        `INSERT INTO invoices (number, kind, order_number, buyer_name, buyer_email, street, postcode, city, country, issued_on, payment_method, lines, net_cents, vat_cents)
         SELECT 'OLD-' || $1::int || '-' || g, 'invoice', 'O-1', 'Old Buyer', 'old@mail.example', 'Street 1', '10997', 'Berlin', 'DE', make_date($1::int, 5, 5), 'card', '[]', 100, 19
         FROM generate_series(1, 3) g`,
        [year],
      );
    const waits = await sweep("invoice");
    expect(waits).toMatchObject({ state: "done", done: 0n });
    expect(Number(waits.unreleased)).toBeGreaterThanOrEqual(6);
    const mails = async () => db().mail.findMany({ where: { kind: "alarm" } });
    const told = (await mails()).map(({ sealed }) => openMail(sealed));
    expect(told.map(({ subject }) => subject).join()).toContain("2012");
    expect(told.every(({ to }) => to.address === "buchhaltung@klangwerk.example")).toBe(true);
    expect(await sweep("invoice", { window: "two" })).toMatchObject({ done: 0n });
    expect(await mails()).toHaveLength(told.length);

    expect(await releaseTaxYear(ana, 2012)).toEqual({ ok: false, reason: "not-found" });
    expect(await releaseTaxYear(rui, 2026)).toEqual({ ok: false, reason: "not-over" });
    expect(await releaseTaxYear(rui, 2012)).toEqual({ ok: true, value: { state: "released" } });
    expect(await releaseTaxYear(rui, 2012)).toEqual({ ok: false, reason: "released" });
    await sweep("invoice", { window: "three" });
    expect(await invoices(2012)).toBe(0);
    expect(await invoices(2013)).toBeGreaterThanOrEqual(3);
    expect(verifyEvents(await systemLines(db())).problems).toEqual([]);
  });

  test("a hold on a year that falls between the count and the write keeps its records", async () => {
    expect(await releaseTaxYear(rui, 2013)).toMatchObject({ ok: true });
    // As a hold is placed: nothing is written meanwhile.
    await portal.owner.query("BEGIN");
    await portal.owner.query("SELECT pg_advisory_xact_lock(7265746169)");
    const running = sweep("invoice", { window: "four" });
    const waits =
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    while (
      (await portal.shop.query(waits.replace("current_database()", "$1"), [new URL(portal.ownerUrl).pathname.slice(1)]))
        .rowCount === 0
    )
      await new Promise((go) => setTimeout(go, 50));
    const placed = {
      kind: "tax",
      taxYear: 2013,
      reason: Buffer.from("x"),
      reviewOn: new Date(),
      placedBy: rui.person as string,
    };
    const { id } = await db().hold.create({ data: placed });
    await portal.owner.query("COMMIT");
    expect(await running).toMatchObject({ state: "done", done: 0n });
    expect(await invoices(2013)).toBeGreaterThanOrEqual(3);
    await db().hold.update({ where: { id }, data: { releasedAt: new Date() } });
    expect(Number((await sweep("invoice", { window: "five" })).done)).toBeGreaterThanOrEqual(3);
  }, 60_000);
});
