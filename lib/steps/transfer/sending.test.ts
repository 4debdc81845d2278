/** Art. 20(2), 12(3): what goes wrong on the way is told as what it is; what nobody knows is never told as known. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { advance } from "../advance";
import { watchMilestones } from "../milestone";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { cancelTransfer } from "./confirm";
import { sendNext } from "./send";
import { settleTransfer, unsettledTransfer } from "./settle";
import { confirmed, hurry, letterOf, receiptOf, row, told } from "./transfer.fixture";

let portal: Portal;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("sending", { vendors: true, customers: 40 });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());
afterEach(() => watchMilestones(() => undefined));

/** Somebody of whom little is held, signed in a moment ago. */
const somebody = () => portal.customer();

describe("what goes wrong", () => {
  test.each([
    [401, "refused"],
    [413, "refused"],
    [307, "refused"],
  ])("%i is told, and the person has their copy", async (status, outcome) => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    const headers = { location: "https://169.254.169.254/latest/meta-data" };
    portal.receiver.fault({ kind: "answer", status, headers });
    await sendNext();
    expect(await row(id)).toMatchObject({ state: outcome, code: null });
    await advance(reference);
    expect(await letterOf(reference)).toMatch(/did not take/);
    const { destroyedAt, downloads } = await db().package.findUniqueOrThrow({ where: { request: reference } });
    expect([destroyedAt, downloads]).toEqual([null, 0]);
  });

  test("what passes is tried again when the company said, with the same key, and recorded each time", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    portal.receiver.fault(
      { kind: "answer", status: 429, headers: { "retry-after": "1800" } },
      { kind: "answer-late", status: 500 },
    );
    await sendNext();
    const { tryAt } = await row(id);
    expect((tryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(1_700_000);
    expect(await sendNext()).toBe(false);
    await hurry(id);
    await sendNext();
    await hurry(id);
    await sendNext();
    expect(await told(reference)).toEqual([
      "named",
      "confirmed",
      "started",
      "tried",
      "started",
      "tried",
      "started",
      "ended",
    ]);
    expect(await row(id)).toMatchObject({ state: "accepted", attempts: 3, inDoubt: false });
    const keys = portal.receiver.log.slice(-3).map((headers) => headers["idempotency-key"]);
    expect(new Set(keys)).toEqual(new Set([`"${id}"`]));
  });

  test("tried until two days before the date and no longer: then the answer says so, in time", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    await db().request.update({ where: { id: reference }, data: { dueOn: new Date(soon) } });
    portal.receiver.fault({ kind: "answer", status: 503 });
    await sendNext();
    expect(await row(id)).toMatchObject({ state: "refused", attempts: 1 });
    await advance(reference);
    expect(await letterOf(reference)).toContain("Tonspur");
  });

  test("no answer at all is nobody's to guess: a person asks the company, and the answer says what they heard", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    portal.receiver.fault({ kind: "lost-answer" });
    await sendNext();
    portal.receiver.fault({ kind: "answer", status: 401 });
    await hurry(id);
    await sendNext();
    expect(await row(id)).toMatchObject({ state: "unknown", code: null });
    await advance(reference);
    expect(await letterOf(reference)).toBeNull();
    const task = await db().task.findFirstOrThrow({ where: { request: reference, kind: "transfer-unknown" } });
    expect(task.doneAt).toBeNull();
    expect(await unsettledTransfer(who, reference)).toBeNull();
    expect(await unsettledTransfer(rui, reference)).toEqual({ where: null });
    expect(await settleTransfer(rui, reference, { arrived: true, words: "Yes" })).toEqual({
      ok: false,
      reason: "words-missing",
    });
    const words = "Their support found the file under the key that we sent.";
    expect(await settleTransfer(rui, reference, { arrived: true, words })).toMatchObject({ ok: true });
    expect(await settleTransfer(rui, reference, { arrived: false, words })).toEqual({
      ok: false,
      reason: "nothing-open",
    });
    expect(await row(id)).toMatchObject({ state: "accepted" });
    expect(await receiptOf(reference, id)).toMatchObject({ excerpt: words, status: 401 });
    await advance(reference);
    expect(await letterOf(reference)).toContain("Tonspur");
  });
});

describe("killed", () => {
  class Killed extends Error {}
  const killAt = (milestone: string) =>
    watchMilestones((at) => {
      if (at === milestone) throw new Killed();
    });

  test.each([
    ["transfer:intended", 1],
    ["transfer:answered", 2],
  ])("at %s the next worker goes on: the company takes it once", async (milestone, times) => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    killAt(milestone);
    await expect(sendNext()).rejects.toThrow(Killed);
    watchMilestones(() => undefined);
    // Nobody takes it while the one who was killed might still be at it.
    expect(await sendNext()).toBe(false);
    expect(await cancelTransfer(who, reference)).toEqual({ ok: false, reason: "too-late" });
    await hurry(id);
    await sendNext();
    expect(await row(id)).toMatchObject({ state: "accepted", attempts: 2 });
    const arrivals = portal.receiver.arrivals().filter(({ key }) => key === `"${id}"`);
    expect(arrivals.map((one) => one.times)).toEqual([times]);
    expect(await told(reference)).toEqual(["named", "confirmed", "started", "started", "ended"]);
  });

  test("in the middle, with the company away afterwards: unknown, never lost", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    killAt("transfer:answered");
    await expect(sendNext()).rejects.toThrow(Killed);
    watchMilestones(() => undefined);
    await hurry(id);
    const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await db().request.update({ where: { id: reference }, data: { dueOn: new Date(soon) } });
    await sendNext();
    expect(await row(id)).toMatchObject({ state: "unknown", attempts: 1 });
  });

  test("a process that is to end leaves the attempt to the next one", async () => {
    const who = await somebody();
    const { id } = await confirmed(portal, who);
    portal.receiver.fault({ kind: "hang" });
    expect(await sendNext(() => true)).toBe(true);
    expect(await row(id)).toMatchObject({ state: "sending", endedAt: null });
    await hurry(id);
    await sendNext();
    expect(await row(id)).toMatchObject({ state: "accepted" });
  });
});
