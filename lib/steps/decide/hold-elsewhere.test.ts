/** Art. 17(3)(e): a hold on one order and the systems beyond the database: who can say what hangs on it, and who cannot. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { stopFor } from "../carry-out/stops";
import { loadRequest } from "../load";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { recordOf, type HeldRecord } from "../../seal/held-record";
import { placeHold, releaseHold } from "./hold";
import { reach } from "./held-record";
import { replan } from "./replan";

let portal: Portal;
let ana: Actor;
let rui: Actor;
let dora: Actor;
let reference: string;
let orders: { id: string; number: string }[];

beforeAll(async () => {
  portal = await startPortal("hold_elsewhere", { vendors: true });
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  const text = "SELECT id::text, number FROM orders WHERE customer_number = 'KW-100001' ORDER BY id";
  orders = (await portal.shop.query<(typeof orders)[number]>(text)).rows;
  const choice = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: false };
  const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference as string;
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

const lines = async () => {
  const { planNo } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  return db().decision.findMany({ where: { request: reference, planNo } });
};

test("a system that cannot tell keeps what may hang on it, and says so; what stands alone goes", async () => {
  const counted = (await lines()).filter(({ count, action }) => count && action !== "ask");
  const before = new Map(counted.map(({ source, category, norm }) => [`${source}/${category}`, norm]));
  expect([...before.keys()]).toContain("zendesk/support-ticket");
  const reason = "A claim about this order was announced.";
  const about = { kind: "claim" as const, category: "order", number: orders[0]?.number ?? "", reason };
  const placed = await placeHold(rui, { reference, ...about, reviewOn: "2030-01-01" as never });
  if (!placed.ok) throw new Error(placed.reason);
  await replan(rui, reference);
  await advance(reference);
  const held = (await lines()).filter(({ norm }) => norm === "legal hold in doubt");
  expect(held.every(({ action, ground }) => action === "keep" && ground === "17(3)(e)")).toBe(true);
  // What only people can look into is kept without a list.
  for (const { count, list } of held) expect(list === null).toBe(count === null);
  expect(held.some(({ count }) => count === null)).toBe(true);
  expect(held.map(({ source }) => source)).toContain("zendesk");
  for (const { source, category } of held) {
    expect(source).not.toBe("shop");
    expect(policy().categories[category]?.standsAlone).toBe(false);
  }
  const going = (await lines()).filter(
    ({ action, count }) => count && ["erase", "truncate", "unlink"].includes(action),
  );
  expect(going.map(({ category }) => category)).toContain("newsletter");
  // An approval from before it would have been stopped at the write as well.
  const request = await loadRequest(db(), reference);
  const items = [{ part: "tickets", key: "1", version: "" }];
  const stop = (category: string) => stopFor(db(), request, { category, listed: { source: "zendesk", items } });
  expect([await stop("support-ticket"), await stop("newsletter")]).toEqual(["hold", null]);

  expect(await releaseHold(dora, placed.value.hold)).toMatchObject({ ok: true });
  await advance(reference);
  expect((await lines()).map(({ norm }) => norm)).not.toContain("legal hold in doubt");
}, 120_000);

test("a record of the shop is known by what other systems call it", async () => {
  const request = await loadRequest(db(), reference);
  expect(request.subject.ids?.order).toEqual(expect.arrayContaining(orders.map(({ number }) => number)));
  const placed = await placeHold(rui, {
    reference,
    kind: "claim",
    category: "order",
    number: orders[0]?.id ?? "",
    reason: "A claim about this order was announced.",
    reviewOn: "2030-01-01" as never,
  });
  expect(placed).toMatchObject({ ok: true });
  const row = await db().hold.findFirstOrThrow({ where: { request: reference, releasedAt: null } });
  expect(recordOf(row.record)?.names.order).toEqual([orders[0]?.number]);
});

test("nothing that was listed reaches nothing; a system that is unknown holds", async () => {
  const record: HeldRecord = { source: "shop", part: "orders/order", key: "1", number: "1", names: {} };
  const items = [{ part: "a", key: "1", version: "" }];
  const at = { source: "zendesk", category: "support-ticket" };
  expect(await reach(record, { ...at, items: [] })).toBe(null);
  expect(await reach(record, { ...at, items })).toBe("may");
  expect(await reach(record, { source: "nowhere", category: "nothing", items })).toBe("may");
  expect(await reach(record, { source: "mailchimp", category: "newsletter", items })).toBe(null);
});
