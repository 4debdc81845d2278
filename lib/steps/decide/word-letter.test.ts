/** Art. 12(1), (4): a letter looked at and worded before it goes out, and what goes out is what was looked at. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import type { Right } from "../../gdpr/right";
import type { WordedKind, Wording } from "../../gdpr/wording";
import type { Letter } from "../../letters/letter";
import { renderText } from "../../letters/render";
import { openDrawer, requestKey } from "../../seal/request-key";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { staffOf, type Staff } from "../erased.fixture";
import { eventLines, startPortal, type Portal, wish } from "../portal.fixture";
import { extend } from "./extend";
import { letterAhead, lettersOfPlan } from "./letter-ahead";
import { refuse } from "./refuse";
import { approve } from "./review";
import { keepTyped } from "./typed-letter";
import { wordLetter } from "./word-letter";

let portal: Portal;
let staff: Staff;
let person: Actor;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("word-letter", { customers: 40 });
  staff = await staffOf();
}, 120_000);
afterAll(() => portal.close());
beforeEach(async () => {
  person = await portal.customer();
});

async function ask(right: Right, language: "en" | "de" = "en"): Promise<string> {
  const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };
  const received = await receive(person, { id: randomUUID(), wishes: [wish(right, choice)], language });
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  return reference;
}

const now = () => db().request.findUniqueOrThrow({ where: { id: reference } });
const hash = async () => (await now()).planHash as string;
const drafts = () => db().event.count({ where: { request: reference, fact: "worded" } });
const word = (who: Actor, kind: WordedKind, texts: Wording, shown = "") =>
  wordLetter(who, reference, { kind, shown, texts });
async function sent(kind: string): Promise<string> {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind } });
  return renderText(await openDrawer<Letter>(db(), await requestKey(db(), reference), letter.drawerId));
}
async function ahead(kind: WordedKind, who = staff.dora): Promise<string> {
  const found = await letterAhead(who, reference, kind);
  if (!found?.letter) throw new Error(`no ${kind} to be looked at`);
  return renderText(found.letter);
}
/** All but the name and what seals the events before it. */
const body = (text: string) => text.split(/Your proof:|Ihr Nachweis:/)[0]?.replace(/(Good day|Guten Tag)[^,]*,/, "");

const facts = "The account holds 4,000 records in nine systems, and two of them are searched by hand.";
const extension = { reason: "complexity" as const, facts };
const refusal = {
  ground: "exception" as const,
  facts: "A law suit about every record of this account is under way.",
  alternative: "We lock the records and use them for nothing else.",
};

describe("an answer", () => {
  test("is read before the approval as it is sent after it, in the person's language, worded as somebody of the desk did", async () => {
    await ask("access", "de");
    expect(await word(staff.dora, "access", { opening: "Danke für Ihre Geduld.", ending: "Melden Sie sich gern." })).toEqual({ ok: true }); // prettier-ignore
    const before = await ahead("access");
    expect(before).toContain("Danke für Ihre Geduld.");
    const shown = (await lettersOfPlan(staff.rui, reference))?.shown;
    expect(await approve(staff.rui, reference, await hash(), shown)).toMatchObject({ value: { state: "approved" } });
    expect(await word(staff.dora, "access", { opening: "Anders." })).toEqual({ ok: false, reason: "not-open" });
    await advance(reference);
    expect(body(await sent("access"))).toBe(body(before));
    const events = await eventLines(reference);
    expect(events).not.toContain("Geduld");
    expect(verifyEvents(events).problems).toEqual([]);
  });

  test("is read of an erasure in the numbers of its plan", async () => {
    await ask("erasure");
    const text = await ahead("erasure");
    expect(text).toMatch(/deleted \(\d+ records?\)/);
    expect(text).not.toContain("under way");
  });

  test("worded after a first approval is approved by two again; an approval of the letter of before is none", async () => {
    const asked = { ...policy().review };
    onTestFinished(() => void Object.assign(policy().review, asked));
    Object.assign(policy().review, { secondApprover: ["access"], opinion: [] });
    await ask("access");
    const plan = await hash();
    expect(await approve(staff.rui, reference, plan, "")).toMatchObject({ value: { state: "needs-second" } });
    expect(await word(staff.rui, "access", { opening: "We read every record twice." })).toEqual({ ok: true });
    expect(await approve(staff.nora, reference, plan, "")).toEqual({ ok: false, reason: "plan-changed" });
    await advance(reference);
    // The plan is the same and so is its hash: what was shown of the letter tells the two apart.
    expect(await hash()).toBe(plan);
    expect(await approve(staff.nora, reference, plan, "")).toEqual({ ok: false, reason: "letter-changed" });
    const shown = (await lettersOfPlan(staff.nora, reference))?.shown;
    expect(await approve(staff.nora, reference, plan, shown)).toMatchObject({ value: { state: "needs-second" } });
    expect(await approve(staff.nora, reference, plan, shown)).toEqual({ ok: false, reason: "same-person" });
    expect(await approve(staff.rui, reference, plan, shown)).toMatchObject({ value: { state: "approved" } });
    const voided = await db().plan.findUniqueOrThrow({ where: { request_no: { request: reference, no: 1 } } });
    expect(voided.voidBecause).toBe("letter");
  });
});

describe("a letter of a step", () => {
  test("is read with what was typed, and nothing happens by that; what is sent is what was read", async () => {
    await ask("erasure");
    expect(await letterAhead(staff.rui, reference, "extension")).toBeNull();
    expect(await keepTyped(staff.dora, reference, { kind: "extension", typed: extension })).toEqual({ ok: false, reason: "not-allowed" }); // prettier-ignore
    expect(await keepTyped(staff.rui, reference, { kind: "extension", typed: extension })).toEqual({ ok: true });
    const before = await ahead("extension");
    expect(before).toContain(facts);
    expect(await db().letter.count({ where: { request: reference, kind: "extension" } })).toBe(0);
    expect(await extend(staff.rui, reference, extension)).toEqual({ ok: true });
    expect(body(await sent("extension"))).toBe(body(before));
    expect(await letterAhead(staff.rui, reference, "extension")).toBeNull();
  });

  test("a refusal goes out as it was shown, by the second person too", async () => {
    await ask("erasure");
    await keepTyped(staff.rui, reference, { kind: "refusal", typed: refusal });
    expect(await refuse(staff.rui, reference, refusal)).toEqual({ ok: false, reason: "needs-second" });
    expect(await word(staff.rui, "refusal", { main: "Das ist der Fall: {facts}" })).toEqual({ ok: true });
    expect(await refuse(staff.nora, reference, refusal)).toEqual({ ok: false, reason: "letter-changed" });
    const shown = (await letterAhead(staff.nora, reference, "refusal"))?.shown;
    expect(await refuse(staff.nora, reference, refusal, shown)).toEqual({ ok: true });
    expect(await sent("refusal")).toContain(`Das ist der Fall: ${refusal.facts}`);
  });
});

describe("what is refused changes nothing", () => {
  beforeEach(async () => {
    await ask("erasure");
    await keepTyped(staff.rui, reference, { kind: "refusal", typed: refusal });
  });

  test.each<[string, WordedKind, Wording, string]>([
    ["the facts are lost", "refusal", { main: "No." }, "wrong-text"],
    ["the authority is lost", "refusal", { remedies: "You may complain." }, "wrong-text"],
    ["a gap has no name", "refusal", { opening: "Dear {friend}" }, "wrong-text"],
    ["no such letter is to go out", "extension", { opening: "Later." }, "not-open"],
    ["another right's answer", "access", { opening: "Later." }, "not-open"],
  ])("%s", async (_, kind, texts, reason) => {
    const before = await now();
    expect(await word(staff.rui, kind, texts)).toEqual({ ok: false, reason });
    expect(await now()).toEqual(before);
    expect(await drafts()).toBe(0);
  });

  test("a stranger, their own request, a draft that is another one by now", async () => {
    const opening = "We looked at it.";
    expect(await word(person, "refusal", { opening })).toEqual({ ok: false, reason: "not-found" });
    const own = { ...person, roles: ["reviewer" as const] };
    expect(await word(own, "refusal", { opening })).toEqual({ ok: false, reason: "own-request" });
    expect(await word(staff.rui, "refusal", { opening })).toEqual({ ok: true });
    expect(await word(staff.nora, "refusal", { opening: "Another." })).toEqual({ ok: false, reason: "letter-changed" });
    // The same texts once more are no second draft, whoever presses.
    expect(await word(staff.nora, "refusal", { opening })).toEqual({ ok: true });
    expect(await drafts()).toBe(1);
    expect(await letterAhead(person, reference, "refusal")).toBeNull();
  });

  test("texts that stand as in every letter are no draft, and bring the standing letter back", async () => {
    const standing = Object.fromEntries(((await letterAhead(staff.rui, reference, "refusal"))?.texts ?? []).map(({ part, text }) => [part, text])); // prettier-ignore
    expect(await word(staff.rui, "refusal", standing)).toEqual({ ok: true });
    expect(await drafts()).toBe(0);
    await word(staff.rui, "refusal", { ...standing, opening: "Now:" });
    const shown = (await letterAhead(staff.rui, reference, "refusal"))?.shown ?? "";
    expect(await word(staff.rui, "refusal", standing, shown)).toEqual({ ok: true });
    expect((await letterAhead(staff.rui, reference, "refusal"))?.shown).toBe("");
    expect(await ahead("refusal")).not.toContain("Now:");
  });
});
