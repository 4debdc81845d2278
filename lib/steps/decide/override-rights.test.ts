/** Art. 16, 18, 20: lines of these plans decided otherwise, from the hash to the letter, the file, the records and the registry. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { verifyBundle } from "../../bundle/verify";
import { policy } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import type { Wish } from "../../gdpr/wish";
import { renderText } from "../../letters/render";
import type { Letter } from "../../letters/letter";
import { openDrawer, requestKey } from "../../seal/request-key";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { correction } from "../correction.fixture";
import { staffOf, type Staff } from "../erased.fixture";
import { exportBundle } from "../export-bundle";
import { mayUse } from "../may-use";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { decideExceptions, usesToDecide } from "./exceptions";
import { loadRequest } from "../load";
import { announceLift, settleLifts } from "./lift";
import { letterAhead } from "./letter-ahead";
import { override, takeBack, type Overriding } from "./override";
import { approve } from "./review";

let portal: Portal;
let staff: Staff;
let nils: Actor;

beforeAll(async () => {
  portal = await startPortal("override-rights");
  staff = await staffOf();
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  // What a rule approves at once leaves nothing to decide: this house looks at every plan.
  policy().review.automatic.length = 0;
}, 120_000);
afterAll(() => portal.close());

const told = {
  facts: "Your entry names two other customers in every line of it.",
  alternative: "We can send you an extract of it without the other customers.",
};
const reason = "Compared with the order desk; two others are named.";
const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const linesOf = async (reference: string, category?: string) =>
  db().decision.findMany({
    where: { request: reference, planNo: (await find(reference)).planNo, category },
    orderBy: { idx: "asc" },
  });
async function written(reference: string, kind: string): Promise<string> {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind } });
  return renderText(await openDrawer<Letter>(db(), await requestKey(db(), reference), letter.drawerId));
}
async function ask(wish: Wish): Promise<string> {
  const received = await receive(nils, { id: randomUUID(), wishes: [wish], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests.at(-1)?.reference as string;
  await advance(reference);
  return reference;
}
async function turning(reference: string, category: string, more: Partial<Overriding> = {}): Promise<Overriding> {
  const idx = (await linesOf(reference, category)).find(({ count }) => count)?.idx ?? -1;
  const shown = (await find(reference)).planHash as string;
  return { shown, idx, ground: "20(4)", norm: "", until: "", reason, told, ...more };
}
async function approveByTwo(reference: string): Promise<void> {
  const shown = (await find(reference)).planHash as string;
  expect(await approve(staff.rui, reference, shown)).toMatchObject({ value: { state: "needs-second" } });
  expect(await approve(staff.rui, reference, shown)).toEqual({ ok: false, reason: "same-person" });
  expect(await approve(staff.nora, reference, shown)).toMatchObject({ value: { state: "approved" } });
}
const no = (because: string) => ({ ok: false, reason: because });

describe("Art. 20(4): a part of the data to take along is kept back", () => {
  let reference: string;

  test("a ground of another right, a missing fact and the last line change nothing", async () => {
    reference = await ask({ right: "portability" });
    const before = await find(reference);
    expect(before).toMatchObject({ state: "planned", waitsFor: "reviewer" });
    for (const [more, because] of [
      [{ ground: "15(4)" }, "ground"],
      [{ ground: "bdsg-34" }, "ground"],
      [{ norm: "somebody" }, "norm-missing"],
      [{ told: { ...told, facts: "others" } }, "facts-missing"],
      [{ told: undefined }, "facts-missing"],
    ] as const)
      expect(await override(staff.rui, reference, await turning(reference, "order", more))).toEqual(no(because));
    expect(await override(staff.rui, reference, await turning(reference, "invoice"))).toEqual(no("not-covered"));
    expect(await override(staff.dora, reference, await turning(reference, "order"))).toEqual(no("not-allowed"));
    expect(await find(reference)).toEqual(before);
  });

  test("hashed anew and taken back it is what it was; approved by two, the letter is the one that was shown", async () => {
    const first = (await find(reference)).planHash;
    expect(await override(staff.rui, reference, await turning(reference, "order"))).toEqual({ ok: true });
    await advance(reference);
    const kept = await find(reference);
    expect(kept.planHash).not.toBe(first);
    const { id } = await db().override.findFirstOrThrow({ where: { request: reference, takenBackAt: null } });
    expect(await takeBack(staff.rui, reference, { shown: kept.planHash as string, override: id })).toEqual({
      ok: true,
    });
    await advance(reference);
    expect((await find(reference)).planHash).toBe(first);
    await override(staff.rui, reference, await turning(reference, "order"));
    await advance(reference);
    const shown = await letterAhead(staff.rui, reference, "partial-refusal");
    expect(shown?.musts.every(({ met }) => met)).toBe(true);
    await approveByTwo(reference);
    const text = await written(reference, "partial-refusal");
    for (const part of [told.facts, told.alternative, "Art. 20(4) GDPR", "/complaint", "go to court"])
      expect(text).toContain(part);
    const same = (one: string) => one.split("Your proof:")[0]?.replace(/Good day[^,]*,/, "");
    expect(same(text)).toBe(same(renderText(shown?.letter ?? { title: "", blocks: [] })));
  });

  test("the files are made without it, the answer names it, and the evidence verifies", async () => {
    await advance(reference);
    const handed = (await linesOf(reference)).filter(({ action }) => action === "export");
    const made = await db().package.findUniqueOrThrow({ where: { request: reference } });
    expect(made.records).toBe(handed.reduce((sum, { count }) => sum + (count ?? 0), 0));
    expect(await written(reference, "portability")).toMatch(/Orders?: .*(somebody else|others|other)/i);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    const bundle = await exportBundle(staff.dora, reference, { personal: true });
    expect(bundle.ok && (await verifyBundle(bundle.value.bytes))).toMatchObject({ ok: true, problems: [] });
  }, 60_000);
});

test("Art. 16: one record is left as it is and the other corrected; the only one is a refusal of the whole", async () => {
  const words = "The parcel went to a house number that I never had.";
  const order = await correction(nils, { category: "order", values: { street: "Gartenweg 18a" } });
  const alone = await ask({ right: "rectification", corrections: [order], words, pause: false });
  const right = { ground: "16" as const };
  expect(await override(staff.rui, alone, await turning(alone, "order", right))).toEqual(no("nothing-left"));
  const book = await correction(nils, { category: "address-book", values: { city: "Jever" } });
  const reference = await ask({ right: "rectification", corrections: [order, book], words, pause: false });
  const leave = await turning(reference, "order", { ground: "6(1)(c)" });
  expect(await override(staff.rui, reference, leave)).toEqual(no("norm-missing"));
  expect(await override(staff.rui, reference, { ...leave, ground: "17(3)(e)" })).toEqual(no("ground"));
  expect(await override(staff.rui, reference, { ...leave, norm: "§ 146(4) AO" })).toEqual({ ok: true });
  await advance(reference);
  await approveByTwo(reference);
  expect(await written(reference, "partial-refusal")).toContain("Art. 6(1)(c) GDPR; § 146(4) AO");
  await advance(reference);
  const rows = async (sql: string) => (await portal.shop.query(sql)).rowCount;
  expect(await rows("SELECT 1 FROM orders WHERE street = 'Gartenweg 18a'")).toBe(0);
  expect(await rows("SELECT 1 FROM addresses WHERE city = 'Jever' AND account_id = 'KW-100013'")).toBe(1);
  const answer = await written(reference, "rectification");
  expect(answer).toMatch(/a letter of its own says why[^]*Orders?: .*treet/);
  expect(answer).not.toContain("Not changed");
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
});

describe("Art. 18: a part of a pause", () => {
  const about = { account: "KW-100013" };
  const allowed = async (category: string) => (await mayUse([{ ...about, category }]))[0]?.allowed;
  const words = "I dispute an order and need everything as it is.";
  let reference: string;

  test("of everything no part is left out", async () => {
    const whole = await ask({ right: "restriction", pause: { ground: "18(1)(c)", categories: null }, words });
    const left = await turning(whole, "order", { ground: "18(1)" });
    expect(await override(staff.rui, whole, left)).toEqual(no("everything"));
    await db().restriction.updateMany({ where: { request: whole }, data: { liftedAt: new Date() } });
  });

  test("what stays in use is refused, and told before its pause ends; what is paused as well is paused at once", async () => {
    reference = await ask({ right: "restriction", pause: { ground: "18(1)(a)", categories: ["invoice", "order"] }, words }); // prettier-ignore
    const bare = { told: undefined, norm: "" };
    const left = await turning(reference, "invoice", { ground: "18(1)" });
    expect(await override(staff.rui, reference, { ...left, ...bare })).toEqual(no("facts-missing"));
    expect(await override(staff.rui, reference, { ...left, ground: "18(1)(a)" })).toEqual(no("ground"));
    expect(await override(staff.rui, reference, left)).toEqual({ ok: true });
    await advance(reference);
    const more = await turning(reference, "address-book", { ground: "18(1)(a)", ...bare });
    expect(await override(staff.rui, reference, more)).toEqual({ ok: true });
    await advance(reference);
    expect([await allowed("invoice"), await allowed("order"), await allowed("address-book")]).toEqual([false, false, true]); // prettier-ignore
    await approveByTwo(reference);
    // Art. 18(3): nothing ends before the person was told and waited.
    expect([await allowed("invoice"), await allowed("order"), await allowed("address-book")]).toEqual([false, false, false]); // prettier-ignore
    expect(await written(reference, "partial-refusal")).toContain("Art. 18(1) GDPR");
    const lifting = await written(reference, "lifting");
    expect(lifting).toContain(told.facts);
    expect(lifting).toMatch(/we end the pause for: (?!.*Orders).*nvoices/);
  });

  test("the answer names what is paused, and only the part that was refused ends", async () => {
    await advance(reference);
    const uses = await usesToDecide(db(), await loadRequest(db(), reference));
    const stops = uses.map(({ id }) => ({ use: id, decision: "stops" as const, ground: null, reason: "" }));
    if (stops.length > 0) expect(await decideExceptions(staff.rui, reference, stops)).toEqual({ ok: true });
    await advance(reference);
    const answer = await written(reference, "restriction");
    expect(answer).toMatch(/we only store these data: (?!.*nvoices).*(Orders.*ddress|ddress.*Orders)/);
    await portal.accepted(reference);
    await settleLifts();
    await portal.ahead("9 days");
    await settleLifts();
    expect([await allowed("invoice"), await allowed("order"), await allowed("address-book")]).toEqual([true, false, false]); // prettier-ignore
    const paused = "SELECT 1 FROM orders WHERE customer_number = 'KW-100013' AND paused_at IS NOT NULL";
    expect((await portal.shop.query(paused)).rowCount).toBeGreaterThan(0);
    // The others can still be ended, once.
    const lifting = { reason: "The order was checked and is right.", after: "We use it again as before." };
    expect(await announceLift(staff.rui, reference, lifting)).toEqual({ ok: true });
    expect(await announceLift(staff.rui, reference, lifting)).toEqual(no("announced"));
    await portal.accepted(reference);
    await settleLifts();
    await portal.ahead("18 days");
    await settleLifts();
    expect(await allowed("order")).toBe(true);
    expect((await portal.shop.query(paused)).rowCount).toBe(0);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});
