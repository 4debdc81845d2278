/** Art. 17(3)(e): a hold on one order keeps the order and what hangs on it, and lets the others go. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { answer, followUpOf, lines as linesOf, release } from "../carry-out/held.fixture";
import { approveErasure, staffOf, type Staff } from "../erased.fixture";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { stopsOn } from "../sweep/spared";
import { placeHold, releaseHold, type Placing } from "./hold";
import { replan } from "./replan";
import { recordOf } from "../../seal/held-record";

let portal: Portal;
let staff: Staff;
let person: Actor;
/** Two orders of one customer that are over for so long that nothing keeps them; the first has lines and a delivery. */
let held: string;
let other: string;
let met = 0;

beforeAll(async () => {
  portal = await startPortal("hold_record", { customers: 40 });
  staff = await staffOf();
}, 120_000);
afterAll(() => portal.close());

beforeEach(async () => {
  const { rows } = await portal.shop.query<{ account: string; ids: string[]; name: string; email: string }>(
    `SELECT a.id AS account, a.name, a.email, array_agg(o.id::text ORDER BY o.id) AS ids
     FROM accounts a JOIN orders o ON o.customer_number = a.id WHERE a.id > 'KW-2'
     GROUP BY a.id HAVING count(*) > 1 ORDER BY a.id LIMIT 1 OFFSET $1`,
    [met],
  );
  met += 1;
  const [row] = rows;
  if (!row) throw new Error("no customer with two orders is left");
  [held = "", other = ""] = row.ids;
  await portal.shop.query(
    `UPDATE orders SET status = 'delivered', placed_at = '2010-01-05',
       completed_on = CASE WHEN id::text = $1 THEN date '2010-02-01' ELSE date '2011-02-01' END
     WHERE customer_number = $2`,
    [held, row.account],
  );
  await portal.shop.query(
    `UPDATE order_lines SET state = 'done',
       completed_on = CASE WHEN order_id::text = $1 THEN date '2010-02-01' ELSE date '2011-02-01' END
     WHERE order_id::text = ANY($2)`,
    [held, row.ids],
  );
  person = await signedIn(row.account, { account: row.account, name: row.name, email: row.email });
});

async function ask(): Promise<string> {
  const choice = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: false };
  const received = await receive(person, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "en" });
  const reference = received.ok ? received.value.requests[0]?.reference : undefined;
  if (!reference) throw new Error("nothing was received");
  await advance(reference);
  return reference;
}

const place = (reference: string, more: Partial<Placing> = {}) =>
  placeHold(staff.rui, {
    reference,
    kind: "claim",
    category: "order",
    number: held,
    reason: "A claim about this order was announced.",
    reviewOn: "2030-01-01" as never,
    ...more,
  });

const count = async (sql: string, id: string) => (await portal.shop.query(sql, [id])).rowCount;
const stands = (id: string) => count("SELECT 1 FROM orders WHERE id::text = $1", id);
const lines = (id: string) => count("SELECT 1 FROM order_lines WHERE order_id::text = $1", id);

describe("a hold on one order", () => {
  test("keeps the order and its lines, and lets the others go", async () => {
    const reference = await ask();
    const before = await lines(held);
    expect(before).toBeGreaterThan(0);
    const placed = await place(reference);
    expect(placed).toMatchObject({ ok: true });
    expect(await replan(staff.rui, reference)).toMatchObject({ ok: true });
    await advance(reference);
    await approveErasure(reference, staff);
    const { planNo } = await db().request.findUniqueOrThrow({ where: { id: reference } });
    const decided = await db().decision.findMany({ where: { request: reference, planNo, category: "order" } });
    expect(decided.map(({ action }) => action).toSorted()).toEqual(["erase", "keep"]);
    await portal.later("4 days");
    await advance(reference);
    expect([await stands(held), await lines(held)]).toEqual([1, before]);
    expect([await stands(other), await lines(other)]).toEqual([0, 0]);
  }, 120_000);

  test("outlives a hold on everything: what that one alone kept is taken up, the order stays kept in the plan of that", async () => {
    const reference = await ask();
    const whole = await place(reference, { category: null, number: null });
    await place(reference);
    await replan(staff.rui, reference);
    await advance(reference);
    await answer(staff, portal, reference);
    await release(staff, whole.ok ? whole.value.hold : "");
    const id = await followUpOf(reference);
    await advance(id);
    const orders = (await linesOf(id)).filter(({ category }) => category === "order");
    expect(orders.map(({ action, norm }) => [action, norm === "legal hold"]).toSorted()).toEqual([
      ["erase", false],
      ["keep", true],
    ]);
    await answer(staff, portal, id);
    expect([await stands(held), await stands(other)]).toEqual([1, 0]);
    const { id: last } = await db().hold.findFirstOrThrow({ where: { request: reference, releasedAt: null } });
    await release(staff, last);
    const then = await followUpOf(id);
    await advance(then);
    await answer(staff, portal, then);
    expect([await stands(held), await lines(held)]).toEqual([0, 0]);
  }, 240_000);

  test("stops a run that was approved before it, and none that is about other records", async () => {
    const reference = await ask();
    await approveErasure(reference, staff);
    await place(reference);
    // As if it had been there when the plan was made: the list that was approved is all there is to go by.
    await db().hold.updateMany({ where: { request: reference }, data: { placedAt: new Date(0) } });
    await portal.later("4 days");
    await advance(reference);
    const { state, waitsFor } = await db().request.findUniqueOrThrow({ where: { id: reference } });
    expect([state, waitsFor]).toEqual(["approved", "hold"]);
    expect(await stands(held)).toBe(1);
    expect(await lines(held)).toBeGreaterThan(0);
    const { id } = await db().hold.findFirstOrThrow({ where: { request: reference } });
    expect(await releaseHold(staff.dora, id)).toMatchObject({ ok: true });
    await advance(reference);
    expect([await stands(held), await lines(held)]).toEqual([0, 0]);
  }, 120_000);

  test("is found by a value of the record too, and lies sealed", async () => {
    const { rows } = await portal.shop.query("SELECT number FROM orders WHERE id::text = $1", [held]);
    const reference = await ask();
    const { number } = rows[0] as { number: string };
    const placed = await place(reference, { number });
    const row = await db().hold.findFirstOrThrow({ where: { request: reference } });
    expect(placed).toMatchObject({ ok: true, value: { hold: row.id } });
    expect(recordOf(row.record)).toMatchObject({ source: "shop", part: "orders/order", key: held, number });
    // What the systems of others call it, by which they are asked.
    expect(recordOf(row.record)?.names.order).toEqual([number]);
    expect(Buffer.from(row.record ?? []).toString("latin1")).not.toContain(number);
  });

  test("spares everything of the person in a sweep: what hangs on the order may be of any category", async () => {
    const reference = await ask();
    await place(reference);
    for (const category of ["order", "invoice", "delivery-note"]) {
      const { accounts } = await stopsOn(db(), category, { hours: false, seen: new Map() });
      expect(accounts).toContain(person.account);
    }
  });

  test.each([
    ["of nobody", "no-record", { number: "999999999999" }],
    ["that says nothing of one record alone", "several-records", { number: "delivered" }],
    ["without a category", "category-missing", { category: null }],
  ])("a number %s holds nothing", async (_, reason, more) => {
    const reference = await ask();
    expect(await place(reference, more)).toEqual({ ok: false, reason });
    expect(await db().hold.count({ where: { request: reference } })).toBe(0);
  });

  test("another customer's order is not found", async () => {
    const { rows } = await portal.shop.query("SELECT id::text FROM orders WHERE customer_number <> $1 LIMIT 1", [
      person.account,
    ]);
    expect(await place(await ask(), { number: rows[0].id })).toEqual({ ok: false, reason: "no-record" });
  });
});
