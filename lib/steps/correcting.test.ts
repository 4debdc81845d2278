/** Art. 16: what a shop lets people edit changes at once, the rest after a look; opinions and invoices are not overwritten. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import { openMail } from "../mail/outbox";
import { advance } from "./advance";
import { cancel } from "./ask/cancel";
import { finishTask } from "./decide/task";
import { askToCorrect, correction, letterText } from "./correction.fixture";
import { correctableKinds, correctableRecords, correctionOf } from "./ask/correctable";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { stop } from "./ask/stop";

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

describe("what can be set right", () => {
  test("is shown with the stored values, never what waits for a review", async () => {
    const { kinds } = await correctableKinds(nils);
    const ids = kinds.map(({ category }) => category);
    expect(ids).toEqual(expect.arrayContaining(["account", "order", "invoice", "credit-score"]));
    for (const hidden of ["fraud-file", "authority-disclosure", "server-log", "consent-record"])
      expect(ids).not.toContain(hidden);
    // What is counted are the records that can be set right here, and the page says so.
    for (const { category, count } of kinds)
      expect([category, (await correctableRecords(nils, category))?.records.length]).toEqual([
        category,
        Math.min(100, count),
      ]);
    expect(await correctableRecords(nils, "fraud-file")).toBeNull();
    const [account] = (await correctableRecords(ana, "account"))?.records ?? [];
    expect(account?.ways).toEqual(["self-service"]);
    expect(account?.fields.find(({ column }) => column === "name")).toMatchObject({
      value: "Ana Vidal",
      correctable: true,
    });
    expect(JSON.stringify(account)).not.toMatch(/password|KW-100001/);
  });

  test("a code of the shop is said in the reader's words, and what is no code stands as it is", async () => {
    const shown = async (who: Actor) =>
      (await correctableRecords(who, "address-book"))?.records[0]?.fields.find(({ column }) => column === "label");
    expect(await shown(ana)).toMatchObject({ value: "billing", said: "Billing address" });
    expect(await shown({ ...ana, language: "de" })).toMatchObject({ value: "billing", said: "Rechnungsanschrift" });
    await portal.shop.query("ALTER TABLE addresses DROP CONSTRAINT addresses_label_check");
    await portal.shop.query("UPDATE addresses SET label = 'constructor' WHERE account_id = 'KW-100001'");
    try {
      expect(await shown(ana)).toMatchObject({ value: "constructor", said: null });
    } finally {
      await portal.shop.query("UPDATE addresses SET label = 'billing' WHERE account_id = 'KW-100001'");
    }
  });

  test("amounts are money, and each record says in which system it lies since when", async () => {
    const { records = [] } = (await correctableRecords({ ...ana, language: "de" }, "invoice")) ?? {};
    const paid = records.find(({ fields }) => fields.some(({ column }) => column === "amount_cents"));
    expect(paid).toMatchObject({ system: "Shop-Datenbank", since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    const said = Object.fromEntries(paid?.fields.map(({ column, ...field }) => [column, field.said]) ?? []);
    expect(said.amount_cents).toMatch(/^\d[\d.]*,\d\d\u00a0€$/);
    expect(["Karte", "PayPal", "Lastschrift", "Auf Rechnung"]).toContain(said.method);
    const printed = records.find(({ fields }) => fields.some(({ column }) => column === "lines"));
    expect(printed?.fields.find(({ column }) => column === "lines")?.said).toMatch(
      /^Artikelnummer: [A-Z-]+; Preis: [\d.]+,\d\d\u00a0€; Bezeichnung: /,
    );
  });

  test("a value that is none of its field's kind is told before anything is asked", async () => {
    const code = (await correctableRecords(ana, "account"))?.records[0]?.code ?? "";
    const ask = (values: Record<string, string>) =>
      correctionOf(ana, { category: "account", code, values, statement: "" });
    expect(await ask({ email: "nonsense" })).toEqual({ unfit: "email", column: "email" });
    expect(await ask({ email: " " })).toEqual({ unfit: "empty", column: "email" });
    const optional = (await correctableRecords(ana, "account-optional"))?.records[0]?.code ?? "";
    const born = { category: "account-optional", code: optional, values: { born_on: "31.02.1990" }, statement: "" };
    expect(await correctionOf(ana, born)).toEqual({ unfit: "day", column: "born_on" });
    for (const name of ["A".repeat(201), "Ana\u202eladiV", "Ana\nVidal"])
      expect(await ask({ name })).toEqual({ unfit: "text", column: "name" });
    expect(await ask({ name: "A".repeat(200) })).toMatchObject({ values: { name: "A".repeat(200) } });
    expect(await ask({ language: "Deutsch" })).toEqual({ unfit: "language", column: "language" });
  });

  test("what its system never stores empty cannot be emptied, what it may be empty can", async () => {
    const [shown] = (await correctableRecords(ana, "address-book"))?.records ?? [];
    const emptied = (column: string) =>
      correctionOf(ana, {
        category: "address-book",
        code: shown?.code ?? "",
        values: { [column]: " " },
        statement: "",
      });
    expect(await emptied("postcode")).toEqual({ unfit: "empty", column: "postcode" });
    const [optional] = (await correctableRecords(ana, "account-optional"))?.records ?? [];
    expect(optional?.fields.find(({ column }) => column === "phone")?.needed).toBe(false);
  });

  test("a record's code leads nobody else to it", async () => {
    const code = (await correctableRecords(ana, "account"))?.records[0]?.code ?? "";
    const stolen = { category: "account", code, values: { name: "Somebody" }, statement: "" };
    expect(await correctionOf(nils, stolen)).toBeNull();
    expect(await correctionOf(ana, { ...stolen, values: { name: "Ana Vidal" } })).toBe("nothing");
    expect(await correctionOf(ana, { ...stolen, values: { password_hash: "x" } })).toBe("nothing");
  });
});

describe("what the shop lets people edit", () => {
  test("changes at once, nothing else does; recipients are told, and the answer names fields, no values", async () => {
    const before = await rows("SELECT * FROM accounts WHERE id = 'KW-100001'");
    const reference = await askToCorrect(ana, {
      category: "account",
      values: { name: "Ana Vidal Ruiz", language: "de" },
    });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "fulfilled" });
    const [now] = await rows("SELECT * FROM accounts WHERE id = 'KW-100001'");
    expect(now).toEqual({ ...before[0], name: "Ana Vidal Ruiz", language: "de" });
    expect(await rows("SELECT 1 FROM accounts WHERE name = 'Ana Vidal Ruiz'")).toHaveLength(1);
    const text = await letterText(reference);
    expect(text).toContain("Name");
    expect(text).not.toMatch(/Ruiz/);
    const events = await eventLines(reference);
    expect(events).not.toMatch(/Ruiz/);
    expect(verifyEvents(events).problems).toEqual([]);
    const executed = await db().event.findFirstOrThrow({ where: { request: reference, fact: "executed" } });
    expect(executed.data).toMatchObject({ action: "correct", done: 1, held: 0 });
  });

  test("an emptied field becomes empty, and what cannot be stored is held back and told", async () => {
    const emptied = await askToCorrect(ana, { category: "account-optional", values: { phone: "", company: "" } });
    await advance(emptied);
    expect(await rows("SELECT phone, company FROM accounts WHERE id = 'KW-100001'")).toEqual([
      { phone: null, company: null },
    ]);
    const wrong = await askToCorrect(ana, { category: "account", values: { language: "xx" } });
    await advance(wrong);
    expect(await db().task.findFirst({ where: { request: wrong, kind: "held-back" } })).not.toBeNull();
    expect((await rows("SELECT language FROM accounts WHERE id = 'KW-100001'"))[0]).toEqual({ language: "de" });
    const letter = await letterText(wrong);
    expect(letter).toContain("Not changed yet");
    expect(letter).toContain("did not take the new value");
    expect(letter).not.toContain('"Corrected"');
  });

  test("a birthday that was changed to no day on its way leaves the record as it is; the answer follows", async () => {
    const before = await rows("SELECT * FROM accounts WHERE id = 'KW-100001'");
    const right = await correction(ana, { category: "account-optional", values: { born_on: "1990-02-28" } });
    const wish = { right: "rectification" as const, corrections: [{ ...right, values: { born_on: "31.02.1990" } }] };
    const asked = { id: randomUUID(), wishes: [{ ...wish, words: "", pause: false }], language: "en" as const };
    const received = await receive(ana, asked);
    const wrong = (received.ok && received.value.requests[0]?.reference) || "";
    await advance(wrong);
    expect(await find(wrong)).toMatchObject({ state: "fulfilled" });
    expect(await db().task.findFirst({ where: { request: wrong, kind: "held-back" } })).not.toBeNull();
    expect(await rows("SELECT * FROM accounts WHERE id = 'KW-100001'")).toEqual(before);
  });
});

describe("an address by which the person is recognised", () => {
  const change = { category: "account", values: { email: "ana.new@mail.example" } };
  const stored = async () => (await rows("SELECT email FROM accounts WHERE id = 'KW-100001'"))[0]?.email;
  const told = async (reference: string) => {
    const mails = await db().mail.findMany({ where: { request: reference, kind: "address-change" } });
    return mails.map(({ sealed }) => openMail(sealed));
  };

  test("is changed only by somebody who has just proved who they are", async () => {
    const wish = {
      right: "rectification" as const,
      corrections: [await correction(ana, change)],
      words: "",
      pause: false,
    };
    const asked = { id: randomUUID(), wishes: [wish], language: "en" as const };
    expect(await receive({ ...ana, authAge: 3600 }, asked)).toEqual({ ok: false, reason: "not-fresh" });
  });

  test("waits seven days; both addresses are told, each with a link that stops it", async () => {
    const reference = await askToCorrect(ana, change);
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
    // Another form is no second change beside the one that is open.
    const again = { right: "rectification" as const, corrections: [await correction(ana, change)], words: "" };
    const asked = { id: randomUUID(), wishes: [{ ...again, pause: false }], language: "en" as const };
    expect(await receive(ana, asked)).toEqual({ ok: false, reason: "change-open" });
    expect(await cancel(ana, reference)).toEqual({ ok: true });
  });

  test("can be taken back meanwhile", async () => {
    const reference = await askToCorrect(ana, change);
    await advance(reference);
    expect(await cancel(ana, reference)).toEqual({ ok: true });
    await advance(reference);
    expect(await stored()).toBe("ana.vidal@mail.example");
  });

  test("a notice that no server takes lets nothing change", async () => {
    const reference = await askToCorrect(ana, change);
    await advance(reference);
    await portal.owner.query("UPDATE mail SET state = 'bounced' WHERE request = $1 AND kind = 'address-change'", [
      reference,
    ]);
    await portal.ahead("16 days");
    await advance(reference);
    expect(await stored()).toBe("ana.vidal@mail.example");
    expect((await find(reference)).waitsFor).toBe("reviewer");

    // Somebody reached the person another way: from then they have the days that a notice gives, and then it runs.
    const task = { request: reference, kind: "mail-bounced", dueOn: new Date() };
    const { id } = await db().task.create({ data: task });
    expect(await finishTask(rui, id, "Rang the number on file: it is hers, and she wants the change.")).toEqual({
      ok: true,
    });
    await advance(reference);
    expect(await stored()).toBe("ana.vidal@mail.example");
    const { undoUntil } = await find(reference);
    await portal.ahead("24 days");
    expect((undoUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(22.9 * 86_400_000);
    expect(await cancel(ana, reference)).toEqual({ ok: true });
  });

  test("changes when nobody stopped it, and the shop keeps the old one with its dates", async () => {
    const reference = await askToCorrect(ana, change);
    await advance(reference);
    await portal.accepted(reference);
    await portal.ahead("33 days");
    await advance(reference);
    expect(await stored()).toBe("ana.new@mail.example");
    const history = await rows("SELECT email FROM email_history WHERE account_id = 'KW-100001' ORDER BY held_from");
    expect(history.map(({ email }) => email).slice(-2)).toEqual(["ana.vidal@mail.example", "ana.new@mail.example"]);
  });
});

test("a copy that is still to be made holds no correction back", async () => {
  const copy = { id: randomUUID(), wishes: [{ right: "access" as const }], language: "en" as const };
  expect(await receive(ana, copy)).toMatchObject({ ok: true });
  const reference = await askToCorrect(ana, { category: "account", values: { language: "en" } });
  await advance(reference);
  expect(await find(reference)).toMatchObject({ state: "fulfilled", waitsFor: null });
  expect((await rows("SELECT language FROM accounts WHERE id = 'KW-100001'"))[0]).toEqual({ language: "en" });
});
