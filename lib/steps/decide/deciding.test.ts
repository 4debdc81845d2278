/** Art. 12(3), (5): who decides what, with whose word, and when it is too late. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Right } from "../../gdpr/right";
import { advance } from "../advance";
import { cancel } from "../ask/cancel";
import { extend } from "./extend";
import { acceptFee, announceFee } from "./fee";
import { giveLegalView, refusalForLegal } from "./legal-view";
import { giveOpinion } from "./opinion";
import { eventLines, signedIn, startPortal, type Portal, wish } from "../portal.fixture";
import { receive } from "../ask/receive";
import { refuse } from "./refuse";
import { approve } from "./review";

let portal: Portal;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let lea: Actor;
let person: Actor;

beforeAll(async () => {
  portal = await startPortal("deciding", { customers: 40 });
  [rui, nora, dora, lea] = await Promise.all([
    signedIn("rui", { roles: ["reviewer"] }),
    signedIn("nora", { roles: ["reviewer"] }),
    signedIn("dora", { roles: ["dpo"] }),
    signedIn("lea", { roles: ["legal"] }),
  ]);
}, 120_000);
afterAll(() => portal.close());

/** Another customer for each test. */
beforeEach(async () => {
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

const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
describe("who may do what", () => {
  test("a stranger, a legal clerk and the officer cannot approve", async () => {
    const [reference = ""] = await ask("erasure");
    const hash = (await find(reference)).planHash as string;
    expect(await approve(person, reference, hash)).toEqual({ ok: false, reason: "not-found" });
    expect(await approve(lea, reference, hash)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await approve(dora, reference, hash)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await cancel(lea, reference)).toEqual({ ok: false, reason: "not-found" });
    expect(await cancel(person, reference)).toMatchObject({ ok: true });
    const told = await eventLines(reference);
    expect(await cancel(person, reference)).toEqual({ ok: true });
    expect(await eventLines(reference)).toBe(told);
  });

  test("an objection of the officer demands a second look, where the policy asks for none", async () => {
    const [reference = ""] = await ask("access");
    const { planHash } = await find(reference);
    const hash = planHash as string;
    const text = "The tickets name a colleague of the customer.";
    expect(await giveOpinion(dora, reference, hash, "objects", text)).toEqual({ ok: true });
    expect(await approve(rui, reference, hash)).toMatchObject({ ok: true, value: { state: "needs-second" } });
    expect(await approve(rui, reference, hash)).toEqual({ ok: false, reason: "same-person" });
    expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
  });

  test("a refusal needs facts, and two people", async () => {
    const [reference = ""] = await ask("erasure");
    const facts = "The same request was answered last week and nothing has changed since.";
    const refusal = { ground: "exception" as const, facts, alternative: "Ask again when something has changed." };
    expect(await refuse(rui, reference, { ...refusal, facts: "no" })).toEqual({ ok: false, reason: "facts-missing" });
    expect(await refuse(rui, reference, refusal)).toEqual({ ok: false, reason: "needs-second" });
    expect(await refuse(rui, reference, refusal)).toEqual({ ok: false, reason: "same-person" });
    expect(await refuse(nora, reference, refusal)).toMatchObject({ ok: true });
    expect(await db().letter.count({ where: { request: reference, kind: "refusal" } })).toBe(1);
  });

  test("that somebody asks too much needs legal to agree with the facts, however often they asked", async () => {
    const [reference = ""] = await ask("access");
    const facts = "The same copy was fetched five times this week, and nothing has changed since.";
    const refusal = { ground: "excessive" as const, facts, alternative: "Ask again when something has changed." };
    expect(await refuse(rui, reference, refusal)).toEqual({ ok: false, reason: "needs-second" });
    expect(await refuse(nora, reference, refusal)).toEqual({ ok: false, reason: "legal-missing" });
    expect(await refusalForLegal(lea, reference)).toMatchObject({ facts });
    expect(await refusalForLegal(rui, reference)).toBeNull();
    const view = { view: "agrees" as const, reason: "The facts show an intention to do harm, not a wish to know." };
    expect(await giveLegalView(rui, reference, view)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await giveLegalView(lea, reference, { ...view, reason: "yes" })).toEqual({
      ok: false,
      reason: "reason-missing",
    });
    expect(await giveLegalView(lea, reference, view)).toEqual({ ok: true });
    expect(await giveLegalView(lea, reference, view)).toEqual({ ok: false, reason: "not-proposed" });
    expect(await refuse(nora, reference, refusal)).toMatchObject({ ok: true });
    expect((await find(reference)).state).toBe("refused");
  });

  test("a request that legal does not find excessive is not refused as such", async () => {
    const [reference = ""] = await ask("access");
    const facts = "This is the third copy within a year, and every one of them was large.";
    const refusal = { ground: "excessive" as const, facts, alternative: "Ask again when something has changed." };
    await refuse(rui, reference, refusal);
    const reason = "Asking once in four months is nothing that the law calls excessive.";
    await giveLegalView(lea, reference, { view: "objects", reason });
    expect(await refuse(nora, reference, refusal)).toEqual({ ok: false, reason: "legal-objects" });
    expect((await find(reference)).state).toBe("planned");
  });

  test("a fee is announced first; the request waits for the person, and nothing is approved meanwhile", async () => {
    const [reference = ""] = await ask("access");
    const facts = "The same copy was made six times within a week and nothing had changed.";
    expect(await announceFee(rui, reference, { cents: 0, facts })).toEqual({ ok: false, reason: "no-fee" });
    expect(await announceFee(rui, reference, { cents: 1200, facts: "often" })).toEqual({
      ok: false,
      reason: "facts-missing",
    });
    expect(await announceFee(rui, reference, { cents: 1200, facts })).toEqual({ ok: true });
    expect(await announceFee(rui, reference, { cents: 1200, facts })).toEqual({ ok: false, reason: "announced" });
    expect(await find(reference)).toMatchObject({ waitsFor: "person", feeState: "announced", dueOn: expect.any(Date) });
    const { planHash } = await find(reference);
    expect(await approve(rui, reference, planHash as string)).toEqual({ ok: false, reason: "fee-open" });
    expect(await acceptFee(rui, reference)).toEqual({ ok: false, reason: "not-found" });
    expect(await acceptFee(person, reference)).toEqual({ ok: true });
    expect(await acceptFee(person, reference)).toEqual({ ok: true });
    expect((await eventLines(reference)).match(/"fact":"fee-accepted"/g)).toHaveLength(1);
    expect(await approve(rui, reference, planHash as string)).toMatchObject({ ok: true });
    const [other = ""] = await ask("erasure");
    await announceFee(rui, other, { cents: 500, facts });
    expect(await cancel(person, other)).toEqual({ ok: true });
  });

  test("an extension binds when its notice was accepted, and only within month one", async () => {
    const [reference = ""] = await ask("erasure");
    const facts = "Four systems hold data that a person must look through.";
    expect(await extend(rui, reference, { reason: "complexity", facts })).toMatchObject({ ok: true });
    expect(await extend(rui, reference, { reason: "complexity", facts })).toEqual({
      ok: false,
      reason: "already-extended",
    });
    await advance(reference);
    expect((await find(reference)).extendedOn).toBeNull();
    const { rows } = await portal.owner.query(
      "update mail set state = 'accepted', settled_at = portal_now() where request = $1 and kind = 'extension' returning 1",
      [reference],
    );
    expect(rows).toHaveLength(1);
    await advance(reference);
    expect((await find(reference)).extendedOn).not.toBeNull();
    const [late = ""] = await ask("access");
    await portal.ahead("200 days");
    expect(await extend(rui, late, { reason: "complexity", facts })).toEqual({ ok: false, reason: "too-late" });
  });
});
