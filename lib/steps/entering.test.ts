/** Art. 12(2), 7(3), 18, 21: what staff take in, or somebody asks for another, holds once it is known whose data it is about. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { addDays, dayIn } from "../gdpr/day";
import { verifyEvents } from "../gdpr/evidence";
import { openDrawer, requestKey } from "../seal/request-key";
import { advance } from "./advance";
import { enter, type Entered } from "./ask/enter";
import { askForAnother } from "./ask/for-another";
import { decideExceptions, usesToDecide } from "./decide/exceptions";
import { decideIdentity, type Link } from "./decide/identity";
import { mayUse, type RegistryQuestion } from "./may-use";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";

let portal: Portal;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("entering");
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const letterText = async (reference: string, kind: string) => {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind } });
  return JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), letter.drawerId));
};
const today = dayIn("Europe/Berlin", new Date());

/** A letter without an e-mail address, taken in and looked at by the portal. */
async function entered(more: Partial<Entered>): Promise<string[]> {
  const result = await enter(rui, {
    id: randomUUID(),
    rights: ["access"],
    channel: "letter",
    receivedOn: addDays(today, -6),
    receivedAt: "11:30",
    language: "en",
    requester: "self",
    name: "Mara Keller",
    email: null,
    post: "Hafenweg 1\n20457 Hamburg",
    words: "I do not want this any longer, and I have told you before.",
    consents: [],
    uses: null,
    ground: null,
    ...more,
  });
  if (!result.ok) throw new Error(result.reason);
  for (const reference of result.value.references) await advance(reference);
  return result.value.references;
}

async function linked(reference: string, link: Link): Promise<void> {
  const reason = "Name and address are those of the account.";
  expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toEqual({ ok: true });
}

const answer = async (question: RegistryQuestion) => (await mayUse([question]))[0];

describe("what ends at once, by letter without an e-mail address", () => {
  test("waits for a reviewer; linked to an account it has ended there and then, since the letter came", async () => {
    const { account } = await portal.customer();
    const question = { account: account ?? "", purpose: "newsletter" };
    const [reference = ""] = await entered({ rights: ["withdrawal"], consents: ["newsletter"] });
    expect(await find(reference)).toMatchObject({ state: "received", waitsFor: "reviewer", door: null });
    expect(await answer(question)).toEqual({ allowed: true });
    await linked(reference, { to: "account", account: account ?? "" });
    const { receivedAt } = await find(reference);
    expect(await answer(question)).toEqual({ allowed: false, because: "stopped", since: receivedAt.toISOString() });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "fulfilled", purposes: ["newsletter"] });
    expect(await letterText(reference, "withdrawal")).toContain("Newsletter");
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });

  test("linked to an address it ends for that address, by every channel", async () => {
    const email = "no.more@post.example";
    const [reference = ""] = await entered({ rights: ["objection"] });
    await linked(reference, { to: "address", email });
    expect(await answer({ email, channel: "email" })).toMatchObject({ allowed: false, because: "stopped" });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "fulfilled" });
  });

  test("of somebody in none of our systems it is answered by hand, and nothing is said to have ended", async () => {
    const [reference = ""] = await entered({ rights: ["objection"] });
    await linked(reference, { to: "nobody" });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "identified", byHand: true, purposes: [] });
    expect(await db().task.count({ where: { request: reference, kind: "answer-by-hand" } })).toBe(1);
  });
});

describe("a no to another use than advertising", () => {
  test("is weighed; from the link on the use is paused, and nothing else is", async () => {
    const { account } = await portal.customer();
    const about = { account: account ?? "" };
    const [reference = ""] = await entered({ rights: ["objection"], uses: ["credit-check"] });
    expect(await find(reference)).toMatchObject({ choice: { purposes: ["credit-check"] }, purposes: [] });
    expect(await answer({ ...about, purpose: "credit-check" })).toEqual({ allowed: true });
    await linked(reference, { to: "account", ...about });
    expect(await answer({ ...about, purpose: "credit-check" })).toMatchObject({ because: "paused" });
    expect(await answer({ ...about, purpose: "orders" })).toEqual({ allowed: true });
    const grounds = await db().restriction.findMany({ where: { request: reference }, distinct: ["ground"] });
    expect(grounds.map(({ ground }) => ground)).toEqual(["18(1)(d)"]);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "reviewer" });
  });

  test("of somebody in none of our systems pauses nothing", async () => {
    const [reference = ""] = await entered({ rights: ["objection"], uses: ["credit-check"] });
    await linked(reference, { to: "nobody" });
    expect(await db().restriction.count({ where: { request: reference } })).toBe(0);
  });
});

describe("a pause", () => {
  test("by letter rests on the ground that the person gave, and the answer names it", async () => {
    const [reference = ""] = await entered({ rights: ["restriction"], ground: "18(1)(a)" });
    await linked(reference, { to: "account", account: "KW-100013" });
    await advance(reference);
    const uses = await usesToDecide(db(), await find(reference));
    const all = uses.map(({ id }) => ({ use: id, decision: "stops" as const, ground: null, reason: "" }));
    expect(await decideExceptions(rui, reference, all)).toEqual({ ok: true });
    await advance(reference);
    const text = await letterText(reference, "restriction");
    expect(text).toContain("Art. 18(1)(a)");
    expect(text).not.toContain("18(1)(c)");
  });

  test("for another is asked for its ground", async () => {
    const mother = await signedIn("mother", { email: "mother@post.example", door: "link" });
    const asked = {
      id: randomUUID(),
      is: "parent" as const,
      rights: ["restriction" as const],
      words: "I am the mother of Jonas Meyer from Kiel, who is fifteen. His age is wrong with you.",
      language: "en" as const,
    };
    expect(await askForAnother(mother, { ...asked, ground: null })).toEqual({ ok: false, reason: "ground-missing" });
    const received = await askForAnother(mother, { ...asked, ground: "18(1)(a)" });
    if (!received.ok) throw new Error(received.reason);
    const { choice } = await find(received.value.requests[0]?.reference ?? "");
    expect(choice).toEqual({ ground: "18(1)(a)", categories: null });
  });
});
