/** Art. 18: a pause holds from the press on, in the registry and in the shop; what goes on is decided; it ends only told. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import type { Pause } from "../gdpr/wish";
import { advance } from "./advance";
import { decideExceptions, usesToDecide } from "./decide/exceptions";
import { announceLift, endPause, settleLifts } from "./decide/lift";
import { cancel } from "./ask/cancel";
import { mayUse } from "./may-use";
import { giveOpinion } from "./decide/opinion";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { approve } from "./decide/review";
import { finishTask } from "./decide/task";

let portal: Portal;
let nils: Actor;
let ana: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;

beforeAll(async () => {
  portal = await startPortal("pausing");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
}, 120_000);
afterAll(() => portal.close());

const words = "I dispute an invoice and need everything as it is.";
const ask = async (who: Actor, pause: Pause, id = randomUUID()): Promise<string> => {
  const received = await receive(who, { id, wishes: [{ right: "restriction", pause, words }], language: "de" });
  if (!received.ok) throw new Error(received.reason);
  return received.value.requests[0]?.reference as string;
};
const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const rows = async (sql: string, values: unknown[] = []) => (await portal.shop.query(sql, values)).rows;

describe("everything is paused", () => {
  let reference: string;
  const about = { account: "KW-100013" };

  test("the registry says so before any worker has moved, for each category and purpose", async () => {
    const order = { ...about, category: "order", purpose: "orders" };
    expect(await mayUse([order])).toEqual([{ allowed: true }]);
    reference = await ask(nils, { ground: "18(1)(c)", categories: null });
    expect(await mayUse([order, { email: " NILS.Harms@mail.example", purpose: "customer-ads" }])).toMatchObject([
      { allowed: false, because: "paused" },
      { allowed: false, because: "paused" },
    ]);
    expect(await mayUse([{ ...order, under: "store" }])).toEqual([{ allowed: true }]);
    for (const under of ["claims", "protection-of-others", "public-interest"] as const)
      expect(await mayUse([{ ...order, under }])).toMatchObject([{ allowed: false, because: "paused" }]);
    const [later, before] = [86_400_000, -86_400_000].map((ms) => new Date(Date.now() + ms).toISOString());
    expect(await mayUse([{ ...order, under: "consent", consentAt: later }])).toEqual([{ allowed: true }]);
    expect(await mayUse([{ ...order, under: "consent", consentAt: before }])).toMatchObject([{ allowed: false }]);
    expect(await mayUse([{ account: "KW-100014", category: "order", purpose: "orders" }])).toEqual([{ allowed: true }]);
  });

  test("is planned, approved by the rule and marked in the shop, what is kept by law included; values stay", async () => {
    const before = await rows("SELECT buyer_phone, attribution FROM invoices WHERE customer_number = 'KW-100013'");
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "fulfilled", waitsFor: "reviewer" });
    // What has no mark of its own in the shop is held by the registry alone, and nothing is left to be confirmed.
    const held = await db().decision.findMany({ where: { request: reference, action: "restrict", count: { gt: 0 } } });
    expect(held.filter(({ list }) => list === null).map(({ category }) => category)).toEqual(["account-optional"]);
    expect(held.filter(({ finishedAt, leftOver }) => finishedAt === null || leftOver !== 0)).toEqual([]);
    const tables = {
      orders: "customer_number",
      invoices: "customer_number",
      accounts: "id",
      fraud_cases: "customer_number",
    };
    for (const [table, column] of Object.entries(tables)) {
      const open = await rows(`SELECT 1 FROM ${table} WHERE ${column} = 'KW-100013' AND paused_at IS NULL`);
      expect(open, table).toEqual([]);
    }
    const others = await rows("SELECT 1 FROM orders WHERE customer_number <> 'KW-100013' AND paused_at IS NOT NULL");
    expect(others).toEqual([]);
    // A lock would empty what its norm does not need; a pause changes nothing.
    expect(await rows("SELECT buyer_phone, attribution FROM invoices WHERE customer_number = 'KW-100013'")).toEqual(
      before,
    );
    const actions = await db().decision.findMany({ where: { request: reference, count: { gt: 0 } } });
    expect(new Set(actions.map(({ action, mode, ground }) => `${action} ${mode} ${ground}`))).toEqual(
      new Set(["restrict art18 18(1)(c)"]),
    );
    const approved = await db().event.findFirstOrThrow({ where: { request: reference, fact: "approved" } });
    expect(approved.actorRole).toBe("system");
  });

  test("the answer waits for the exceptions, due the same working day; nothing goes on before", async () => {
    const task = await db().task.findFirstOrThrow({ where: { request: reference, kind: "exceptions" } });
    expect(task.dueOn.getTime() - Date.now()).toBeLessThan(4 * 86_400_000);
    expect(await finishTask(rui, task.id, "done by hand")).toMatchObject({ ok: false });
    const uses = (await usesToDecide(db(), await find(reference))).map(({ id }) => id);
    expect(uses).toEqual(expect.arrayContaining(["fraud", "debt", "open-orders"]));
    const all = uses.map((use) => ({ use, decision: "stops" as const, ground: null, reason: "" }));
    expect(await decideExceptions(rui, reference, all.slice(1))).toEqual({ ok: false, reason: "incomplete" });
    const fraud = { use: "fraud", decision: "goes-on" as const, ground: "claims" as const, reason: "" };
    const without = [...all.filter(({ use }) => use !== "fraud"), fraud];
    expect(await decideExceptions(rui, reference, without)).toEqual({ ok: false, reason: "reason-missing" });
    const reason = "The disputed payment is before the court; the file is needed there.";
    expect(await decideExceptions(nils, reference, without)).toEqual({ ok: false, reason: "not-found" });
    expect(await decideExceptions(rui, reference, [...without.slice(0, -1), { ...fraud, reason }])).toEqual({
      ok: true,
    });
    const use = { ...about, category: "fraud-file", purpose: "payment-defence" };
    expect(await mayUse([use, { ...use, under: "claims" }, { ...use, under: "public-interest" }])).toMatchObject([
      { allowed: true },
      { allowed: true },
      { allowed: false },
    ]);
    // What goes on is that purpose, and no other use on the same ground.
    const others = [
      { category: "support-ticket", under: "claims" as const },
      { category: "order", purpose: "orders" },
    ];
    for (const one of others) expect(await mayUse([{ ...about, ...one }])).toMatchObject([{ allowed: false }]);
  });

  test("the letter says since when, on which ground, what goes on; systems and recipients are told", async () => {
    await advance(reference);
    const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "restriction" } });
    expect(letter.language).toBe("de");
    // Whoever is paused by hand is not told a second time; what waits for a review is veiled.
    const done = (await db().task.findMany({ where: { request: reference } })).map(
      ({ kind, source, recipient }) => `${kind} ${source ?? recipient}`,
    );
    const told = ["restriction-by-hand dhl", "tell-recipient stripe", "restriction-by-hand-reviewed fraud-partner"];
    expect(done).toEqual(expect.arrayContaining(told));
    expect(done.join()).not.toMatch(/tell-recipient dhl|law-enforcement/);
    await portal.accepted(reference);
    await advance(reference);
    expect((await find(reference)).state).toBe("delivered");
  });

  test("an erasure of any kind stops at it and goes on when it has ended", async () => {
    const choice = {
      scope: "categories" as const,
      categories: ["support-ticket", "order"],
      keepLicences: null,
      doNotContact: false,
    };
    const received = await receive(nils, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "de" });
    if (!received.ok) throw new Error(received.reason);
    const erasure = received.value.requests[0]?.reference as string;
    await advance(erasure);
    const decided = await db().decision.findMany({ where: { request: erasure, category: "order", count: { gt: 0 } } });
    expect(decided.map(({ action, norm }) => [action, norm])).toEqual([["keep", "art18"]]);
  });

  test("ends only after the notice was accepted and seven days have passed", async () => {
    const lifting = { reason: "The court has decided and the file is closed.", after: "Orders are used as before." };
    expect(await announceLift(nils, reference, lifting)).toEqual({ ok: false, reason: "not-found" });
    expect(await announceLift(dora, reference, lifting)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await announceLift(rui, reference, { ...lifting, reason: "no" })).toEqual({
      ok: false,
      reason: "reason-missing",
    });
    expect(await announceLift(rui, reference, lifting)).toEqual({ ok: true, value: undefined });
    expect(await announceLift(rui, reference, lifting)).toEqual({ ok: false, reason: "announced" });
    await portal.ahead("9 days");
    await settleLifts();
    // The letter lay in the outbox: nobody was told, nothing has ended.
    expect(await mayUse([{ ...about, category: "order" }])).toMatchObject([{ allowed: false }]);
    await portal.accepted(reference);
    await settleLifts();
    await portal.ahead("15 days");
    await settleLifts();
    expect(await mayUse([{ ...about, category: "order" }])).toMatchObject([{ allowed: false }]);
    await portal.ahead("16 days 1 hour");
    await settleLifts();
    expect(await mayUse([{ ...about, category: "order" }])).toEqual([{ allowed: true }]);
    expect(await rows("SELECT FROM orders WHERE customer_number = 'KW-100013' AND paused_at IS NOT NULL")).toEqual([]);
    // Who was paused by hand hears of the end by a notice of its own; the veiled one by a veiled task.
    expect(await db().recipientNotice.count({ where: { recipient: "dhl", change: "lifted" } })).toBe(1);
    expect(await db().task.count({ where: { recipient: "fraud-partner", kind: "tell-lifted-reviewed" } })).toBe(1);
    const lifted = await db().restriction.findMany({ where: { request: reference } });
    expect(lifted.every(({ liftedAt }) => liftedAt !== null)).toBe(true);
    await settleLifts();
    expect(await db().event.count({ where: { request: reference, fact: "lifted" } })).toBe(lifted.length);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});

describe("chosen kinds are paused", () => {
  test("others are used as before; the person ends it; what another pause covers stays paused", async () => {
    const first = await ask(ana, { ground: "18(1)(a)", categories: ["order", "invoice"] });
    const second = await ask(ana, { ground: "18(1)(b)", categories: ["invoice"] });
    for (const reference of [first, second]) await advance(reference);
    const order = { account: "KW-100001", category: "order" };
    const invoice = { account: "KW-100001", category: "invoice" };
    const letters = { account: "KW-100001", category: "newsletter", purpose: "newsletter" };
    expect(await mayUse([order, invoice, letters])).toMatchObject([
      { allowed: false },
      { allowed: false },
      { allowed: true },
    ]);
    const untouched = await db().decision.findMany({ where: { request: second, action: "keep", count: { gt: 0 } } });
    expect(new Set(untouched.map(({ norm }) => norm))).toEqual(new Set(["not-asked"]));
    expect(await endPause(nils, first)).toEqual({ ok: false, reason: "not-found" });
    expect(await endPause(ana, first)).toEqual({ ok: true, value: undefined });
    await portal.accepted(first);
    await settleLifts();
    await portal.ahead("30 days");
    await settleLifts();
    expect(await mayUse([order, invoice])).toMatchObject([{ allowed: true }, { allowed: false }]);
    const [open] = await rows(
      "SELECT count(*)::int AS n FROM invoices WHERE customer_number = 'KW-100001' AND paused_at IS NULL",
    );
    expect(open).toEqual({ n: 0 });
    const marked = await rows("SELECT 1 FROM orders WHERE customer_number = 'KW-100001' AND paused_at IS NOT NULL");
    expect(marked).toEqual([]);
    const told = await db().task.findMany({ where: { request: first, kind: "tell-lifted" } });
    expect(told.length > 0 && told.every(({ dueOn, madeAt }) => dueOn > madeAt)).toBe(true);
  });

  test("by a former address of the account, too, that only the search brought to light", async () => {
    const [former] = await rows(
      "SELECT account_id, email FROM email_history h WHERE NOT EXISTS (SELECT FROM accounts a WHERE lower(a.email) = lower(h.email)) LIMIT 1",
    );
    const somebody = await signedIn("former", { account: former.account_id });
    const reference = await ask(somebody, { ground: "18(1)(b)", categories: ["order"] });
    await advance(reference);
    expect(await mayUse([{ email: former.email, category: "order" }])).toMatchObject([{ allowed: false }]);
  });

  test("taken back before it was carried out, it ends at once", async () => {
    const somebody = await portal.customer();
    const reference = await ask(somebody, { ground: "18(1)(b)", categories: ["order"] });
    const question = { account: somebody.account as string, category: "order" };
    expect(await mayUse([question])).toMatchObject([{ allowed: false }]);
    expect(await cancel(somebody, reference)).toEqual({ ok: true });
    expect(await mayUse([question])).toEqual([{ allowed: true }]);
  });

  test("a pause that is set after the approval stops the run of an erasure", async () => {
    const customer = await portal.customer();
    const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };
    const received = await receive(customer, {
      id: randomUUID(),
      wishes: [{ right: "erasure", choice }],
      language: "en",
    });
    if (!received.ok) throw new Error(received.reason);
    const erasure = received.value.requests[0]?.reference as string;
    await advance(erasure);
    const hash = (await find(erasure)).planHash as string;
    await giveOpinion(dora, erasure, hash, "agrees", "The rules are applied as the policy says.");
    await approve(rui, erasure, hash);
    await approve(nora, erasure, hash);
    expect((await find(erasure)).state).toBe("approved");
    await ask(customer, { ground: "18(1)(b)", categories: null });
    await portal.ahead("33 days");
    await advance(erasure);
    expect((await find(erasure)).state).toBe("planned");
    expect(await rows("SELECT 1 FROM accounts WHERE id = $1", [customer.account])).toHaveLength(1);
  });

  test.each([[["no-such"]], [[]]])("%j is nothing to pause", async (categories: string[]) => {
    const wishes = [{ right: "restriction" as const, pause: { ground: "18(1)(a)" as const, categories }, words }];
    const received = await receive(ana, { id: randomUUID(), wishes, language: "en" });
    expect(received).toEqual({ ok: false, reason: "no-category" });
  });
});
