/** Art. 12(1), 77: what a person chooses holds at once, for them alone, and nobody changes where letters go unnoticed. */
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actor, type Actor } from "../../actor";
import { db } from "../../db";
import { openMail } from "../../mail/outbox";
import { remediesToCome } from "../../queries/desk/remedies";
import { mySettings } from "../../queries/my/settings";
import { everyLetter, sendLetter } from "../answer/send-letter";
import { receive } from "../ask/receive";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { loadRequest } from "../load";
import { choosePaper } from "./choose-paper";
import { choosePlace } from "./choose-place";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let ana: Actor;
beforeAll(async () => {
  portal = await openTestPortal("settings");
  process.env.SUPPRESSION_KEY = randomBytes(32).toString("base64");
});
afterAll(() => portal.close());
beforeEach(async () => {
  await db().$executeRaw`DELETE FROM "mail" WHERE "request" IS NULL`;
  ana = await signedIn({ email: "ana@post.example", name: "Ana" });
});

const address = "Ana Beispiel\nGartenweg 3\n20095 Hamburg";
const tasksOf = (request: string) => db().task.findMany({ where: { request, kind: "post-letter" } });
const factsOf = async (request: string) =>
  (await db().event.findMany({ where: { request, fact: "paper-chosen" } })).map(({ data }) => data);
const loaded = (reference: string) => db().$transaction((tx) => loadRequest(tx, reference));
const notices = async () =>
  (await db().mail.findMany({ where: { request: null, kind: "settings" } })).map(({ sealed }) => openMail(sealed));

describe("where somebody lives", () => {
  test("their own authority is named first, in letters about requests that are open and that are to come", async () => {
    const reference = await fileRequest(ana);
    expect(everyLetter(await loaded(reference))).toMatchObject({ secondAuthority: null });
    expect(await choosePlace(ana, { country: "DE", land: "DE-HH" })).toEqual({ ok: true });
    const own = { name: expect.stringContaining("Hamburg"), url: "https://datenschutz-hamburg.de/" };
    expect(everyLetter(await loaded(reference))).toMatchObject({ secondAuthority: own });
    expect(await mySettings(ana)).toMatchObject({
      place: { country: "DE", land: "DE-HH" },
      named: { name: "Hamburg" },
      first: own,
    });
    const next = await receive(ana, { id: randomUUID(), wishes: [{ right: "portability" }], language: "de" });
    if (!next.ok) throw new Error(next.reason);
    const request = await loaded(next.value.requests[0]?.reference ?? "");
    expect(everyLetter(request)).toMatchObject({
      secondAuthority: own,
      authority: { name: expect.stringContaining("Berlin") },
    });
    expect(await factsOf(reference)).toEqual([]);
  });

  test("is shown to the desk as the letter will say it", async () => {
    const reference = await fileRequest(ana);
    await choosePlace(ana, { country: "FR", land: "" });
    const rui = await signedIn({ roles: ["reviewer"] });
    const [sentence] = (await remediesToCome(rui, { reference, language: "en" })) ?? [];
    expect(sentence).toMatch(/yours, Commission Nationale.+ or the one that supervises us, Berliner/);
    expect(await remediesToCome(ana, { reference, language: "en" })).toBeNull();
  });

  test("outside the EEA, in the controller's own Land, and unsaid again: the competent one alone", async () => {
    for (const place of [
      { country: "other", land: "" },
      { country: "DE", land: "DE-BE" },
      { country: "", land: "" },
    ]) {
      expect(await choosePlace(ana, place)).toEqual({ ok: true });
      expect((await mySettings(ana)).first.code).toBe("DE-BE");
    }
    expect((await mySettings(ana)).place).toBeNull();
  });

  test.each([
    ["DE", "", "land-needed"],
    ["DE", "DE", "land-needed"],
    ["DE", "FR", "land-needed"],
    ["XX", "", "unknown-country"],
    ["DE-BY", "", "unknown-country"],
    ["__proto__", "", "unknown-country"],
    ["'; DROP TABLE person; --", "x", "unknown-country"],
  ])("%s %s is refused and changes nothing", async (country, land, reason) => {
    await choosePlace(ana, { country: "AT", land: "" });
    expect(await choosePlace(ana, { country, land })).toEqual({ ok: false, reason });
    expect((await mySettings(ana)).place).toEqual({ country: "AT", land: null });
  });
});

describe("letters on paper", () => {
  test("from the next letter on, beside the portal, also of what is open; the person is told by mail", async () => {
    const reference = await fileRequest(ana);
    expect(await choosePaper(ana, `  ${address.replaceAll("\n", "\r\n \r\n")} `)).toEqual({ ok: true });
    expect((await mySettings(ana)).paper).toBe(address);
    expect(await factsOf(reference)).toEqual([{ paper: "yes" }]);
    const request = await loaded(reference);
    expect(request.contact).toMatchObject({ post: address, email: "ana@post.example" });
    const sent = await db().$transaction((tx) =>
      sendLetter(tx, request, "cancellation", { cancelledOn: "2026-11-26" as never, by: "subject" }),
    );
    expect(sent.mail).not.toBeNull();
    expect(await tasksOf(reference)).toMatchObject([{ letterId: sent.letter, doneAt: null }]);
    const [notice, ...more] = await notices();
    expect([notice?.to.address, more]).toEqual(["ana@post.example", []]);
    expect(JSON.stringify(notice)).not.toMatch(/Beispiel|Gartenweg|20095/);
  });

  test("of what is asked afterwards too, the receipt among them, which the person sends themselves", async () => {
    await choosePaper(ana, address);
    const got = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    if (!got.ok) throw new Error(got.reason);
    expect(await tasksOf(got.value.requests[0]?.reference ?? "")).toHaveLength(1);
  });

  test("again the same changes nothing and tells nobody; ending it does both", async () => {
    const reference = await fileRequest(ana);
    await choosePaper(ana, address);
    await Promise.all([choosePaper(ana, address), choosePaper(ana, address)]);
    expect([(await notices()).length, await factsOf(reference)]).toEqual([1, [{ paper: "yes" }]]);
    await choosePaper(ana, null);
    expect([(await notices()).length, await factsOf(reference)]).toEqual([2, [{ paper: "yes" }, { paper: "no" }]]);
    expect((await loaded(reference)).contact.post).toBeNull();
  });

  test("not by somebody who signed in long ago, and never by an e-mail link alone", async () => {
    for (const who of [
      { ...ana, authAge: 3600 },
      { ...ana, door: "link" as const, authAge: 0 },
    ])
      expect(await choosePaper(actor(who), address)).toEqual({ ok: false, reason: "not-fresh" });
    expect([(await mySettings(ana)).paper, await notices()]).toEqual([null, []]);
  });

  test.each([
    ["", "nothing"],
    ["Ana", "one line"],
    ["a\n".repeat(8), "eight lines"],
    [`Ana\n${"x".repeat(101)}`, "a line too long"],
    ["Ana\nWeg\u202e 3", "a sign that turns the writing round"],
    ["Ana\nWeg\u0000 3", "a control character"],
  ])("%j is refused: %s", async (text) => {
    expect(await choosePaper(ana, text)).toEqual({ ok: false, reason: "address-unfit" });
    expect((await mySettings(ana)).paper).toBeNull();
  });
});

test("what one person chose reaches nobody else's request and no closed one", async () => {
  const ben = await signedIn({ email: "ben@post.example" });
  const [his, closed] = [await fileRequest(ben), await fileRequest(ana, { state: "delivered" })];
  await choosePaper(ana, address);
  await choosePlace(ana, { country: "AT", land: "" });
  for (const reference of [his, closed]) expect((await loaded(reference)).contact.post ?? null).toBeNull();
  expect(await mySettings(ben)).toMatchObject({ paper: null, place: null });
});

test("lies sealed in the row", async () => {
  await choosePaper(ana, address);
  const { settings } = await db().person.findUniqueOrThrow({ where: { id: ana.person ?? "" } });
  expect(Buffer.from(settings ?? []).toString("latin1")).not.toMatch(/Gartenweg|paper/);
});
