/** Art. 12(6), 12(3): doubt written down, asked for the least, the clock rests until the answer if it was asked at once. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Actor } from "../../actor";
import { db, portalNow } from "../../db";
import { addDays, addMonths, dayIn, type Day } from "../../gdpr/day";
import { deadline } from "../../gdpr/deadline";
import { verifyEvents } from "../../gdpr/evidence";
import type { Letter } from "../../letters/letter";
import { renderText } from "../../letters/render";
import { openDrawer, requestKey } from "../../seal/request-key";
import { myRequest } from "../../queries/my/request";
import { personAt } from "../../sign-in/admit";
import { advance } from "../advance";
import type { Entered } from "../ask/enter";
import { enter } from "../ask/enter";
import { byLetter } from "../entered.fixture";
import { forgetIdentityEvidence } from "../message/forget-evidence";
import { myMessages } from "../message/read";
import { writeToDesk } from "../message/write";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { extend } from "./extend";
import { decideIdentity } from "./identity";
import { recordIdentityAnswer } from "./identity-answer";
import { askIdentity } from "./identity-query";
import { letterAhead } from "./letter-ahead";
import { finishTask } from "./task";
import { keepTyped } from "./typed-letter";

let portal: Portal;
let nils: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("identity-query");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const zone = "Europe/Berlin";
const query = {
  doubt: "Two people of that name have an account, and no order was named.",
  item: "the number of an order",
};
const how = "She wrote that one of her orders was B-2025-4711.";
const reason = "The order that was named belongs to this account alone.";
const link = { to: "account" as const, account: "KW-100012" };

const today = async (): Promise<Day> => dayIn(zone, await portalNow());
const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const dayOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

const onPaper = { channel: "letter" as const, email: null, post: "Mara Keller\nHafenweg 1\n20457 Hamburg" };

/** A mail of somebody whom a reviewer has to tell, received so many days ago. */
async function came(daysAgo: number, more: Partial<Entered> = {}): Promise<string> {
  const receivedOn = addDays(await today(), -daysAgo);
  const email = { channel: "email" as const, email: "mara.keller@mail.example", post: null };
  const entered = await enter(rui, byLetter({ ...email, receivedOn, receivedAt: "00:05", ...more }));
  if (!entered.ok) throw new Error(entered.reason);
  const [reference = ""] = entered.value.references;
  await advance(reference);
  return reference;
}

async function asked(daysAgo: number): Promise<string> {
  const reference = await came(daysAgo);
  expect(await askIdentity(rui, reference, query)).toEqual({ ok: true });
  await portal.accepted(reference);
  await advance(reference);
  return reference;
}

const countedWith = ({ receivedAt }: { receivedAt: Date }, pauses: { from: Day; to: Day }[]) =>
  deadline({ receivedAt: receivedAt.toISOString(), land: "DE-BE", zone, pauses });

test("a question that leaves at once rests the clock until the answer, however long that takes", async () => {
  const reference = await asked(0);
  const before = await find(reference);
  const from = await today();
  expect(before).toMatchObject({ state: "received", waitsFor: "person", pauses: [] });
  expect(dayOf(before.identitySentOn)).toBe(from);
  expect(await askIdentity(rui, reference, query)).toEqual({ ok: false, reason: "open" });
  const identified = { decision: "identified" as const, reason, link };
  const away = { decision: "not-identified" as const, reason, item: query.item };
  expect(await decideIdentity(rui, reference, away)).toEqual({ ok: false, reason: "too-early" });

  await portal.later("7 days");
  const to = await today();
  const answer = { on: to, how };
  expect(await recordIdentityAnswer(nils, reference, answer)).toEqual({ ok: false, reason: "not-found" });
  for (const on of ["30 November", addDays(from, -1), addDays(to, 1)])
    expect(await recordIdentityAnswer(rui, reference, { on, how })).toEqual({ ok: false, reason: "no-such-day" });
  expect(await recordIdentityAnswer(rui, reference, { on: to, how: " short " })).toEqual({ ok: false, reason: "how-missing" }); // prettier-ignore
  const both = await Promise.all([1, 2].map(() => recordIdentityAnswer(rui, reference, answer)));
  expect(both).toEqual(expect.arrayContaining([{ ok: true }, { ok: false, reason: "not-open" }]));

  const after = await find(reference);
  const clock = countedWith(after, [{ from, to }]);
  expect(after).toMatchObject({ waitsFor: "reviewer", identityAskedAt: null, pauses: [{ from, to }] });
  expect(dayOf(after.dueOn)).toBe(clock.due);
  expect(after.unrolledOn).toEqual(before.unrolledOn);
  expect(clock.due > (dayOf(before.dueOn) ?? "")).toBe(true);
  // The same pause is in an extension that comes later (law: receipt, three months, the days of the pause).
  expect(await extend(rui, reference, { reason: "complexity", facts: "Records lie in four systems that hold no common key." })).toEqual({ ok: true }); // prettier-ignore
  await portal.accepted(reference);
  await advance(reference);
  expect(dayOf((await find(reference)).extendedOn)).toBe(clock.extendedDue);

  expect(await decideIdentity(rui, reference, identified)).toEqual({ ok: true });
  await advance(reference);
  const lines = await eventLines(reference);
  expect(verifyEvents(lines).problems).toEqual([]);
  expect(lines).toContain(`"data":{"answeredOn":"${to}","askedOn":"${from}","days":7,"dueOn":"${clock.due}"}`);
  for (const word of ["B-2025-4711", "order was named"]) expect(lines).not.toContain(word);
});

test("a question after the third working day rests nothing, and its letter says so", async () => {
  const reference = await asked(9);
  const before = await find(reference);
  const row = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "identity-query" } });
  const letter = renderText(await openDrawer<Letter>(db(), await requestKey(db(), reference), row.drawerId));
  for (const said of [query.doubt, query.item]) expect(letter).toContain(said);
  expect(letter).toContain("unsere Frage verschiebt sie nicht");
  await portal.later("4 days");
  expect(await recordIdentityAnswer(rui, reference, { on: await today(), how })).toEqual({ ok: true });
  expect((await find(reference)).dueOn).toEqual(before.dueOn);
  expect(await eventLines(reference)).toContain('"days":0');
});

test("what is shown before is what is sent; a letter on paper counts from the day on which it was posted", async () => {
  const reference = await came(0, onPaper);
  expect(await keepTyped(rui, reference, { kind: "identity-query", typed: query })).toEqual({ ok: true });
  const shown = await letterAhead(rui, reference, "identity-query");
  const bodyOf = (letter: Pick<Letter, "blocks"> | null | undefined) =>
    letter?.blocks.filter((block) => "text" in block && !/Guten Tag|Nachweis|Prüf/.test(block.text));
  expect(shown?.musts.filter(({ met }) => !met)).toEqual([]);
  expect(await askIdentity(rui, reference, query)).toEqual({ ok: true });
  await advance(reference);
  const row = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "identity-query" } });
  const sent = await openDrawer<Letter>(db(), await requestKey(db(), reference), row.drawerId);
  expect(bodyOf(sent)).toEqual(bodyOf(shown?.letter));
  expect(renderText(sent)).toContain("in einem verschlossenen Brief");
  expect((await find(reference)).identitySentOn).toBeNull();
  await portal.later("1 day");
  const task = await db().task.findFirstOrThrow({ where: { request: reference, kind: "post-letter", letter: { kind: "identity-query" } } }); // prettier-ignore
  expect(await finishTask(rui, task.id, "Put into the box this morning.")).toEqual({ ok: true });
  await advance(reference);
  const posted = await find(reference);
  expect(posted).toMatchObject({ waitsFor: "person", state: "received" });
  expect(dayOf(posted.identitySentOn)).toBe(await today());
});

test("a question whose letter never left rests nothing", async () => {
  const reference = await came(0);
  expect(await askIdentity(rui, reference, query)).toEqual({ ok: true });
  const { dueOn } = await find(reference);
  await portal.later("2 days");
  expect(await recordIdentityAnswer(rui, reference, { on: await today(), how })).toEqual({ ok: true });
  expect(await find(reference)).toMatchObject({ dueOn, pauses: [] });
  expect(await eventLines(reference)).toContain('"askedOn":null');
});

test("nobody is asked without doubt, for an identity document, who is known, or about what ends at once", async () => {
  const reference = await came(0);
  const no = (reason: string) => ({ ok: false, reason });
  expect(await askIdentity(rui, reference, { ...query, doubt: "unsure" })).toEqual(no("doubt-missing"));
  expect(await askIdentity(rui, reference, { ...query, item: "no" })).toEqual(no("item-missing"));
  expect(await askIdentity(rui, reference, { ...query, item: "a copy of your passport" })).toEqual(no("id-document"));
  expect(await askIdentity(nils, reference, query)).toEqual(no("not-found"));
  const away = { decision: "not-identified" as const, reason, item: "eine Kopie Ihres Personalausweises" };
  expect(await decideIdentity(rui, reference, away)).toEqual(no("id-document"));
  expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toEqual({ ok: true });
  expect(await askIdentity(rui, reference, query)).toEqual(no("known"));
  const ends = await came(0, { ...onPaper, rights: ["withdrawal"], consents: ["newsletter"] });
  expect(await askIdentity(rui, ends, query)).toEqual(no("ends-at-once"));
  const old = await came(40);
  expect(await askIdentity(rui, old, query)).toEqual(no("too-late"));
});

test("no answer by the end of the month: told that they are not known; a late answer opens it with the days of the question", async () => {
  const reference = await asked(0);
  const { receivedOn, identitySentOn } = await find(reference);
  const left = addMonths(dayOf(receivedOn) as Day, 1);
  while ((await today()) < left) await portal.later("1 day");
  const away = { decision: "not-identified" as const, reason, item: query.item };
  expect(await decideIdentity(rui, reference, away)).toEqual({ ok: true });
  await portal.later("5 days");
  const on = await today();
  expect(await recordIdentityAnswer(rui, reference, { on, how })).toEqual({ ok: true });
  const row = await find(reference);
  expect(row).toMatchObject({ state: "received", waitsFor: "reviewer", closedAt: null, receivedOn });
  expect(dayOf(row.dueOn)).toBe(countedWith(row, [{ from: dayOf(identitySentOn) as Day, to: on }]).due);
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
});

test("it became clear without an answer: the question rested nothing", async () => {
  const reference = await asked(0);
  const { dueOn } = await find(reference);
  await portal.later("3 days");
  expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toEqual({ ok: true });
  expect(await find(reference)).toMatchObject({ state: "identified", identityAskedAt: null, pauses: [], dueOn });
});

test("pressed twice it is asked once; a question whose mail came back is asked again, one that left is not", async () => {
  const reference = await came(0);
  const both = await Promise.all([askIdentity(rui, reference, query), askIdentity(rui, reference, query)]);
  expect(both).toEqual(expect.arrayContaining([{ ok: true }, { ok: false, reason: "open" }]));
  expect(await db().letter.count({ where: { request: reference, kind: "identity-query" } })).toBe(1);
  await portal.owner.query("UPDATE mail SET state = 'bounced', settled_at = portal_now() WHERE request = $1", [
    reference,
  ]);
  await advance(reference);
  expect(await find(reference)).toMatchObject({ waitsFor: "person", identitySentOn: null });
  await portal.later("1 hour");
  expect(await askIdentity(rui, reference, query)).toEqual({ ok: true });
  await portal.accepted(reference);
  await advance(reference);
  expect((await find(reference)).identitySentOn).not.toBeNull();
  expect(await askIdentity(rui, reference, query)).toEqual({ ok: false, reason: "open" });
});

test("on the day after the last one to answer the request is the reviewer's again, by itself", async () => {
  const reference = await asked(0);
  const { tryAt, unrolledOn } = await find(reference);
  expect(tryAt && dayIn(zone, tryAt)).toBe(dayOf(unrolledOn));
  while ((await today()) < (dayOf(unrolledOn) ?? "")) await portal.later("1 day");
  await advance(reference);
  expect(await find(reference)).toMatchObject({ state: "received", waitsFor: "reviewer" });
});

const say = (who: Actor, reference: string, text: string) => writeToDesk(who, reference, { id: randomUUID(), text });
/** Whoever follows a link that was sent to the address of the mail. */
async function readerOf(reference: string): Promise<Actor> {
  const person = await personAt("mara.keller@mail.example", "de");
  const about = { roles: ["subject"] as const, account: null, name: null, session: null, authAge: 0 };
  expect((await find(reference)).personId).toBe(person.id);
  return actor({ ...about, person: person.id, email: "mara.keller@mail.example", language: "de", door: "link" });
}

test("whoever wrote by mail finds the question by a link to that address and answers there; an account that is found is not theirs by that", async () => {
  const reference = await asked(0);
  const mara = await readerOf(reference);
  expect((await myRequest(mara, reference))?.phase).toBe("question");
  expect(await say(mara, reference, "My order was B-2025-4711.")).toEqual({ ok: true });
  expect(await find(reference)).toMatchObject({ waitsFor: "reviewer", identityAskedAt: null });
  expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toEqual({ ok: true });
  expect((await find(reference)).personId).toBeNull();
  expect(await myRequest(mara, reference)).toBeNull();
});

test("what proves who somebody is goes when it is decided, and not before; other messages stay", async () => {
  const reference = await asked(0);
  const mara = await readerOf(reference);
  expect(await say(mara, reference, "My order was B-2025-4711.")).toEqual({ ok: true });
  expect(await say(mara, reference, "By the way: only what is from 2024, please.")).toEqual({ ok: true });
  const texts = async () => (await myMessages(mara, reference))?.map(({ text }) => text);
  // What was decided in other tests goes.
  await forgetIdentityEvidence();
  expect(await texts()).not.toContain(null);
  const own = { to: "address" as const, email: "Mara.Keller@mail.example" };
  expect(await decideIdentity(rui, reference, { decision: "identified", reason, link: own })).toEqual({ ok: true });
  expect([await forgetIdentityEvidence(), await forgetIdentityEvidence()]).toEqual([1, 0]);
  expect(await texts()).toEqual([null, "By the way: only what is from 2024, please."]);
  expect(
    await db().drawer.count({ where: { kind: "identity-answer", requestRow: { NOT: { state: "received" } } } }),
  ).toBe(0);
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
});
