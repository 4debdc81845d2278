/** Art. 12(1), (3): what comes by letter, phone or in person, as a contract withdrawal, or a second time. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { addDays, day, dayIn } from "../gdpr/day";
import { openMail } from "../mail/outbox";
import { openDrawer, requestKey } from "../seal/request-key";
import { advance } from "./advance";
import { declarations, forwardWithdrawals, settleWithdrawal, withdrawContract } from "./ask/contract-withdrawal";
import { giveToAccounts } from "./ask/give-to-account";
import { enter, type Entered } from "./ask/enter";
import { byLetter } from "./entered.fixture";
import { decideIdentity } from "./decide/identity";
import { mayUse } from "./may-use";
import { signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { finishTask } from "./decide/task";

let portal: Portal;
let nils: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("arriving");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const letterText = async (reference: string, kind: string) => {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind } });
  return JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), letter.drawerId));
};

describe("what came by another way", () => {
  const today = dayIn("Europe/Berlin", new Date());
  const entered = async (more: Partial<Entered> = {}) => {
    const result = await enter(rui, byLetter(more));
    if (!result.ok) throw new Error(result.reason);
    return result.value.references;
  };

  test("has the clock of its true receipt, and a receipt that is printed and posted", async () => {
    const [reference = ""] = await entered();
    const row = await find(reference);
    expect(row.receivedOn.toISOString().slice(0, 10)).toBe(addDays(today, -6));
    expect(row.enteredAt).not.toBeNull();
    expect(row).toMatchObject({ channel: "letter", answerBy: "post", enteredBy: rui.person });
    const task = await db().task.findFirstOrThrow({ where: { request: reference, kind: "post-letter" } });
    expect(await db().mail.count({ where: { request: reference } })).toBe(0);
    expect(await finishTask(rui, task.id, "posted with today's mail")).toEqual({ ok: true });
    const event = await db().event.findFirstOrThrow({ where: { request: reference, fact: "mailed" } });
    expect(event.data).toEqual({ letter: "acknowledgement", outcome: "posted" });
  });

  test("goes on once a reviewer has linked it to the person", async () => {
    const [reference = ""] = await entered();
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "received", waitsFor: "reviewer" });
    const reason = "Name and address are those of the account, and she answered at the number on file.";
    await decideIdentity(rui, reference, {
      decision: "identified",
      reason,
      link: { to: "account", account: "KW-100012" },
    });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "planned", account: "KW-100012", door: "reviewer" });
  });

  test("stands on the customer's own pages once they sign in, and nothing asked for another does", async () => {
    const [reference = ""] = await entered();
    const reason = "Name and address are those of the account, and he answered at the number on file.";
    const link = { to: "account" as const, account: "KW-100013" };
    await decideIdentity(rui, reference, { decision: "identified", reason, link });
    const [another = ""] = await entered({ requester: "agent" });
    await decideIdentity(rui, another, { decision: "identified", reason, link });
    expect((await find(reference)).personId).toBeNull();
    await giveToAccounts();
    expect((await find(reference)).personId).toBe(nils.person);
    expect((await find(another)).personId).toBeNull();
  });

  test("words that cancel a contract are passed on to the shop, without anybody pressing for it", async () => {
    const words = "Ich hätte gern eine Kopie meiner Daten. Außerdem widerrufe ich den Kauf des Keyboards.";
    const [reference = ""] = await entered({ words });
    const row = await db().contractWithdrawal.findFirstOrThrow({ where: { request: reference } });
    await forwardWithdrawals();
    const kept = await db().contractWithdrawal.findUniqueOrThrow({ where: { id: row.id } });
    expect(kept.receivedAt).toEqual((await find(reference)).receivedAt);
    expect(kept.forwardId).not.toBeNull();
  });

  test("sent twice it is one; several rights are one request each, the copy first", async () => {
    const form = byLetter({ rights: ["erasure", "access"] });
    const [one, two] = await Promise.all([enter(rui, form), enter(rui, form)]);
    expect(one).toEqual(two);
    if (!one.ok) throw new Error(one.reason);
    const rows = await db().request.findMany({ where: { id: { in: one.value.references } } });
    const copy = rows.find(({ right }) => right === "access");
    expect(rows.find(({ right }) => right === "erasure")?.copyFirst).toBe(copy?.id);
  });

  test("a language that we do not speak gets its receipt in German and English", async () => {
    const [reference = ""] = await entered({
      language: "other",
      email: "somebody@post.example",
      post: null,
      channel: "email",
    });
    const text = await letterText(reference, "acknowledgement");
    expect(text).toContain("We received your request");
    expect(text).toContain("Ihr Anliegen ist am");
  });

  test("no advertising on the phone is no advertising at once", async () => {
    const [reference = ""] = await entered({
      rights: ["objection"],
      channel: "phone",
      email: "phone.caller@post.example",
      post: null,
    });
    const question = { email: "phone.caller@post.example", channel: "phone" as const };
    expect(await mayUse([question])).toMatchObject([{ allowed: false, because: "stopped" }]);
    await advance(reference);
    expect((await find(reference)).state).toBe("fulfilled");
  });

  test.each<[string, Partial<Entered>, string]>([
    ["nothing asked", { rights: [] }, "nothing-asked"],
    ["no words", { words: "hi" }, "words-missing"],
    ["no way back", { post: null }, "no-way-back"],
    ["from the future", { receivedOn: addDays(today, 1) }, "in-the-future"],
    ["from long ago", { receivedOn: day("2020-01-01") }, "too-long-ago"],
    [
      "a consent that nobody gave",
      { rights: ["withdrawal"], email: "a@b.example", consents: ["nonsense"] },
      "no-consent",
    ],
    ["a no to nothing", { rights: ["objection"], uses: [] }, "no-purpose"],
    ["a no to a use that nobody weighs", { rights: ["objection"], uses: ["orders"] }, "no-purpose"],
    ["a pause without its ground", { rights: ["restriction"] }, "ground-missing"],
  ])("%s", async (_, more, reason) => {
    expect(await enter(rui, byLetter(more))).toEqual({ ok: false, reason });
  });

  test("is nothing for customers", async () => {
    expect(await enter(nils, byLetter())).toEqual({ ok: false, reason: "not-found" });
  });
});

describe("a contract is cancelled here", () => {
  test("passed on the same day with its time of receipt; the mail holds nothing of it; sent twice it is one", async () => {
    const id = randomUUID();
    const declared = { id, words: "Hiermit widerrufe ich den Kauf des Keyboards.", order: "B-2025-4711" };
    const [one, two] = [await withdrawContract(nils, declared), await withdrawContract(nils, declared)];
    if (!one.ok || !two.ok) throw new Error("the declaration was not taken");
    expect(one.value.receivedAt).toEqual(two.value.receivedAt);
    await forwardWithdrawals();
    const sent = await db().mail.count();
    await forwardWithdrawals();
    expect(await db().mail.count()).toBe(sent);
    const { forwardId, receiptId } = await db().contractWithdrawal.findUniqueOrThrow({ where: { id } });
    const ids = [forwardId, receiptId].map(String);
    const mails = (await db().mail.findMany({ where: { id: { in: ids } } })).map(({ sealed }) => openMail(sealed));
    expect(mails.map(({ to }) => to.address).toSorted()).toEqual([
      "nils.harms@mail.example",
      "widerruf@klangwerk.example",
    ]);
    for (const { text, subject } of mails) expect(`${subject} ${text}`).not.toMatch(/Keyboard|Nils|4711|nils\.harms/);
    const shown = (await declarations(rui)).find((one) => one.id === id);
    expect(shown).toMatchObject({ words: declared.words, name: "Nils Harms", settledAt: null });
    expect(await declarations(nils)).toEqual([]);
    expect(await settleWithdrawal(nils, id)).toEqual({ ok: false, reason: "not-found" });
    expect(await settleWithdrawal(rui, id)).toEqual({ ok: true });
    expect(await settleWithdrawal(rui, id)).toEqual({ ok: false, reason: "settled" });
  });

  test("said again from a form of its own it is the first while that waits; in other words or after the shop took it, another", async () => {
    const say = async (words: string) => {
      const id = randomUUID();
      const taken = await withdrawContract(nils, { id, words, order: "B-2025-4712" });
      if (!taken.ok) throw new Error("the declaration was not taken");
      return { id, taken: taken.value };
    };
    const first = await say("Ich widerrufe.");
    expect(first.taken.id).toBe(first.id);
    expect((await say("Ich widerrufe.")).taken).toEqual(first.taken);
    const other = await say("Ich widerrufe auch den Rest.");
    expect(other.taken.id).toBe(other.id);
    await settleWithdrawal(rui, first.id);
    const later = await say("Ich widerrufe.");
    expect(later.taken.id).toBe(later.id);
  });

  test("without a word there is nothing to pass on", async () => {
    expect(await withdrawContract(nils, { id: randomUUID(), words: "", order: "" })).toEqual({
      ok: false,
      reason: "words-missing",
    });
  });
});

describe("asked again", () => {
  test("while it is open it is a reminder: counted, no new clock; after the answer it is new and says what it repeats", async () => {
    const customer = await portal.customer();
    const ask = async (id = randomUUID()) => {
      const received = await receive(customer, { id, wishes: [{ right: "portability" }], language: "en" });
      if (!received.ok) throw new Error(received.reason);
      return received.value.requests[0];
    };
    const first = await ask();
    const form = randomUUID();
    const second = await ask(form);
    expect(second).toMatchObject({ reference: first?.reference, reminder: true, dueOn: first?.dueOn });
    expect(await ask(form)).toMatchObject({ reference: first?.reference, reminder: true });
    const { reminders } = await find(first?.reference as string);
    expect(reminders).toBe(1);
    await advance(first?.reference as string);
    await portal.accepted(first?.reference as string);
    await advance(first?.reference as string);
    // The form that only reminded leads to the same request after its answer, too.
    expect(await ask(form)).toMatchObject({ reference: first?.reference, reminder: true });
    const third = await ask();
    expect(third).toMatchObject({ reminder: false });
    expect(await find(third?.reference as string)).toMatchObject({ repeats: first?.reference });
  });
});
