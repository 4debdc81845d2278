/** Art. 12(1), 32: notices go to proved addresses alone, a change waits and is told to both, and nothing else moves with it. */
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actor, type Actor } from "../../actor";
import { db } from "../../db";
import { openMail } from "../../mail/outbox";
import { mySettings } from "../../queries/my/settings";
import { sealColumn } from "../../seal/seal";
import { sendLetter } from "../answer/send-letter";
import { otherContacts } from "../ask/stop-notice";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { loadRequest } from "../load";
import { chooseContact, proveContact } from "./choose-contact";
import { receive } from "../ask/receive";
import { choosePlace } from "./choose-place";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let owner: pg.Client;
let ana: Actor;
beforeAll(async () => {
  portal = await openTestPortal("choose_contact");
  process.env.SUPPRESSION_KEY = randomBytes(32).toString("base64");
  owner = new pg.Client({ connectionString: portal.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await portal.close();
});
/** Makes the portal's clock run ahead. */
const ahead = (interval: string) =>
  owner.query("INSERT INTO meta VALUES ('ahead', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [
    interval,
  ]);
beforeEach(async () => {
  await ahead("0");
  await db().$executeRaw`DELETE FROM "mail" WHERE "request" IS NULL`;
  await db().$executeRaw`DELETE FROM "rate"`;
  ana = await signedIn({ email: "ana@post.example", name: "Ana" });
});

const second = "ana.second@post.example";
const ask = (address = second) => chooseContact(ana, { to: "other", address });
const mails = async () => {
  const rows = await db().mail.findMany({ where: { request: null, kind: "settings" }, orderBy: { madeAt: "asc" } });
  return rows.map(({ sealed }) => openMail(sealed));
};
const lastCode = async () => /^\d{8}$/m.exec((await mails()).at(-1)?.text ?? "")?.[0] ?? "no code";
const contact = async () => (await mySettings(ana)).contact;
const prove = async () => {
  await ask();
  expect(await proveContact(ana, await lastCode())).toEqual({ ok: true });
};
const noticeOf = async (reference: string) => {
  const { mail } = await db().$transaction(async (tx) =>
    sendLetter(tx, await loadRequest(tx, reference), "cancellation", {
      cancelledOn: "2026-11-26" as never,
      by: "subject",
    }),
  );
  return openMail((await db().mail.findUniqueOrThrow({ where: { id: mail ?? "" } })).sealed).to.address;
};

describe("another address", () => {
  test("gets a code and nothing else until the code is typed", async () => {
    const reference = await fileRequest(ana);
    expect(await ask(` Ana.Second@POST.example `)).toEqual({ ok: true, value: "code-sent" });
    expect((await mails()).map(({ to }) => to.address)).toEqual([second]);
    expect(await contact()).toEqual({ second: null, standing: "sign-in", waitsUntil: null, asked: second });
    await ahead("30 days");
    expect(await noticeOf(reference)).toBe("ana@post.example");
    expect(await chooseContact(ana, { to: "second" })).toEqual({ ok: false, reason: "not-proved" });
  });

  test("proved, is told with the one of before at once, and hears of answers only after the time, about open requests too", async () => {
    const reference = await fileRequest(ana);
    await prove();
    const told = (await mails()).slice(1);
    expect(told.map(({ to }) => to.address).toSorted()).toEqual([second, "ana@post.example"]);
    expect(JSON.stringify(told.map(({ subject, text, html }) => [subject, text, html]))).not.toMatch(
      /ana\.second|ana@/,
    );
    expect(await contact()).toMatchObject({ second, standing: "waits", asked: null });
    expect(await noticeOf(reference)).toBe("ana@post.example");
    await ahead("6 days 23 hours");
    expect(await noticeOf(reference)).toBe("ana@post.example");
    await ahead("7 days 1 minute");
    expect([await noticeOf(reference), (await contact()).standing]).toEqual([second, "second"]);
    const next = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    if (!next.ok) throw new Error(next.reason);
    expect(await noticeOf(next.value.requests[0]?.reference ?? "")).toBe(second);
  });

  test("changes nothing of who is recognised and who is warned", async () => {
    const reference = await fileRequest(ana);
    await prove();
    await ahead("8 days");
    const request = await db().$transaction((tx) => loadRequest(tx, reference));
    expect(request.contact.email).toBe("ana@post.example");
    const held = { email: second, proved: false, held: null };
    const person = { ...request.subject, addresses: [held] };
    expect(otherContacts(person, request.contact.email, new Date())).toEqual([second]);
  });

  test("stays chosen when something else is", async () => {
    const reference = await fileRequest(ana);
    await prove();
    await choosePlace(ana, { country: "AT", land: "" });
    await ahead("8 days");
    expect(await noticeOf(reference)).toBe(second);
  });
});

describe("back to the address that signs in", () => {
  test("holds at once, is told to both, and the proved one needs no code again but the time", async () => {
    const reference = await fileRequest(ana);
    await prove();
    await ahead("8 days");
    const before = (await mails()).length;
    expect(await chooseContact(ana, { to: "sign-in" })).toEqual({ ok: true, value: "chosen" });
    expect(await noticeOf(reference)).toBe("ana@post.example");
    const told = (await mails()).slice(before);
    expect(told.map(({ to }) => to.address).toSorted()).toEqual([second, "ana@post.example"]);
    expect(await chooseContact(ana, { to: "second" })).toEqual({ ok: true, value: "chosen" });
    expect(await noticeOf(reference)).toBe("ana@post.example");
    expect((await contact()).standing).toBe("waits");
  });

  test("pressed twice, at the same time too, tells once", async () => {
    await prove();
    const before = (await mails()).length;
    await Promise.all([chooseContact(ana, { to: "sign-in" }), chooseContact(ana, { to: "sign-in" })]);
    expect(await chooseContact(ana, { to: "sign-in" })).toEqual({ ok: true, value: "as-it-was" });
    expect((await mails()).length).toBe(before + 2);
  });
});

describe("a code", () => {
  test("works for half an hour, once, and with spaces", async () => {
    await ask();
    const code = await lastCode();
    await ahead("31 minutes");
    expect(await proveContact(ana, code)).toEqual({ ok: false, reason: "no-code" });
    await ask();
    const next = await lastCode();
    expect(await proveContact(ana, ` ${next.slice(0, 4)} ${next.slice(4)} `)).toEqual({ ok: true });
    expect(await proveContact(ana, next)).toEqual({ ok: false, reason: "no-code" });
  });

  test("is void after five wrong ones, and belongs to one person and the address it went to last", async () => {
    await ask("first@post.example");
    const former = await lastCode();
    await ask();
    const code = await lastCode();
    const wrong = code === "00000000" ? "11111111" : "00000000";
    expect(await proveContact(ana, former)).toEqual({ ok: false, reason: "wrong-code" });
    const ben = await signedIn({ email: "ben@post.example" });
    expect(await proveContact(ben, code)).toEqual({ ok: false, reason: "no-code" });
    for (let n = 0; n < 3; n++) expect(await proveContact(ana, wrong)).toEqual({ ok: false, reason: "wrong-code" });
    expect(await proveContact(ana, wrong)).toEqual({ ok: false, reason: "no-code" });
    expect(await proveContact(ana, code)).toEqual({ ok: false, reason: "no-code" });
    expect((await contact()).second).toBeNull();
  });

  test("is sent five times in a quarter of an hour, to whatever addresses", async () => {
    for (let n = 0; n < 5; n++) expect(await ask(`n${n}@post.example`)).toMatchObject({ ok: true });
    expect(await ask("n6@post.example")).toEqual({ ok: false, reason: "too-many" });
    expect(await mails()).toHaveLength(5);
  });
});

test("not by somebody who signed in long ago or by an e-mail link, nor without an address to fall back on", async () => {
  await ask();
  const code = await lastCode();
  for (const who of [
    { ...ana, authAge: 3600 },
    { ...ana, door: "link" as const, authAge: 0 },
  ]) {
    expect(await chooseContact(actor(who), { to: "other", address: second })).toEqual({
      ok: false,
      reason: "not-fresh",
    });
    expect(await proveContact(actor(who), code)).toEqual({ ok: false, reason: "not-fresh" });
  }
  const nobody = actor({ ...ana, email: null });
  expect(await chooseContact(nobody, { to: "sign-in" })).toEqual({ ok: false, reason: "no-address" });
});

test.each([
  ["", "not-an-address"],
  ["ana", "not-an-address"],
  ["a@b.example, c@d.example", "not-an-address"],
  ["ana@post.example\r\nBcc: x@y.example", "not-an-address"],
  ["ANA@post.example", "same-address"],
])("%j is refused, and nothing is sent", async (address, reason) => {
  expect(await ask(address)).toEqual({ ok: false, reason });
  expect([await mails(), (await contact()).asked]).toEqual([[], null]);
});

test("settings that were kept before there was a choice are read as they are", async () => {
  const settings = sealColumn("person settings", JSON.stringify({ place: null, paper: "A\nB" }));
  await db().person.update({ where: { id: ana.person ?? "" }, data: { settings } });
  expect(await mySettings(ana)).toMatchObject({ paper: "A\nB", contact: { standing: "sign-in", second: null } });
  await prove();
  expect(await mySettings(ana)).toMatchObject({ paper: "A\nB", contact: { standing: "waits", second } });
});
