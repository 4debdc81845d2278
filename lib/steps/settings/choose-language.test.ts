/** Art. 12(1): letters about what is open come in the language that the person chose last; what was sent stays as it was. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { openMail } from "../../mail/outbox";
import { myLetter } from "../../queries/my/letter";
import { putInDrawer } from "../../seal/request-key";
import { sendLetter } from "../answer/send-letter";
import { draftDrawer, draftOf } from "../answer/worded";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { loadRequest } from "../load";
import { note } from "../move";
import { chooseLanguage } from "./choose-language";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let ana: Actor;
beforeAll(async () => {
  portal = await openTestPortal("choose_language");
});
afterAll(() => portal.close());
beforeEach(async () => {
  ana = await signedIn({ email: "ana@post.example", name: "Ana" });
});

const loaded = (reference: string) => db().$transaction((tx) => loadRequest(tx, reference));
const send = (reference: string) =>
  db().$transaction(async (tx) =>
    sendLetter(tx, await loadRequest(tx, reference), "cancellation", {
      cancelledOn: "2026-11-26" as never,
      by: "subject",
    }),
  );
const chosen = async (request: string) =>
  (await db().event.findMany({ where: { request, fact: "language-chosen" } })).map(({ data }) => data);
const subjectOf = async ({ mail }: { mail: string | null }) =>
  openMail((await db().mail.findUniqueOrThrow({ where: { id: mail ?? "" } })).sealed).subject;

test("the next letter of an open request and its mail come in it, the former letter stays", async () => {
  const reference = await fileRequest(ana);
  const other = (await loaded(reference)).language === "de" ? "en" : "de";
  const [first, before] = [await send(reference), (await loaded(reference)).language];
  const kept = await myLetter(ana, reference, first.letter);
  await chooseLanguage(ana, other);
  const second = await send(reference);
  expect(await myLetter(ana, reference, second.letter)).toMatchObject({ language: other });
  expect((await myLetter(ana, reference, second.letter))?.title).not.toBe(kept?.title);
  expect(await subjectOf(second)).not.toBe(await subjectOf(first));
  expect(await myLetter(ana, reference, first.letter)).toEqual(kept);
  expect(kept?.language).toBe(before);
  expect(await chosen(reference)).toEqual([{ language: other }]);
});

test("the same again, twice at once too, changes nothing and is no event", async () => {
  const reference = await fileRequest(ana);
  const { language } = await loaded(reference);
  await chooseLanguage(ana, language);
  expect(await chosen(reference)).toEqual([]);
  const other = language === "de" ? "en" : "de";
  await Promise.all([chooseLanguage(ana, other), chooseLanguage(ana, other)]);
  expect(await chosen(reference)).toEqual([{ language: other }]);
});

test("reaches nobody else's request and no closed one", async () => {
  const ben = await signedIn({ email: "ben@post.example" });
  const untouched = [await fileRequest(ben), await fileRequest(ana, { state: "delivered" })];
  const before = await Promise.all(untouched.map(async (one) => (await loaded(one)).language));
  for (const language of ["en", "de"] as const) await chooseLanguage(ana, language);
  expect(await Promise.all(untouched.map(async (one) => (await loaded(one)).language))).toEqual(before);
  for (const one of untouched) expect(await chosen(one)).toEqual([]);
});

test("a letter that was worded in the former language is void, and so is the plan approved with it", async () => {
  const reference = await fileRequest(ana, { state: "planned" });
  await db().request.update({ where: { id: reference }, data: { planHash: "a".repeat(64) } });
  const request = await loaded(reference);
  const draft = () => db().$transaction(async (tx) => draftOf(tx, await loadRequest(tx, reference), "access"));
  await db().$transaction(async (tx) => {
    const { commit } = await putInDrawer(tx, request.keys, draftDrawer("access"), { ending: "Until soon." });
    const rui = await signedIn({ roles: ["reviewer"] });
    await note(tx, reference, "worded", rui, { as: "reviewer", data: { letter: "access", texts: 1 }, commit });
  });
  expect((await draft())?.wording).toEqual({ ending: "Until soon." });
  await chooseLanguage(ana, request.language === "de" ? "en" : "de");
  expect(await draft()).toBeNull();
  expect((await loaded(reference)).planHash).toBeNull();
});

test("a plan that nobody worded a letter for keeps its approvals", async () => {
  const reference = await fileRequest(ana, { state: "planned" });
  await db().request.update({ where: { id: reference }, data: { planHash: "a".repeat(64) } });
  await chooseLanguage(ana, (await loaded(reference)).language === "de" ? "en" : "de");
  expect((await loaded(reference)).planHash).toBe("a".repeat(64));
});
