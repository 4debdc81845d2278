/** Art. 21(1): paused while it is weighed; the balance is written down, with the officer's opinion; both ends are told. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import { openDrawer, requestKey } from "../seal/request-key";
import { advance } from "./advance";
import { settleLifts } from "./decide/lift";
import { mayUse } from "./may-use";
import { giveOpinion } from "./decide/opinion";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { approve } from "./decide/review";
import { weigh, type Balance } from "./decide/weigh";

let portal: Portal;
let nils: Actor;
let carla: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;

beforeAll(async () => {
  portal = await startPortal("weighing");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  carla = await signedIn("carla", { account: "KW-100002", email: "carla.brenner@mail.example", name: "Carla Brenner" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
}, 120_000);
afterAll(() => portal.close());

const words = "I was mixed up with a namesake before, and the value has cost me two orders.";
const ask = async (who: Actor, purposes: string[]): Promise<string> => {
  const wishes = [{ right: "objection" as const, purposes, words }];
  const received = await receive(who, { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  return reference;
};
const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const hashOf = async (reference: string) => (await find(reference)).planHash as string;
const letterText = async (reference: string) => {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "weighing" } });
  return JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), letter.drawerId));
};
const balance: Omit<Balance, "outcome"> = {
  interest: "We want to know whether somebody can pay before goods leave the house.",
  necessity: "For prepaid orders the value is not needed at all.",
  situation: "A mix-up with a namesake has happened and may happen again.",
  result: "The risk of another mix-up weighs more than our convenience.",
};

describe("an objection that is upheld", () => {
  let reference: string;

  test("pauses that purpose at once, and no other", async () => {
    reference = await ask(nils, ["credit-check"]);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "reviewer" });
    const about = { account: "KW-100013" };
    expect(
      await mayUse([
        { ...about, purpose: "credit-check" },
        { ...about, purpose: "orders" },
      ]),
    ).toMatchObject([{ allowed: false, because: "paused" }, { allowed: true }]);
    const stopped = await db().decision.findMany({ where: { request: reference, action: "stop" } });
    expect(stopped.map(({ category, ground }) => `${category} ${ground}`).toSorted()).toEqual([
      "credit-decision 21(1)",
      "credit-score 21(1)",
    ]);
  });

  test("cannot be approved without its balance, nor weighed without the officer's opinion and all four reasons", async () => {
    const hash = await hashOf(reference);
    expect(await approve(rui, reference, hash)).toEqual({ ok: false, reason: "to-be-weighed" });
    expect(await weigh(rui, reference, hash, { ...balance, outcome: "stops" })).toEqual({
      ok: false,
      reason: "opinion-missing",
    });
    await giveOpinion(dora, reference, hash, "agrees", "The situation of the person is convincing.");
    expect(await weigh(rui, reference, hash, { ...balance, situation: "none", outcome: "stops" })).toEqual({
      ok: false,
      reason: "facts-missing",
    });
    expect(await weigh(rui, reference, "0".repeat(64), { ...balance, outcome: "stops" })).toEqual({
      ok: false,
      reason: "plan-changed",
    });
    expect(await weigh(dora, reference, hash, { ...balance, outcome: "stops" })).toEqual({
      ok: false,
      reason: "not-allowed",
    });
    expect(await weigh(rui, reference, hash, { ...balance, outcome: "stops" })).toEqual({ ok: true });
  });

  test("ends the purpose, opens the erasure of what nothing carries, and answers with the reasons", async () => {
    await advance(reference);
    expect(await mayUse([{ account: "KW-100013", purpose: "credit-check" }])).toMatchObject([
      { allowed: false, because: "stopped" },
    ]);
    const follower = await db().request.findFirstOrThrow({ where: { followsUp: reference } });
    expect(follower.choice).toMatchObject({ categories: expect.arrayContaining(["credit-score"]) });
    await advance(follower.id);
    const planned = await db().decision.findMany({
      where: { request: follower.id, count: { gt: 0 }, action: { not: "keep" } },
    });
    expect(planned.map(({ category }) => category)).toEqual(expect.arrayContaining(["credit-score"]));
    const text = await letterText(reference);
    for (const reason of Object.values(balance)) expect(text).toContain(reason);
    expect(text).toContain(follower.id);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    expect(await eventLines(reference)).not.toContain("namesake");
  });
});

describe("an objection that is not upheld", () => {
  const own = { ...balance, result: "The log is kept for seven days, and without it nobody could stop an attack." };

  test("is answered with the grounds and the remedies; the pause ends after the letter and its waiting time", async () => {
    const reference = await ask(nils, ["security"]);
    const log = { account: "KW-100013", purpose: "security" };
    expect(await mayUse([log])).toMatchObject([{ allowed: false, because: "paused" }]);
    const hash = await hashOf(reference);
    await giveOpinion(dora, reference, hash, "agrees", "Seven days are needed for this and no more.");
    expect(await weigh(rui, reference, hash, { ...own, outcome: "goes-on" })).toEqual({ ok: true });
    expect((await find(reference)).state).toBe("refused");
    const text = await letterText(reference);
    expect(text).toMatch(/go on with this use.*datenschutz-berlin.*go to court/);
    expect(await mayUse([log])).toMatchObject([{ allowed: false }]);
    await portal.accepted(reference);
    await settleLifts();
    await portal.ahead("6 days");
    await settleLifts();
    expect(await mayUse([log])).toMatchObject([{ allowed: false }]);
    await portal.ahead("7 days 1 hour");
    await settleLifts();
    expect(await mayUse([log])).toEqual([{ allowed: true }]);
  });

  test("needs two people where the officer objects", async () => {
    const reference = await ask(carla, ["contact", "security"]);
    const hash = await hashOf(reference);
    await giveOpinion(dora, reference, hash, "objects", "The messages are not needed any longer.");
    expect(await weigh(rui, reference, hash, { ...own, outcome: "goes-on" })).toEqual({
      ok: false,
      reason: "needs-second",
    });
    expect(await weigh(rui, reference, hash, { ...own, outcome: "goes-on" })).toEqual({
      ok: false,
      reason: "same-person",
    });
    expect(await weigh(nora, reference, hash, { ...own, outcome: "goes-on" })).toEqual({ ok: true });
  });
});

test.each([
  [["orders"], "no-purpose"],
  [["newsletter"], "no-purpose"],
  [["customer-ads"], "no-purpose"],
  [["nonsense"], "no-purpose"],
  [[], "no-purpose"],
])("%j cannot be weighed", async (purposes, reason) => {
  const wishes = [{ right: "objection" as const, purposes, words }];
  expect(await receive(nils, { id: randomUUID(), wishes, language: "en" })).toEqual({ ok: false, reason });
});
