/** Art. 39(1)(b): the officer demands a second look; until somebody else has looked nothing is erased and nothing is handed out. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Right } from "../../gdpr/right";
import { advance } from "../advance";
import { cancel } from "../ask/cancel";
import { receive } from "../ask/receive";
import { runPlan } from "../carry-out/run-plan";
import { claim, letGo, type Claim } from "../claim";
import { loadRequest } from "../load";
import { deskTasks } from "../../queries/desk/tasks";
import { signedIn, startPortal, type Portal, wish } from "../portal.fixture";
import { look, personFile } from "./look";
import { isAwaited } from "./look-demanded";
import { giveOpinion } from "./opinion";
import { refuse } from "./refuse";
import { approve } from "./review";
import { demandSecondLook, takeSecondLook } from "./second-look";

let portal: Portal;
let rui: Actor;
let nora: Actor;
let ole: Actor;
let dora: Actor;
let person: Actor;
let days = 0;

beforeAll(async () => {
  portal = await startPortal("second-look", { customers: 40 });
  [rui, nora, ole, dora] = await Promise.all([
    signedIn("rui", { roles: ["reviewer"] }),
    signedIn("nora", { roles: ["reviewer"] }),
    signedIn("ole", { roles: ["reviewer"] }),
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
const why = "The tickets name a colleague of the customer.";
const stands = { answer: "stands" as const, reason: "Her colleague agreed to it in writing." };
const anew = { answer: "anew" as const, reason: "The tickets have to be looked at one by one." };

async function ask(right: Right): Promise<string> {
  const received = await receive(person, { id: randomUUID(), wishes: [wish(right, choice)], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference ?? "";
  await advance(reference);
  return reference;
}

const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const hashOf = async (reference: string) => (await find(reference)).planHash as string;
const factsOf = async (request: string) =>
  (await db().event.findMany({ where: { request }, orderBy: { seq: "asc" } })).map(({ fact }) => fact);

describe("before an approval", () => {
  test("two reviewers approve where the policy asks for one, and that is the second look", async () => {
    const reference = await ask("access");
    const hash = await hashOf(reference);
    expect(await demandSecondLook(dora, reference, why)).toEqual({ ok: true });
    expect(await takeSecondLook(nora, reference, hash, stands)).toEqual({ ok: false, reason: "not-planned" });
    expect(await approve(rui, reference, hash)).toMatchObject({ ok: true, value: { state: "needs-second" } });
    expect(await isAwaited(db(), reference)).toBe(true);
    expect(await approve(rui, reference, hash)).toEqual({ ok: false, reason: "same-person" });
    expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
    expect(await isAwaited(db(), reference)).toBe(false);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "fulfilled" });
  });

  test("no rule approves what the officer wants to be looked at, in this plan or the next", async () => {
    const reference = await ask("access");
    await demandSecondLook(dora, reference, why);
    await db().request.update({ where: { id: reference }, data: { planHash: null, tryAt: new Date(0) } });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "planned", planNo: 2 });
    expect(await approve(rui, reference, await hashOf(reference))).toMatchObject({
      ok: true,
      value: { state: "needs-second" },
    });
  });

  test("a refusal needs two as well", async () => {
    const reference = await ask("erasure");
    await demandSecondLook(dora, reference, why);
    const facts = "The same request was answered last week and nothing has changed since.";
    const refusal = { ground: "exception" as const, facts, alternative: "Ask again when something has changed." };
    expect(await refuse(rui, reference, refusal)).toEqual({ ok: false, reason: "needs-second" });
    expect(await refuse(nora, reference, refusal)).toEqual({ ok: true });
    expect(await isAwaited(db(), reference)).toBe(false);
  });
});

describe("after the approval", () => {
  async function approved(): Promise<{ reference: string; hash: string }> {
    const reference = await ask("erasure");
    const hash = await hashOf(reference);
    await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.");
    await approve(rui, reference, hash);
    expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
    return { reference, hash };
  }
  const accountStands = async () =>
    (await portal.shop.query("select 1 from accounts where id = $1", [person.account])).rowCount === 1;

  test("it stands still until somebody who did not approve has looked, then it goes on as approved", async () => {
    const { reference, hash } = await approved();
    expect(await demandSecondLook(dora, reference, why)).toEqual({ ok: true });
    await portal.ahead(`${days * 3} days`);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "approved", waitsFor: "reviewer", planHash: hash });
    // A worker that was past that look meets it in the transaction of its next batch.
    const claimed = (await claim(reference)) as Claim;
    expect([...(await runPlan(await loadRequest(db(), reference), claimed)).stops]).toEqual(["second-look"]);
    await letGo(claimed, null);
    expect(await accountStands()).toBe(true);
    for (const approver of [rui, nora])
      expect(await takeSecondLook(approver, reference, hash, stands)).toEqual({ ok: false, reason: "same-person" });
    expect(await takeSecondLook(ole, reference, "0".repeat(64), stands)).toEqual({ ok: false, reason: "plan-changed" });
    expect(await takeSecondLook(ole, reference, hash, stands)).toEqual({ ok: true });
    expect(await takeSecondLook(ole, reference, hash, stands)).toEqual({ ok: false, reason: "not-demanded" });
    await advance(reference);
    expect(await accountStands()).toBe(false);
    expect(await factsOf(reference)).toEqual(expect.arrayContaining(["second-look-demanded", "second-look-taken"]));
  });

  test("made anew, the approvals are void and two approve the new plan", async () => {
    const { reference, hash } = await approved();
    await demandSecondLook(dora, reference, why);
    // Also one who approved: then everything is looked at again.
    expect(await takeSecondLook(rui, reference, hash, anew)).toEqual({ ok: true });
    await advance(reference);
    const after = await find(reference);
    expect(after).toMatchObject({ state: "planned", waitsFor: "reviewer", planNo: 2 });
    // The opinion was about the plan before.
    expect(await approve(rui, reference, after.planHash as string)).toEqual({ ok: false, reason: "opinion-missing" });
    const old = await db().plan.findFirstOrThrow({ where: { request: reference, no: 1 } });
    expect(old.voidBecause).toBe("second-look");
    await portal.ahead(`${days * 3 + 1} days`);
    await advance(reference);
    expect(await accountStands()).toBe(true);
  });

  test("once records may have gone it cannot be made anew", async () => {
    const { reference, hash } = await approved();
    await demandSecondLook(dora, reference, why);
    await db().decision.updateMany({ where: { request: reference, idx: 0 }, data: { finishedAt: new Date() } });
    expect(await takeSecondLook(ole, reference, hash, anew)).toEqual({ ok: false, reason: "too-late" });
    expect(await isAwaited(db(), reference)).toBe(true);
  });

  test("it can be demanded again, and ends when the person takes the request back", async () => {
    const { reference, hash } = await approved();
    await demandSecondLook(dora, reference, why);
    await takeSecondLook(ole, reference, hash, stands);
    expect(await demandSecondLook(dora, reference, why)).toEqual({ ok: true });
    expect(await isAwaited(db(), reference)).toBe(true);
    expect((await deskTasks(ole))?.map((task) => task.reference)).toContain(reference);
    expect(await cancel(person, reference)).toEqual({ ok: true });
    expect((await deskTasks(ole))?.map((task) => task.reference)).not.toContain(reference);
  });
});

describe("who demands it, and what they wrote", () => {
  test("the officer, once, with a reason, about a request of somebody else", async () => {
    const reference = await ask("access");
    expect(await demandSecondLook(dora, reference, "no")).toEqual({ ok: false, reason: "reason-missing" });
    expect(await demandSecondLook(rui, reference, why)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await demandSecondLook(person, reference, why)).toEqual({ ok: false, reason: "not-found" });
    const own = { ...dora, person: person.person };
    expect(await demandSecondLook(own, reference, why)).toEqual({ ok: false, reason: "own-request" });
    const presses = await Promise.all([1, 2].map(() => demandSecondLook(dora, reference, why)));
    expect(presses).toContainEqual({ ok: true });
    expect(presses).toContainEqual({ ok: false, reason: "demanded" });
    expect((await factsOf(reference)).filter((fact) => fact === "second-look-demanded")).toHaveLength(1);
    expect(await takeSecondLook(dora, reference, await hashOf(reference), stands)).toMatchObject({ ok: false });
  });

  test("is read by those who looked into the file, and lies nowhere in the clear", async () => {
    const reference = await ask("access");
    await demandSecondLook(dora, reference, why);
    expect(await personFile(nora, reference)).toBeNull();
    await look(nora, reference);
    expect((await personFile(nora, reference))?.demand).toBe(why);
    const rows = await db()
      .$queryRaw`SELECT encode("sealed", 'escape') AS sealed FROM "drawer" WHERE "request" = ${reference}`;
    expect(JSON.stringify(rows)).not.toContain("colleague");
  });
});

test("what was never planned, and what is answered, is not looked at again", async () => {
  const reference = await ask("access");
  await approve(rui, reference, await hashOf(reference));
  await advance(reference);
  expect(await demandSecondLook(dora, reference, why)).toEqual({ ok: false, reason: "not-planned" });
});
