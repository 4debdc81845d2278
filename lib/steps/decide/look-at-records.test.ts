/** Art. 5(1)(c), (f): records are shown to whoever said what for, after the look was recorded, read live, and nowhere kept. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { closeSources } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { lookAtRecords, type Looking } from "./look-at-records";
import { most, perPage, recordsShown, type RecordsSeen } from "./records-shown";
import { replan } from "./replan";

let portal: Portal;
let jakob: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let lea: Actor;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("looking-at-records");
  jakob = await signedIn("jakob", { account: "KW-100009", email: "jakob.winter@mail.example", name: "Jakob Winter" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"], account: "KW-100009" });
  dora = await signedIn("dora", { roles: ["dpo"] });
  lea = await signedIn("lea", { roles: ["legal"] });
  await portal.shop.query(`
    INSERT INTO analytics_events (account_id, page, event, occurred_at)
    SELECT 'KW-100009', '/page/' || n, 'view', '2026-11-20T10:00:00Z' FROM generate_series(1, 1130) n`);
  const received = await receive(jakob, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference ?? "";
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

const words = "Is the order of October the one that the person asks about?";
const requestNow = () => db().request.findUniqueOrThrow({ where: { id: reference } });

async function looking(category: string, part: string, more: Partial<Looking> = {}): Promise<Looking> {
  const { planNo, planHash } = await requestNow();
  const row = await db().decision.findFirstOrThrow({ where: { request: reference, planNo, source: "shop", category } });
  return { shown: planHash ?? "", line: row.idx, part, why: "check-plan", words, ...more };
}
async function looked(who: Actor, asked: Looking): Promise<number> {
  const result = await lookAtRecords(who, reference, asked);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}
const shownTo = (who: Actor, look: number, page = 1) => recordsShown(who, reference, { look, page });
const looks = () => db().event.count({ where: { request: reference, fact: "records-looked" } });
const recordsOf = (seen: RecordsSeen | null) => (seen?.state === "shown" ? seen.records : []);

describe("a look is refused, and nothing is recorded,", () => {
  test("without words that say what for", async () => {
    expect(await lookAtRecords(rui, reference, await looking("order", "orders/order", { words: "curious" }))).toEqual({
      ok: false,
      reason: "words-missing",
    });
  });

  test("to the person, to legal, and to whoever's own records they are", async () => {
    const asked = await looking("order", "orders/order");
    expect(await lookAtRecords(jakob, reference, asked)).toEqual({ ok: false, reason: "not-found" });
    expect(await lookAtRecords(lea, reference, asked)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await lookAtRecords(nora, reference, asked)).toEqual({ ok: false, reason: "own-request" });
    expect(await lookAtRecords(rui, "R-0000000000000000", asked)).toEqual({ ok: false, reason: "not-found" });
  });

  test("at a line that the plan does not have, at another plan, and at a part of another line", async () => {
    const asked = await looking("order", "orders/order");
    for (const [more, reason] of [
      [{ line: 999 }, "line"],
      [{ part: "invoices/invoice" }, "line"],
      [{ shown: "0".repeat(64) }, "plan-changed"],
    ] as const)
      expect(await lookAtRecords(rui, reference, { ...asked, ...more })).toEqual({ ok: false, reason });
    expect(await looks()).toBe(0);
  });
});

describe("a look that was recorded", () => {
  test("opens the records of its line to the one who looked, and to nobody else", async () => {
    const look = await looked(rui, await looking("order", "orders/order"));
    const seen = await shownTo(rui, look);
    expect(seen).toMatchObject({ state: "shown", line: { category: "order", part: "orders/order", page: 1, words } });
    const { rows } = await portal.shop.query("SELECT id FROM orders WHERE customer_number = 'KW-100009' ORDER BY id");
    expect(recordsOf(seen).map(({ key }) => key)).toEqual(rows.map(({ id }) => String(id)));
    expect(recordsOf(seen)[0]?.fields).toContainEqual({
      column: "street",
      label: expect.objectContaining({ en: "Street and number" }),
      value: "Schillerstraße 60",
    });
    for (const other of [dora, nora, lea, jakob]) expect(await shownTo(other, look)).toBeNull();
    expect(await shownTo(rui, look + 1)).toBeNull();
  });

  test("stands in the chain with line and purpose; its words and what was seen lie sealed or nowhere", async () => {
    const { actorId } = await db().pseudonym.findFirstOrThrow({ where: { request: reference, personId: rui.person ?? "" } }).then(({ id }) => ({ actorId: id })); // prettier-ignore
    const { line } = await looking("order", "orders/order");
    const event = await db().event.findFirstOrThrow({ where: { request: reference, fact: "records-looked" } });
    expect(event).toMatchObject({
      actorId,
      actorRole: "reviewer",
      data: { source: "shop", category: "order", decision: line, why: "check-plan" },
    });
    const lines = await eventLines(reference);
    expect(verifyEvents(lines).problems).toEqual([]);
    expect(lines).not.toMatch(/Schiller|October|Winter/);
    const drawers = await db().drawer.findMany({ where: { request: reference } });
    expect(drawers.filter(({ kind }) => kind === "look")).toMatchObject([{ commit: event.commit }]);
    for (const { sealed } of drawers) expect(Buffer.from(sealed).toString("latin1")).not.toMatch(/October|Schiller/);
  });

  test("pressed twice is one look; another purpose, line or person is another", async () => {
    const before = await looks();
    const asked = await looking("order", "orders/order");
    const first = await looked(rui, asked);
    expect(await looked(rui, asked)).toBe(first);
    expect(await looks()).toBe(before);
    await looked(rui, { ...asked, why: "question" });
    await looked(dora, asked);
    expect(await looks()).toBe(before + 2);
  });

  test("shows a page at a time, up to a bound, whatever page is asked for", async () => {
    const look = await looked(rui, await looking("analytics-google", "analytics_events/analytics-google"));
    const first = await shownTo(rui, look);
    const { rows } = await portal.shop.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM analytics_events WHERE account_id = 'KW-100009'",
    );
    expect(first?.line).toMatchObject({ count: rows[0]?.n, page: 1, pages: most / perPage });
    const keys = new Set<string>();
    for (let page = 1; page <= most / perPage; page++) {
      const records = recordsOf(await shownTo(rui, look, page));
      expect(records.map(({ no }) => no)).toEqual(
        Array.from({ length: perPage }, (_, i) => (page - 1) * perPage + i + 1),
      );
      for (const { key } of records) keys.add(key);
    }
    expect(keys.size).toBe(most);
    expect((await shownTo(rui, look, 999))?.line.page).toBe(most / perPage);
    expect((await shownTo(rui, look, 0))?.line.page).toBe(1);
  });

  test("shows nothing while the system is away, and is still good when it is back", async () => {
    const look = await looked(rui, await looking("order", "orders/order"));
    const address = process.env.SHOP_DATABASE_URL;
    await closeSources();
    process.env.SHOP_DATABASE_URL = "postgres://nobody:x@localhost:9/nothing";
    const seen = await shownTo(rui, look);
    expect(seen?.state).toBe("away");
    expect(JSON.stringify(seen)).not.toContain("Schiller");
    await closeSources();
    process.env.SHOP_DATABASE_URL = address;
    expect((await shownTo(rui, look))?.state).toBe("shown");
  });

  test("closes after an hour", async () => {
    const look = await looked(rui, await looking("order", "orders/order"));
    await portal.ahead("61 minutes");
    expect(await shownTo(rui, look)).toBeNull();
    await portal.ahead("0 minutes");
  });

  test("closes when the plan is made anew", async () => {
    const look = await looked(rui, await looking("order", "orders/order"));
    await replan(rui, reference);
    expect(await shownTo(rui, look)).toBeNull();
    await advance(reference);
    expect(await shownTo(rui, look)).toBeNull();
  });
});
