import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { openMail } from "../../mail/outbox";
import { cancel } from "../ask/cancel";
import { receive } from "../ask/receive";
import { look } from "../decide/look";
import { placeHold } from "../decide/hold";
import { askErasure, run, staffOf, type Staff } from "../erased.fixture";
import { eventLines, startPortal, type Portal } from "../portal.fixture";
import { forgetMessages } from "./forget";
import { deskMessages, myMessages } from "./read";
import { mostUnanswered, needsNoAnswer, writeToDesk, writeToPerson } from "./write";

let portal: Portal;
let staff: Staff;
let ana: Actor;
let stranger: Actor;
let reference = "";

beforeAll(async () => {
  portal = await startPortal("message");
  staff = await staffOf();
  ana = await portal.customer();
  stranger = await portal.customer();
  reference = await askErasure(ana, staff);
}, 120_000);
afterAll(() => portal.close());

const task = () => db().task.findFirst({ where: { request: reference, kind: "message" } });
const say = (who: Actor, text: string, id = randomUUID()) => writeToDesk(who, reference, { id, text });
const words = async (who: Actor) => (await myMessages(who, reference))?.map(({ text }) => text);

describe("a person and the desk", () => {
  test("write to each other; the mail says only that something waits", async () => {
    expect(await say(ana, "My synthesiser is called Bertha.")).toEqual({ ok: true });
    expect(await task()).toMatchObject({ doneAt: null });
    expect(await db().mail.count({ where: { kind: "message" } })).toBe(0);
    expect(await writeToPerson(staff.rui, reference, "Bertha is safe.")).toEqual({ ok: true });
    expect((await task())?.doneAt).not.toBeNull();
    const [mail] = await db().mail.findMany({ where: { kind: "message" } });
    const { to, subject, text } = openMail((mail as { sealed: Uint8Array }).sealed);
    expect(to.address).toBe(ana.email);
    expect(`${subject} ${text}`).toContain(reference);
    expect(`${subject} ${text}`).not.toContain("Bertha");
    expect(await words(ana)).toEqual(["My synthesiser is called Bertha.", "Bertha is safe."]);
  });

  test("leave a line each in the chain, which commits to the words and does not hold them", async () => {
    const lines = await eventLines(reference);
    expect(verifyEvents(lines).problems).toEqual([]);
    const wrote = lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ fact }) => fact === "wrote");
    expect(wrote.map(({ data, actor }) => [data.from, actor.role])).toEqual([
      ["person", "subject"],
      ["desk", "reviewer"],
    ]);
    expect(wrote.every(({ commit }) => /^[0-9a-f]{64}$/.test(commit))).toBe(true);
    expect(lines).not.toContain("Bertha");
  });

  test("are the only ones who read it, and the desk only after a look that is recorded", async () => {
    expect(await myMessages(stranger, reference)).toBeNull();
    expect(await deskMessages(stranger, reference)).toBeNull();
    expect(await deskMessages(staff.nora, reference)).toBeNull();
    expect(await look(staff.nora, reference)).toEqual({ ok: true });
    expect(await deskMessages(staff.nora, reference)).toHaveLength(2);
    expect(await eventLines(reference)).toContain('"fact":"looked"');
  });

  test("what a form sends twice is one message, and its id is good for no other request", async () => {
    const id = randomUUID();
    expect([await say(ana, "Is Bertha well?", id), await say(ana, "Is Bertha well?", id)]).toEqual([
      { ok: true },
      { ok: true },
    ]);
    expect(await words(ana)).toHaveLength(3);
    const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    const other = (received.ok && received.value.requests[0]?.reference) || "";
    expect(await writeToDesk(ana, other, { id, text: "x" })).toEqual({ ok: false, reason: "not-found" });
    expect(await cancel(ana, other)).toEqual({ ok: true });
  });

  test("cannot be spoken for by others", async () => {
    expect(await say(stranger, "x")).toEqual({ ok: false, reason: "not-found" });
    expect(await writeToPerson(stranger, reference, "x")).toEqual({ ok: false, reason: "not-found" });
    expect(await needsNoAnswer(stranger, reference)).toEqual({ ok: false, reason: "not-found" });
    expect(await words(ana)).toHaveLength(3);
  });

  test("a message that needs no answer is settled once", async () => {
    await say(ana, "Thank you.");
    expect(await task()).toMatchObject({ doneAt: null });
    expect(await needsNoAnswer(staff.dora, reference)).toEqual({ ok: true });
    expect(await needsNoAnswer(staff.dora, reference)).toEqual({ ok: false, reason: "nothing-open" });
    expect(await db().task.count({ where: { request: reference, kind: "message" } })).toBe(1);
  });

  test("a person cannot fill the desk: so many wait, and no more", async () => {
    for (let n = (await words(ana))!.length - 2; n < mostUnanswered; n++) await say(ana, `${n}`);
    expect(await say(ana, "one more")).toEqual({ ok: false, reason: "too-many" });
    await writeToPerson(staff.rui, reference, "All read.");
    expect(await say(ana, "again")).toEqual({ ok: true });
  });

  test("who gets answers by post is not written to here", async () => {
    await db().request.update({ where: { id: reference }, data: { answerBy: "post" } });
    expect(await writeToPerson(staff.rui, reference, "x")).toEqual({ ok: false, reason: "by-post" });
    await db().request.update({ where: { id: reference }, data: { answerBy: "portal" } });
  });
});

test("words that come with the same request once more lie with the open one, for the desk to read", async () => {
  const asks = (words: string) =>
    receive(stranger, {
      id: randomUUID(),
      wishes: [{ right: "restriction", pause: { ground: "18(1)(a)", categories: ["order"] }, words }],
      language: "en",
    });
  const [first, again] = [await asks("My orders are wrong."), await asks("Bertha was never delivered.")];
  if (!first.ok || !again.ok) throw new Error("not received");
  const [open] = first.value.requests;
  expect(again.value.requests.map(({ reference: one }) => one)).toEqual([open?.reference]);
  const told = await myMessages(stranger, open?.reference ?? "");
  expect(told?.map(({ text }) => text)).toEqual(["Bertha was never delivered."]);
  const row = { request: open?.reference ?? "", kind: "message", doneAt: null };
  expect(await db().task.count({ where: row })).toBe(1);
});

describe("after the request is closed", () => {
  test("nobody writes any more, and the words stay for a while", async () => {
    await run(portal, reference);
    await portal.accepted(reference);
    await portal.later("1 hour");
    await db().request.update({ where: { id: reference }, data: { closedAt: new Date() } });
    expect(await say(ana, "x")).toEqual({ ok: false, reason: "closed" });
    expect(await writeToPerson(staff.rui, reference, "x")).toEqual({ ok: false, reason: "closed" });
    expect(await forgetMessages()).toBe(0);
  });

  test("a hold keeps the words; then they are destroyed, and what was written remains as a fact", async () => {
    await portal.later("40 days");
    const kept = await placeHold(staff.rui, {
      reference,
      kind: "legal",
      category: null,
      reason: "a law suit was announced",
      reviewOn: "2027-06-01" as never,
    });
    expect(kept.ok).toBe(true);
    expect(await forgetMessages()).toBe(0);
    await db().hold.updateMany({ data: { releasedAt: new Date() } });
    expect([await forgetMessages(), await forgetMessages()]).toEqual([1, 0]);
    expect(new Set(await words(ana))).toEqual(new Set([null]));
    expect(await db().drawer.count({ where: { request: reference, kind: "message" } })).toBe(0);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});
