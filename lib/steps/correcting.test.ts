/** Art. 16: what a shop lets people edit changes at once, the rest after a look; opinions and invoices are not overwritten. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import type { Correction } from "../gdpr/wish";
import { openMail } from "../mail/outbox";
import { advance } from "./advance";
import { cancel } from "./ask/cancel";
import { correctableKinds, correctableRecords, correctionOf } from "./ask/correctable";
import { placeHold } from "./decide/hold";
import { mayUse } from "./may-use";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { approve } from "./decide/review";
import { stop } from "./ask/stop";
import { day } from "../gdpr/day";

let portal: Portal;
let ana: Actor;
let nils: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("correcting");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const rows = async (sql: string, values: unknown[] = []) => (await portal.shop.query(sql, values)).rows;
const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });

type Change = { category: string; at?: number; values?: Record<string, string>; statement?: string };

async function correction(who: Actor, { category, at = 0, values = {}, statement = "" }: Change): Promise<Correction> {
  const code = (await correctableRecords(who, category))?.[at]?.code ?? "";
  const made = await correctionOf(who, { category, code, values, statement });
  if (made === null || made === "nothing") throw new Error(`nothing to correct in ${category}: ${made}`);
  return made;
}

async function ask(who: Actor, change: Change, { words = "", pause = false } = {}): Promise<string> {
  const wish = { right: "rectification" as const, corrections: [await correction(who, change)], words, pause };
  const received = await receive(who, { id: randomUUID(), wishes: [wish], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  return received.value.requests[0]?.reference as string;
}

describe("what can be set right", () => {
  test("is shown with the stored values, never what waits for a review", async () => {
    const { kinds } = await correctableKinds(nils);
    const ids = kinds.map(({ category }) => category);
    expect(ids).toEqual(expect.arrayContaining(["account", "order", "invoice", "credit-score"]));
    for (const hidden of ["fraud-file", "authority-disclosure", "server-log", "consent-record"])
      expect(ids).not.toContain(hidden);
    expect(await correctableRecords(nils, "fraud-file")).toBeNull();
    const [account] = (await correctableRecords(ana, "account")) ?? [];
    expect(account?.ways).toEqual(["self-service"]);
    expect(account?.fields.find(({ column }) => column === "name")).toMatchObject({
      value: "Ana Vidal",
      correctable: true,
    });
    expect(JSON.stringify(account)).not.toMatch(/password|KW-100001/);
  });

  test("a record's code leads nobody else to it", async () => {
    const code = (await correctableRecords(ana, "account"))?.[0]?.code ?? "";
    const stolen = { category: "account", code, values: { name: "Somebody" }, statement: "" };
    expect(await correctionOf(nils, stolen)).toBeNull();
    expect(await correctionOf(ana, { ...stolen, values: { name: "Ana Vidal" } })).toBe("nothing");
    expect(await correctionOf(ana, { ...stolen, values: { password_hash: "x" } })).toBe("nothing");
  });
});

describe("what the shop lets people edit", () => {
  test("changes at once, nothing else does; recipients are told, and the answer names fields, no values", async () => {
    const before = await rows("SELECT * FROM accounts WHERE id = 'KW-100001'");
    const reference = await ask(ana, { category: "account", values: { name: "Ana Vidal Ruiz", language: "de" } });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "fulfilled" });
    const [now] = await rows("SELECT * FROM accounts WHERE id = 'KW-100001'");
    expect(now).toEqual({ ...before[0], name: "Ana Vidal Ruiz", language: "de" });
    expect(await rows("SELECT 1 FROM accounts WHERE name = 'Ana Vidal Ruiz'")).toHaveLength(1);
    const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "rectification" } });
    const { letterText } = await read(reference, letter.drawerId);
    expect(letterText).toContain("Name");
    expect(letterText).not.toMatch(/Ruiz/);
    const events = await eventLines(reference);
    expect(events).not.toMatch(/Ruiz/);
    expect(verifyEvents(events).problems).toEqual([]);
    const executed = await db().event.findFirstOrThrow({ where: { request: reference, fact: "executed" } });
    expect(executed.data).toMatchObject({ action: "correct", done: 1, held: 0 });
  });

  test("an emptied field becomes empty, and what cannot be stored is held back and told", async () => {
    const emptied = await ask(ana, { category: "account-optional", values: { phone: "", company: "" } });
    await advance(emptied);
    expect(await rows("SELECT phone, company FROM accounts WHERE id = 'KW-100001'")).toEqual([
      { phone: null, company: null },
    ]);
    const wrong = await ask(ana, { category: "account", values: { language: "xx" } });
    await advance(wrong);
    expect(await db().task.findFirst({ where: { request: wrong, kind: "held-back" } })).not.toBeNull();
    expect((await rows("SELECT language FROM accounts WHERE id = 'KW-100001'"))[0]).toEqual({ language: "de" });
  });
});

describe("an address by which the person is recognised", () => {
  const change = { category: "account", values: { email: "ana.new@mail.example" } };
  const stored = async () => (await rows("SELECT email FROM accounts WHERE id = 'KW-100001'"))[0]?.email;
  const told = async (reference: string) => {
    const mails = await db().mail.findMany({ where: { request: reference, kind: "address-change" } });
    return mails.map(({ sealed }) => openMail(sealed));
  };

  test("waits seven days; both addresses are told, each with a link that stops it", async () => {
    const reference = await ask(ana, change);
    await advance(reference);
    const { undoUntil, state } = await find(reference);
    expect(state).toBe("approved");
    expect((undoUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const mails = await told(reference);
    expect(mails.map(({ to }) => to.address).toSorted()).toEqual(["ana.new@mail.example", "ana.vidal@mail.example"]);
    const [one, two] = mails.map(({ text }) => /token=([\w-]+)/.exec(text)?.[1] ?? "");
    expect(one).not.toBe(two);
    expect(await stop(one as string)).toMatchObject({ ok: true });
    await portal.ahead("8 days");
    await advance(reference);
    expect(await stored()).toBe("ana.vidal@mail.example");
    expect(await find(reference)).toMatchObject({ state: "approved", waitsFor: "reviewer" });
  });

  test("can be taken back meanwhile", async () => {
    const reference = await ask(ana, change);
    await advance(reference);
    expect(await cancel(ana, reference)).toEqual({ ok: true });
    await advance(reference);
    expect(await stored()).toBe("ana.vidal@mail.example");
  });

  test("a notice that no server takes lets nothing change", async () => {
    const reference = await ask(ana, change);
    await advance(reference);
    await portal.owner.query("UPDATE mail SET state = 'bounced' WHERE request = $1 AND kind = 'address-change'", [
      reference,
    ]);
    await portal.ahead("16 days");
    await advance(reference);
    expect(await stored()).toBe("ana.vidal@mail.example");
    expect((await find(reference)).waitsFor).toBe("reviewer");
  });

  test("changes when nobody stopped it, and the shop keeps the old one with its dates", async () => {
    const reference = await ask(ana, change);
    await advance(reference);
    await portal.ahead("24 days");
    await advance(reference);
    expect(await stored()).toBe("ana.new@mail.example");
    const history = await rows("SELECT email FROM email_history WHERE account_id = 'KW-100001' ORDER BY held_from");
    expect(history.map(({ email }) => email).slice(-2)).toEqual(["ana.vidal@mail.example", "ana.new@mail.example"]);
  });
});

describe("what a person has to judge", () => {
  const words = "The parcel went to a house number that I never had.";
  const change = { category: "order", values: { street: "Gartenweg 18a" } };

  test("waits for a reviewer with its reason; paused meanwhile if wished; then exactly that record changes", async () => {
    const without = {
      right: "rectification" as const,
      corrections: [await correction(nils, change)],
      words: "",
      pause: false,
    };
    expect(await receive(nils, { id: randomUUID(), wishes: [without], language: "en" })).toEqual({
      ok: false,
      reason: "words-missing",
    });
    const reference = await ask(nils, change, { words, pause: true });
    expect(await mayUse([{ account: "KW-100013", category: "order" }])).toMatchObject([
      { allowed: false, because: "paused" },
    ]);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "reviewer" });
    expect(await rows("SELECT 1 FROM orders WHERE street = 'Gartenweg 18a'")).toEqual([]);
    const hash = (await find(reference)).planHash as string;
    expect(await approve(rui, reference, hash)).toMatchObject({ ok: true });
    await advance(reference);
    expect(await rows("SELECT customer_number FROM orders WHERE street = 'Gartenweg 18a'")).toEqual([
      { customer_number: "KW-100013" },
    ]);
    expect((await find(reference)).state).toBe("fulfilled");
  });

  test("a record that changed meanwhile voids the approval", async () => {
    const reference = await ask(nils, { category: "order", values: { city: "Jever" } }, { words });
    await advance(reference);
    const hash = (await find(reference)).planHash as string;
    await portal.shop.query("UPDATE orders SET phone = '+49 4421 1' WHERE customer_number = 'KW-100013'");
    expect(await approve(rui, reference, hash)).toEqual({ ok: false, reason: "plan-changed" });
  });

  test("a hold stops it", async () => {
    const reference = await ask(nils, { category: "order", values: { postcode: "26388" } }, { words });
    await advance(reference);
    await approve(rui, reference, (await find(reference)).planHash as string);
    const reason = "The order is disputed before the court; the record must stay as it is.";
    const placing = { reference, kind: "legal" as const, category: "order", reason, reviewOn: day("2027-06-01") };
    expect(await placeHold(rui, placing)).toMatchObject({ ok: true });
    await advance(reference);
    // The hold voids the approval; once approved again, the run waits for its release.
    await approve(rui, reference, (await find(reference)).planHash as string);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "approved", waitsFor: "hold" });
    expect(await rows("SELECT 1 FROM orders WHERE postcode = '26388' AND customer_number = 'KW-100013'")).toEqual([]);
  });

  test("an opinion stays as it is and gets the person's statement beside it", async () => {
    const statement = "The payment was late because the bank had a failure, not because of me.";
    const reference = await ask(nils, { category: "credit-score", statement }, { words: statement });
    const [before] = await rows("SELECT score, factors FROM credit_checks WHERE customer_number = 'KW-100013'");
    await advance(reference);
    await approve(rui, reference, (await find(reference)).planHash as string);
    await advance(reference);
    const [after] = await rows(
      "SELECT score, factors, counter_statement FROM credit_checks WHERE customer_number = 'KW-100013'",
    );
    expect(after).toEqual({ ...before, counter_statement: statement });
  });

  test("an invoice is never overwritten: a correction document is asked for", async () => {
    const before = await rows("SELECT * FROM invoices ORDER BY number");
    const statement = "My company's name is missing on the invoice.";
    const reference = await ask(nils, { category: "invoice", statement }, { words: statement });
    await advance(reference);
    const decisions = await db().decision.findMany({ where: { request: reference, count: { gt: 0 } } });
    expect(decisions.map(({ action, norm, category, count }) => [action, norm, category, count])).toEqual([
      ["keep", "document", "invoice", 1],
    ]);
    await approve(rui, reference, (await find(reference)).planHash as string);
    await advance(reference);
    expect(await rows("SELECT * FROM invoices ORDER BY number")).toEqual(before);
    expect(
      await db().task.count({ where: { request: reference, kind: "correction-document", category: "invoice" } }),
    ).toBe(1);
    const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "rectification" } });
    expect((await read(reference, letter.drawerId)).letterText).toContain("§ 146(4) AO");
  });
});

async function read(reference: string, drawer: string): Promise<{ letterText: string }> {
  const { openDrawer, requestKey } = await import("../seal/request-key");
  return { letterText: JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), drawer)) };
}
