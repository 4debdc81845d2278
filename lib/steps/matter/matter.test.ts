/** Art. 17(3)(e), 58: what a matter holds stands still, also what was approved, and goes on when it ends. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { advance } from "../advance";
import { carryOut, type Late } from "../carry-out/duty";
import { decideIdentity } from "../decide/identity";
import { approveErasure, askErasure, run } from "../erased.fixture";
import { destroyExpired } from "../expire";
import { forgetMessages } from "../message/forget";
import { writeToDesk } from "../message/write";
import { eventLines, signedIn, type Portal } from "../portal.fixture";
import { shredFiles } from "../shred/shred";
import { sweepOwnTables } from "../sweep/own-tables";
import { closeMatter } from "./close";
import { linkRequest, unlinkRequest } from "./link";
import { asks, deskWithLegal, ended, factsOf, opened, order, stopped, type Desk } from "./matter.fixture";
import { orderRequest } from "./order";

let desk: Desk;
let portal: Portal;
let lea: Actor;
let dora: Actor;
let rui: Actor;
let person: Actor;

beforeAll(async () => {
  desk = await deskWithLegal("matter");
  ({ portal, lea, dora, rui } = desk);
}, 120_000);
afterAll(() => portal.close());
/** Another customer for each test. */
beforeEach(async () => {
  person = await portal.customer();
});

const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const accountStands = async () =>
  (await portal.shop.query("select 1 from accounts where id = $1", [person.account])).rowCount === 1;
const norms = async (reference: string) => {
  const { planNo } = await find(reference);
  return (await db().decision.findMany({ where: { request: reference, planNo } })).map(({ norm }) => norm);
};

describe("an erasure that is approved already", () => {
  test("stands still while the matter is open, and is planned anew by itself when it is closed", async () => {
    const reference = await asks(person);
    await approveErasure(reference, desk);
    const matter = await opened(lea, [reference]);
    await portal.later("3 days");
    await advance(reference);
    expect(await accountStands()).toBe(true);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "reviewer", planNo: 2 });
    expect(await norms(reference)).toContain("legal hold");
    expect(await closeMatter(dora, matter, ended)).toMatchObject({ ok: true });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "reviewer", planNo: 3 });
    expect(await norms(reference)).not.toContain("legal hold");
    await approveErasure(reference, desk);
    await portal.later("3 days");
    await advance(reference);
    expect(await accountStands()).toBe(false);
    expect(await factsOf(reference)).toEqual(
      expect.arrayContaining(["matter-linked", "hold-placed", "matter-closed", "hold-released", "executed"]),
    );
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  }, 60_000);

  test("runs as approved when the matter ends before its day", async () => {
    const reference = await asks(person);
    await approveErasure(reference, desk);
    const matter = await opened(lea, [reference]);
    expect(await stopped(reference)).toBe("hold");
    expect(await closeMatter(dora, matter, ended)).toMatchObject({ ok: true });
    await portal.later("3 days");
    await advance(reference);
    expect(await find(reference)).toMatchObject({ planNo: 1 });
    expect(await accountStands()).toBe(false);
  });

  test("a duty that fell due waits, and is carried out when the matter is closed", async () => {
    const ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
    const reference = await askErasure(ana, desk);
    await run(portal, reference);
    const { id } = await db().duty.findFirstOrThrow({ where: { request: reference } });
    const matter = await opened(lea, [reference]);
    await db().duty.update({ where: { id }, data: { dueOn: new Date("2020-01-01") } });
    const held: "done" | Late | "not-due" | "busy" = await carryOut(id);
    expect(held).toBe("hold");
    expect((await db().duty.findUniqueOrThrow({ where: { id } })).done).toBe(0);
    await closeMatter(dora, matter, ended);
    expect(await db().duty.findUniqueOrThrow({ where: { id } })).toMatchObject({ tryAt: null });
    expect(await carryOut(id)).not.toBe("hold");
  });
});

describe("whose data it holds", () => {
  test("every request of the same person, and one that is linked later; not those of others", async () => {
    const [first, second] = [await asks(person), await asks(person, "portability")];
    const other = await portal.customer();
    const theirs = await asks(other);
    const matter = await opened(lea, [first]);
    expect([await stopped(first), await stopped(second), await stopped(theirs)]).toEqual(["hold", "hold", null]);
    expect(await linkRequest(dora, matter, theirs)).toMatchObject({ ok: true });
    expect(await stopped(theirs)).toBe("hold");
    expect(await db().hold.count({ where: { matter, releasedAt: null } })).toBe(2);
    expect(await unlinkRequest(lea, matter, theirs)).toMatchObject({ ok: true });
    expect([await stopped(first), await stopped(theirs)]).toEqual(["hold", null]);
    expect(await factsOf(theirs)).toContain("matter-unlinked");
  });

  test("an account that a reviewer finds only later is held as well", async () => {
    const entered = await order(portal);
    const elsewhere = await opened(lea, []);
    const ordered = await orderRequest(lea, elsewhere, entered);
    const reference = ordered.ok ? (ordered.value.references[0] as string) : "";
    await opened(lea, [reference]);
    const before = await asks(person);
    expect(await stopped(before)).toBe(null);
    const link = { to: "account" as const, account: person.account as string };
    const reason = "The order numbers that they named are this account’s.";
    expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toMatchObject({ ok: true });
    expect(await stopped(before)).toBe("hold");
  });
});

describe("the file", () => {
  test("is not destroyed, its messages and its copy stay, also of one that was made by an order", async () => {
    const linked = await asks(person, "access");
    const matter = await opened(lea, []);
    const made = await orderRequest(lea, matter, await order(portal));
    const ordered = made.ok ? (made.value.references[0] as string) : "";
    expect(await linkRequest(lea, matter, linked)).toMatchObject({ ok: true });
    expect(
      await writeToDesk(person, linked, { id: randomUUID(), text: "Where is my copy? I asked for it last week." }),
    ).toMatchObject({
      ok: true,
    });
    const closed = { state: "cancelled", closedAt: new Date("2020-01-01"), waitsFor: null };
    await db().request.updateMany({ where: { id: { in: [linked, ordered] } }, data: closed });
    await db().mail.updateMany({ where: { request: { in: [linked, ordered] } }, data: { state: "accepted" } });
    const messages = () => db().drawer.count({ where: { request: linked, kind: "message" } });
    const packed = {
      file: "none.zip",
      bytes: 1,
      records: 1,
      sha256: "ab".repeat(32),
      expiresAt: new Date("2020-02-01"),
    };
    await db().package.create({ data: { request: linked, ...packed } });
    const copyIsGone = async () =>
      (await db().package.findFirstOrThrow({ where: { request: linked } })).destroyedAt !== null;
    await shredFiles(100);
    await forgetMessages();
    await destroyExpired();
    expect(await copyIsGone()).toBe(false);
    expect([(await find(linked)).shreddedAt, (await find(ordered)).shreddedAt]).toEqual([null, null]);
    expect(await messages()).toBe(1);
    await closeMatter(dora, matter, ended);
    await destroyExpired();
    expect(await copyIsGone()).toBe(true);
    await forgetMessages();
    expect(await messages()).toBe(0);
    await shredFiles(100);
    // What was released is kept for the same time once more; nothing was held of the other's data.
    expect((await find(linked)).shreddedAt).toBe(null);
    expect((await find(ordered)).shreddedAt).not.toBe(null);
    await portal.later("5 years");
    await shredFiles(100);
    expect((await find(linked)).shreddedAt).not.toBe(null);
    await sweepOwnTables();
    expect(await db().matter.count({ where: { id: matter } })).toBe(0);
    expect(await linkRequest(lea, await opened(lea, []), linked)).toEqual({ ok: false, reason: "no-request" });
  });
});

describe("an order", () => {
  test("becomes a request of its own, whose file the matter keeps and whose data it lets end", async () => {
    const matter = await opened(lea, [], { kind: "authority" });
    const given = await order(portal);
    const ordered = await orderRequest(lea, matter, given);
    expect(await orderRequest(lea, matter, given)).toEqual(ordered);
    const reference = ordered.ok ? (ordered.value.references[0] as string) : "";
    expect(await db().matterRequest.findMany({ where: { matter } })).toMatchObject([
      { request: reference, ordered: true },
    ]);
    expect(await factsOf(reference)).toEqual(expect.arrayContaining(["received", "entered", "matter-linked"]));
    await advance(reference);
    const link = { to: "account" as const, account: person.account as string };
    const reason = "The order names the customer’s account.";
    expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toMatchObject({ ok: true });
    await advance(reference);
    expect(await stopped(reference)).toBe(null);
    await approveErasure(reference, desk);
    await portal.later("3 days");
    await advance(reference);
    expect(await accountStands()).toBe(false);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });

  test("stands still all the same while the matter holds another request of that person", async () => {
    const matter = await opened(lea, [await asks(person, "access")], { kind: "authority" });
    const made = await orderRequest(dora, matter, await order(portal));
    const reference = made.ok ? (made.value.references[0] as string) : "";
    const link = { to: "account" as const, account: person.account as string };
    const reason = "The order names the customer’s account.";
    await decideIdentity(rui, reference, { decision: "identified", reason, link });
    expect(await stopped(reference)).toBe("hold");
  });
});
