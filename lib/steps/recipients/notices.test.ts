/** Art. 19: whoever received the data hears of the change by its way; each notice ends confirmed, or with its reason. */
import { randomUUID } from "node:crypto";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { freePort } from "../../../demo/postgres/cluster";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { myRequest } from "../../queries/my/request";
import { deskRequest } from "../../queries/desk/request";
import { settleMail, sendMail } from "../answer/mailed";
import { finishTask } from "../decide/task";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { recordNotTold } from "./by-hand";
import { confirmNotice, noticeByLink, openNotice } from "./by-link";
import { another, paused } from "./paused.fixture";
import { settleNotices } from "./settle";
import { tellRecipients } from "./tell";
import { loadRequest } from "../load";

let portal: Portal;
let rui: Actor;
let dora: Actor;
let person: Actor;
let reference: string;
let server: SMTPServer;
let raw: string[] = [];
/** A pause runs through the whole shop. */
vi.setConfig({ testTimeout: 90_000 });

beforeAll(async () => {
  portal = await startPortal("recipients");
  [rui, dora] = [await signedIn("rui", { roles: ["reviewer"] }), await signedIn("dora", { roles: ["dpo"] })];
  person = await another(portal);
  reference = await paused(person);
  const port = await freePort();
  process.env.SMTP_URL = `smtp://localhost:${port}`;
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        raw.push(Buffer.concat(chunks).toString());
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
}, 300_000);
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await portal.close();
});
afterEach(() => {
  raw = [];
});

const noticeTo = (recipient: string, request = reference) =>
  db().recipientNotice.findFirstOrThrow({ where: { request, recipient } });
const tasksOf = (recipient: string) => db().task.findMany({ where: { request: reference, recipient } });
const shown = async (name: string) => (await myRequest(person, reference))?.recipients.find((one) => one.name === name);
const nameOf = (recipient: string) => policy().recipients[recipient]?.name ?? "";

/** The link of the newest mail that went out to a recipient. */
async function tokenFromMail(): Promise<{ token: string; text: string }> {
  await sendMail({ limit: 50 });
  const mails = await Promise.all(raw.map((one) => simpleParser(one)));
  const mail = mails.find((one) => one.text?.includes("/recipient?token="));
  return { token: /\/recipient\?token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "", text: mail?.text ?? "" };
}

describe("when a change is settled", () => {
  test("every recipient of the paused data has one notice by its way, an authority and who needs none have none", async () => {
    const rows = await db().recipientNotice.findMany({ where: { request: reference } });
    const ways = Object.fromEntries(rows.map(({ recipient, way }) => [recipient, way]));
    expect(ways).toMatchObject({ paypal: "email", bank: "post", adyen: "portal" });
    expect(Object.keys(ways)).not.toEqual(expect.arrayContaining(["hosting"]));
    expect(rows.filter(({ recipient }) => policy().recipients[recipient]?.role === "authority")).toEqual([]);
    expect(new Set(rows.map(({ change, state }) => `${change} ${state}`))).toEqual(new Set(["paused to-send"]));
    for (const { recipient, categories } of rows)
      for (const one of categories) expect(policy().categories[one]?.recipients).toContain(recipient);
    // Who is told by a mail has no task as long as the mail can arrive.
    expect(await tasksOf("paypal")).toEqual([]);
    expect((await tasksOf("adyen")).map(({ kind }) => kind)).toEqual(["tell-recipient"]);
  });

  test("telling again makes nothing twice", async () => {
    const before = await db().mail.count({ where: { request: reference } });
    const count = await db().recipientNotice.count({ where: { request: reference } });
    const request = await loadRequest(db(), reference);
    await db().$transaction((tx) => tellRecipients(tx, request, ["invoice"], "paused"));
    expect(await db().recipientNotice.count({ where: { request: reference } })).toBe(count);
    expect(await db().mail.count({ where: { request: reference } })).toBe(before);
  });
});

describe("a notice by e-mail", () => {
  let token: string;

  test("tells of a link and nothing of the person; the server's acceptance counts as told", async () => {
    const sent = await tokenFromMail();
    token = sent.token;
    const row = await noticeTo("paypal");
    expect(sent.text).toContain(row.id);
    expect(sent.text).not.toContain(reference);
    for (const word of [person.name, person.email, person.account]) expect(sent.text).not.toContain(word);
    expect(row).toMatchObject({ state: "sent" });
    expect(await shown(nameOf("paypal"))).toMatchObject({ effectiveOn: null, notTold: null });
    expect((await shown(nameOf("paypal")))?.toldAt).not.toBeNull();
    expect(JSON.stringify(await db().recipientLink.findMany())).not.toContain(token);
  });

  test("shows its words after the button alone, with the least by which PayPal finds the person", async () => {
    expect(await noticeByLink(`${token}x`)).toBeNull();
    expect(await noticeByLink(token)).toMatchObject({ state: "waits", words: null });
    expect(await confirmNotice(token, null)).toEqual({ ok: false, reason: "not-opened" });
    expect(await openNotice(token)).toEqual({ ok: true });
    expect(await openNotice(token)).toEqual({ ok: true });
    const { words } = (await noticeByLink(token)) ?? {};
    const paid = "SELECT provider, provider_reference FROM payments WHERE customer_number = $1";
    const { rows } = await portal.shop.query<Record<string, string>>(paid, [person.account]);
    for (const { provider, provider_reference: id = "" } of rows)
      expect(words?.includes(id), provider).toBe(provider === "paypal");
    for (const word of [person.name, person.email, person.account, reference]) expect(words).not.toContain(word);
    const opened = await db().event.findMany({ where: { request: reference, fact: "notice-opened" } });
    expect(opened.map(({ data }) => data)).toEqual([{ recipient: "paypal" }]);
  });

  test("its words are gone from the page a day later, and it can still be confirmed", async () => {
    await portal.ahead("2 days");
    expect(await noticeByLink(token)).toMatchObject({ state: "read", words: null });
    expect(await confirmNotice(token, "2999-01-01" as never)).toEqual({ ok: false, reason: "not-yet" });
    const { today } = (await noticeByLink(token)) ?? {};
    expect(await confirmNotice(token, today ?? null)).toEqual({ ok: true });
    expect(await confirmNotice(token, today ?? null)).toEqual({ ok: true });
    const row = await db().recipientNotice.findFirstOrThrow({
      where: { request: reference, recipient: "paypal" },
      include: { link: true },
    });
    expect(row).toMatchObject({ state: "confirmed", effectiveOn: new Date(today ?? "") });
    expect(row.link?.sealed).toBeNull();
    expect(await shown(nameOf("paypal"))).toMatchObject({ effectiveOn: today });
    expect(await noticeByLink(token)).toMatchObject({ state: "confirmed", words: null });
  });

  test("that comes back becomes a task of the same day", async () => {
    const other = await paused(await another(portal));
    const { mailId } = await noticeTo("paypal", other);
    const mail = await db().mail.update({ where: { id: mailId ?? "" }, data: { tries: 1 } });
    await settleMail({ ...mail }, { outcome: "bounced", code: 550 });
    const tasks = await db().task.findMany({ where: { request: other, recipient: "paypal" } });
    expect(tasks.map(({ kind }) => kind)).toEqual(["tell-recipient"]);
    expect(await db().task.count({ where: { request: other, kind: "mail-bounced" } })).toBe(0);
    expect(await noticeTo("paypal", other)).toMatchObject({ state: "to-send" });
  });

  test("is good for thirty days; then nobody reads it, and its words are destroyed", async () => {
    const other = await paused(await another(portal));
    const sent = await tokenFromMail();
    expect(await noticeByLink(sent.token)).toMatchObject({ state: "waits" });
    await portal.ahead("40 days");
    expect(await noticeByLink(sent.token)).toBeNull();
    expect(await openNotice(sent.token)).toEqual({ ok: false, reason: "unknown-link" });
    await settleNotices();
    expect(await db().recipientLink.count({ where: { request: other, sealed: { not: null } } })).toBe(0);
  });
});

describe("a notice by a person", () => {
  test("is told on a day, asked again when nobody answers, and confirmed", async () => {
    const [task] = await tasksOf("bank");
    const ahead = await finishTask(rui, task?.id ?? "", "by post", { toldOn: "2999-01-01" as never });
    expect(ahead).toEqual({ ok: false, reason: "not-yet" });
    expect(await finishTask(rui, task?.id ?? "", "Letter posted.")).toEqual({ ok: true });
    expect(await noticeTo("bank")).toMatchObject({ state: "sent", effectiveOn: null });
    await settleNotices();
    expect(await tasksOf("bank")).toHaveLength(1);
    await portal.ahead("60 days");
    await settleNotices();
    const again = (await tasksOf("bank")).filter(({ doneAt }) => doneAt === null);
    expect(again.map(({ kind }) => kind)).toEqual(["recipient-silent"]);
    const today = new Date(Date.now()).toISOString().slice(0, 10);
    const effectiveOn = today as never;
    expect(await finishTask(dora, again[0]?.id ?? "", "They rang back.", { effectiveOn })).toEqual({ ok: true });
    expect(await noticeTo("bank")).toMatchObject({ state: "confirmed", effectiveOn: new Date(today) });
  });

  test("that has confirmed meanwhile is not written down as never told", async () => {
    const kind = "tell-recipient-reviewed";
    const { id } = await db().task.create({ data: { request: reference, kind, recipient: "bank", dueOn: new Date() } });
    const why = { because: "impossible" as const, reason: "The company was wound up in May, without a successor." };
    expect(await recordNotTold(rui, id, why)).toEqual({ ok: false, reason: "done-before" });
    const events = await db().event.findMany({ where: { request: reference, fact: "recipient-not-told" } });
    expect(events).toEqual([]);
    await db().task.delete({ where: { id } });
  });

  test("that is impossible has its reason sealed; the person sees the ground and not the words", async () => {
    const [task] = await tasksOf("adyen");
    const why = { because: "impossible" as const, reason: "The company was wound up in May, without a successor." };
    expect(await recordNotTold(person, task?.id ?? "", why)).toEqual({ ok: false, reason: "not-found" });
    expect(await recordNotTold(rui, task?.id ?? "", { ...why, reason: "no" })).toMatchObject({ ok: false });
    expect(await recordNotTold(rui, randomUUID(), why)).toEqual({ ok: false, reason: "not-found" });
    expect(await recordNotTold(rui, task?.id ?? "", why)).toEqual({ ok: true });
    expect(await recordNotTold(rui, task?.id ?? "", why)).toEqual({ ok: false, reason: "done-before" });
    expect(await noticeTo("adyen")).toMatchObject({ state: "not-told", because: "impossible" });
    expect(await shown(nameOf("adyen"))).toMatchObject({ notTold: "impossible" });
    const tables = [await db().recipientNotice.findMany(), await db().task.findMany(), await db().event.findMany()];
    expect(JSON.stringify(tables, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
      "wound up",
    );
  });

  test("the desk sees every one of them, and the evidence is whole", async () => {
    const notices = (await deskRequest(dora, reference))?.notices ?? [];
    expect(notices.find(({ recipient }) => recipient === "paypal")?.openedAt).not.toBeNull();
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});
