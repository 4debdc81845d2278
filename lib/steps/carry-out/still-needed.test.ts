/** Art. 17(1)(a): what an answered erasure kept for something that still ran is decided about again when that is over. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { openMail } from "../../mail/outbox";
import { myRequest } from "../../queries/my/request";
import { advance } from "../advance";
import { erasureFacts } from "../answer/erasure";
import { letterOf } from "../answer/send-letter";
import { approveErasure, run } from "../erased.fixture";
import { loadRequest } from "../load";
import { deskWithLegal, factsOf, type Desk } from "../matter/matter.fixture";
import { eventLines, signedIn, type Portal } from "../portal.fixture";
import { answer, find, followUpOf, followUpsOf, lines, place, planAnew, release } from "./held.fixture";
import {
  answeredFor,
  asksFor,
  licenceEnds,
  licenceOf,
  lookNextDay,
  noteOf,
  nextLookAt,
  nothingRuns,
  orderIsDone,
  orderOf,
} from "./needed.fixture";

let desk: Desk;
let portal: Portal;
let person: Actor;

beforeAll(async () => {
  desk = await deskWithLegal("still_needed");
  ({ portal } = desk);
}, 120_000);
afterAll(() => portal.close());
/** Another customer for each test, of whom nothing runs. */
beforeEach(async () => {
  person = await portal.customer();
  await nothingRuns(portal, person);
});

const keptAccount = { scope: "account", keepLicences: true } as const;
const wholly = { scope: "everything", keepLicences: true } as const;
const accountStands = async () =>
  (await portal.shop.query("SELECT 1 FROM accounts WHERE id = $1", [person.account])).rowCount === 1;
const underWay = async () =>
  (await db().request.findMany({ where: { account: person.account, closedAt: null } })).map(({ id }) => id);
const kept = async (reference: string, category: string) =>
  (await lines(reference)).filter((line) => line.category === category && line.action === "keep");

describe("the account that was kept for an open order", () => {
  test("goes in a request of its own when the order is done, and not before somebody approved that", async () => {
    const order = await orderOf(portal, person);
    const reference = await answeredFor(desk, person, keptAccount);
    expect(await kept(reference, "account")).toMatchObject([{ norm: "open-order", until: null }]);
    expect((await myRequest(person, reference))?.outcome?.lines.map(({ reason }) => reason)).toContain("open-order");
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toEqual([]);
    await orderIsDone(portal, order);
    await lookNextDay(portal);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toHaveLength(1);
    const id = await followUpOf(reference);
    await advance(id);
    expect(await find(id)).toMatchObject({ state: "planned", waitsFor: "reviewer", account: person.account });
    expect((await lines(id)).map(({ category, action }) => [category, action])).toEqual([["account", "erase"]]);
    expect(await accountStands()).toBe(true);
    await answer(desk, portal, id);
    expect(await accountStands()).toBe(false);
    expect((await factsOf(reference)).filter((fact) => fact === "needed-taken-up")).toHaveLength(1);
    for (const one of [reference, id]) expect(verifyEvents(await eventLines(one)).problems).toEqual([]);
    await lookNextDay(portal);
    expect([await nextLookAt(reference), await nextLookAt(id)]).toEqual([null, null]);
    expect(await followUpsOf(id)).toEqual([]);
  }, 120_000);

  test("is told of by one mail that names nothing, on both pages and in the letter", async () => {
    const order = await orderOf(portal, person);
    const reference = await answeredFor(desk, person, keptAccount);
    await orderIsDone(portal, order);
    await lookNextDay(portal);
    const id = await followUpOf(reference);
    const [mail, ...more] = await db().mail.findMany({ where: { request: id, kind: "taken-up" } });
    expect(more).toEqual([]);
    const { text, to } = openMail(mail?.sealed as Uint8Array);
    expect(to.address).toBe(person.email);
    for (const word of ["order", "erase", "delete", person.name as string]) expect(text).not.toContain(word);
    const before = await myRequest(person, reference);
    expect(before?.takenUpBy).toEqual([{ reference: id, as: "needed" }]);
    expect(before?.outcome?.lines.map(({ reason }) => reason)).toContain("no-longer-needed");
    expect((await myRequest(person, id))?.takesUp).toBe("needed");
    await advance(id);
    await answer(desk, portal, id);
    const request = await loadRequest(db(), id);
    const letter = await letterOf(db(), request, "erasure", await erasureFacts(db(), request));
    expect(JSON.stringify(letter)).toContain("a part of your data was still needed");
  }, 120_000);
});

describe("an order that was open", () => {
  test("goes when it is done, in one request with all that was kept for it", async () => {
    const order = await orderOf(portal, person);
    await noteOf(portal, order);
    const reference = await answeredFor(desk, person, wholly);
    expect(await kept(reference, "order")).toMatchObject([{ norm: "open-order", count: 1 }]);
    await orderIsDone(portal, order);
    await lookNextDay(portal);
    const id = await followUpOf(reference);
    await advance(id);
    const decided = (await lines(id)).map(({ category, action }) => `${action} ${category}`);
    expect(decided).toEqual(["erase account", "erase delivery-note", "erase order"]);
    await answer(desk, portal, id);
    expect(await accountStands()).toBe(false);
    await lookNextDay(portal);
    expect(await underWay()).toEqual([]);
  }, 120_000);

  test("of two the one that is done takes the line over; the other is kept again and taken up in its turn", async () => {
    const orders = [await orderOf(portal, person), await orderOf(portal, person)] as const;
    const reference = await answeredFor(desk, person, wholly);
    await orderIsDone(portal, orders[0]);
    await lookNextDay(portal);
    const first = await followUpOf(reference);
    await advance(first);
    // The account is needed for the other one, and stays with the answer that kept it.
    const decided = (await lines(first)).map(({ category, action }) => `${action} ${category}`);
    expect(decided).toEqual(["erase order", "keep order"]);
    await answer(desk, portal, first);
    await lookNextDay(portal);
    expect(await underWay()).toEqual([]);
    await orderIsDone(portal, orders[1]);
    const seen: string[] = [];
    // One at a time: what the other answer kept waits until this one is answered.
    for (const _ of orders) {
      await lookNextDay(portal);
      const [next, ...more] = await underWay();
      expect([typeof next, more]).toEqual(["string", []]);
      await advance(next as string);
      seen.push(...(await lines(next as string)).map(({ category, action }) => `${action} ${category}`));
      await answer(desk, portal, next as string);
    }
    expect(seen.toSorted()).toEqual(["erase account", "erase order"]);
    await lookNextDay(portal);
    expect(await underWay()).toEqual([]);
  }, 180_000);

  test("may move on between the approval and the run: the approval stands", async () => {
    const order = await orderOf(portal, person);
    const reference = await asksFor(person, wholly);
    await approveErasure(reference, desk);
    await portal.shop.query("UPDATE orders SET status = 'shipped' WHERE id = $1", [order]);
    await run(portal, reference);
    expect(await find(reference)).toMatchObject({ planNo: 1, state: "fulfilled" });
    await orderIsDone(portal, order);
  }, 120_000);

  test("under a hold it waits for the end of both", async () => {
    const order = await orderOf(portal, person);
    const reference = await answeredFor(desk, person, keptAccount);
    const hold = await place(desk, reference);
    await orderIsDone(portal, order);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toEqual([]);
    await release(desk, hold);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toHaveLength(1);
  }, 120_000);
});

describe("licences", () => {
  test("that the person keeps are never taken up by themselves, nor the account, whatever ends", async () => {
    const order = await orderOf(portal, person);
    const serial = await licenceOf(portal, person);
    const reference = await answeredFor(desk, person, keptAccount);
    expect(await kept(reference, "account")).toMatchObject([{ norm: "licence", list: null }]);
    await orderIsDone(portal, order);
    await licenceEnds(portal, serial);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toEqual([]);
    expect(await nextLookAt(reference)).toBeNull();
    expect(await accountStands()).toBe(true);
  }, 120_000);

  test("about which nobody was asked are taken up when they have ended", async () => {
    const serial = await licenceOf(portal, person);
    const reference = await answeredFor(desk, person, { scope: "everything", keepLicences: null });
    expect(await kept(reference, "licence")).toMatchObject([{ norm: "licence", count: 1 }]);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toEqual([]);
    await licenceEnds(portal, serial);
    await lookNextDay(portal);
    const id = await followUpOf(reference);
    await advance(id);
    expect((await lines(id)).map(({ category }) => category)).toEqual(["licence"]);
  }, 120_000);
});

describe("whoever asks again", () => {
  test("while the order is open: what they asked last is taken up alone, and nothing while it is under way", async () => {
    const order = await orderOf(portal, person);
    const reference = await answeredFor(desk, person, keptAccount);
    const again = await asksFor(person, keptAccount);
    await orderIsDone(portal, order);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toEqual([]);
    await planAnew(desk, again);
    await answer(desk, portal, again);
    expect(await accountStands()).toBe(false);
    await lookNextDay(portal);
    expect([await followUpsOf(reference), await followUpsOf(again)]).toEqual([[], []]);
    expect((await kept(reference, "account")).map(({ takenUpBy }) => takenUpBy)).toEqual([again]);
    expect(await nextLookAt(reference)).toBeNull();
    // It was asked for by itself, and says so.
    expect((await myRequest(person, again))?.takesUp).toBeNull();
  }, 120_000);

  test("known by less than before may not have seen it all: the earlier answer keeps its promise", async () => {
    const order = await orderOf(portal, person);
    await orderOf(portal, { ...person, account: null });
    const reference = await answeredFor(desk, person, wholly);
    const guest = await signedIn("guest", { account: null, door: "link", email: person.email });
    const again = await answeredFor(desk, guest, wholly);
    expect(await kept(again, "order")).toHaveLength(1);
    await orderIsDone(portal, order);
    await lookNextDay(portal);
    const own = await followUpOf(reference);
    expect((await kept(reference, "order")).map(({ takenUpBy }) => takenUpBy)).toEqual([own]);
  }, 120_000);

  test("somebody else's deletion takes nothing over", async () => {
    const order = await orderOf(portal, person);
    const reference = await answeredFor(desk, person, keptAccount);
    await answeredFor(desk, await portal.customer(), keptAccount);
    await orderIsDone(portal, order);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toHaveLength(1);
  }, 120_000);
});
