/** plan-and-list 4: legal hold, Art. 18 restriction and an open copy each stop a write, and nothing else does. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Right } from "../../gdpr/right";
import { advance } from "../advance";
import { placeHold, releaseHold } from "../decide/hold";
import { giveOpinion } from "../decide/opinion";
import { signedIn, startPortal, type Portal, wish } from "../portal.fixture";
import { receive } from "../ask/receive";
import { approve } from "../decide/review";
import { registrySubject } from "../../seal/registry-subject";
import { loadRequest } from "../load";
import { stopFor } from "./stops";
import { waiveCopy } from "../ask/waive-copy";

let portal: Portal;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let person: Actor;
let days = 0;

beforeAll(async () => {
  portal = await startPortal("stops", { customers: 40 });
  [rui, nora, dora] = await Promise.all([
    signedIn("rui", { roles: ["reviewer"] }),
    signedIn("nora", { roles: ["reviewer"] }),
    signedIn("dora", { roles: ["dpo"] }),
  ]);
}, 120_000);
afterAll(() => portal.close());

/** Another customer for each test. */
beforeEach(async () => {
  days += 1;
  person = await portal.customer();
});

const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };

async function ask(...rights: Right[]): Promise<string[]> {
  const received = await receive(person, {
    id: randomUUID(),
    wishes: rights.map((right) => wish(right, choice)),
    language: "en",
  });
  if (!received.ok) throw new Error(received.reason);
  const references = received.value.requests.map(({ reference }) => reference);
  for (const reference of references) await advance(reference);
  return references;
}

async function approved(reference: string): Promise<void> {
  const hash = (await find(reference)).planHash as string;
  await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.");
  await approve(rui, reference, hash);
  expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
}

const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const accountStands = async () =>
  (await portal.shop.query("select 1 from accounts where id = $1", [person.account])).rowCount === 1;
const undoTimeIsOver = () => portal.ahead(`${days * 3} days`);

describe("somebody without an account", () => {
  test("a hold or a pause that came with one request stops another of the same address, not one of another address", async () => {
    const email = `${randomUUID()}@post.example`;
    const received = async (address: string) => {
      const who = await signedIn(address + randomUUID(), { email: address, door: "link" });
      const asked = await receive(who, { id: randomUUID(), wishes: [wish("erasure", choice)], language: "en" });
      return asked.ok ? (asked.value.requests[0]?.reference as string) : "";
    };
    const [first, second, other] = [await received(email), await received(email), await received(`x${email}`)];
    const reason = "a law suit is announced";
    const reviewOn = "2027-01-01" as never;
    expect(await placeHold(rui, { reference: first, kind: "legal", category: null, reason, reviewOn })).toMatchObject({
      ok: true,
    });
    const stop = async (reference: string) => stopFor(db(), await loadRequest(db(), reference), { category: "order" });
    expect([await stop(first), await stop(second), await stop(other)]).toEqual(["hold", "hold", null]);
    await db().hold.updateMany({ where: { request: first }, data: { releasedAt: new Date() } });
    const subjects = [registrySubject({ email })];
    await db().restriction.create({ data: { request: first, ground: "18(1)(a)", subjects } });
    expect([await stop(first), await stop(second), await stop(other)]).toEqual(["restriction", "restriction", null]);
  });
});

describe("the three stops", () => {
  test("a hold that comes after the approval stops the run and brings it back to the reviewer", async () => {
    const [reference = ""] = await ask("erasure");
    await approved(reference);
    const reason = "a law suit is announced";
    const placed = await placeHold(rui, {
      reference,
      kind: "legal",
      category: null,
      reason,
      reviewOn: "2027-01-01" as never,
    });
    await undoTimeIsOver();
    await advance(reference);
    expect(await accountStands()).toBe(true);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "reviewer" });
    if (placed.ok) expect(await releaseHold(dora, placed.value.hold)).toMatchObject({ ok: true });
  });

  test("a restriction under Art. 18 stops the write", async () => {
    const [reference = ""] = await ask("erasure");
    await approved(reference);
    // Set before the plan was made would be a decision of the plan; this one lies on the account since yesterday.
    await db().restriction.create({
      data: {
        request: reference,
        account: person.account,
        category: "account",
        ground: "18(1)(a)",
        setAt: new Date(0),
      },
    });
    await undoTimeIsOver();
    await advance(reference);
    expect(await accountStands()).toBe(true);
    expect(await find(reference)).toMatchObject({ state: "approved", waitsFor: "hold" });
    await db().restriction.updateMany({ data: { liftedAt: new Date() } });
    await advance(reference);
    expect(await accountStands()).toBe(false);
  });

  test("the copy goes first, until the person waives it", async () => {
    const [access = "", erasure = ""] = await ask("access", "erasure");
    expect((await find(erasure)).copyFirst).toBe(access);
    await approved(erasure);
    await undoTimeIsOver();
    await advance(erasure);
    expect(await accountStands()).toBe(true);
    expect(await find(erasure)).toMatchObject({ state: "approved", waitsFor: "person" });
    expect(await waiveCopy(rui, erasure)).toEqual({ ok: false, reason: "not-found" });
    expect(await waiveCopy(person, erasure)).toMatchObject({ ok: true });
    await advance(erasure);
    expect(await accountStands()).toBe(false);
  });

  test("a copy that the person has by now is not waited for, and there is nothing to waive", async () => {
    const [access = "", erasure = ""] = await ask("access", "erasure");
    const times = { availableAt: new Date(), expiresAt: new Date(Date.now() + 30 * 86_400_000) };
    await db().package.create({
      data: { request: access, file: access, bytes: 1n, records: 1, sha256: "0".repeat(64), downloads: 1, ...times },
    });
    await db().request.update({ where: { id: access }, data: { state: "delivered" } });
    expect(await waiveCopy(person, erasure)).toEqual({ ok: false, reason: "nothing-to-waive" });
    expect((await find(erasure)).copyWaivedAt).toBeNull();
  });

  test("a copy that was asked for by itself goes first too, and can be waived", async () => {
    await ask("access");
    const [erasure = ""] = await ask("erasure");
    await approved(erasure);
    expect(await waiveCopy(person, erasure)).toEqual({ ok: false, reason: "nothing-to-waive" });
    await undoTimeIsOver();
    await advance(erasure);
    expect(await find(erasure)).toMatchObject({ state: "approved", waitsFor: "person", copyFirst: null });
    expect(await waiveCopy(person, erasure)).toMatchObject({ ok: true });
    await advance(erasure);
    expect(await accountStands()).toBe(false);
  });
});

describe("what voids an approval", () => {
  test("a listed record that changed: approving says so, and a new plan is made", async () => {
    const [reference = ""] = await ask("erasure");
    const before = (await find(reference)).planHash as string;
    await giveOpinion(dora, reference, before, "agrees", "The retention rules are applied rightly.");
    await portal.shop.query("update accounts set name = name || ' Changed' where id = $1", [person.account]);
    expect(await approve(rui, reference, before)).toEqual({ ok: false, reason: "plan-changed" });
    await advance(reference);
    const after = await find(reference);
    expect(after).toMatchObject({ state: "planned", planNo: 2 });
    expect(after.planHash).not.toBe(before);
    expect(await approve(rui, reference, after.planHash as string)).toEqual({ ok: false, reason: "opinion-missing" });
  });

  test("a record that changed after the approval brings the request back instead of running", async () => {
    const [reference = ""] = await ask("erasure");
    await approved(reference);
    await portal.shop.query("update accounts set name = name || ' Later' where id = $1", [person.account]);
    await undoTimeIsOver();
    await advance(reference);
    expect(await accountStands()).toBe(true);
    expect(await find(reference)).toMatchObject({ state: "planned", planNo: 2 });
  });
});
