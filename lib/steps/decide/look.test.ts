/** Art. 5(1)(f): what lies sealed is shown to whoever looked on purpose, for an hour, and each look is in the evidence. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { verifyEvents } from "../../gdpr/evidence";
import type { Wish } from "../../gdpr/wish";
import { advance } from "../advance";
import { correctableRecords, correctionOf } from "../ask/correctable";
import { enter } from "../ask/enter";
import { entryOf } from "../ask/entry";
import { decisionOf, machineDecisions } from "../ask/machine-decisions";
import { receive } from "../ask/receive";
import { eventLines, signedIn, startPortal, wish, type Portal } from "../portal.fixture";
import { decisionShown } from "./decision-shown";
import { giveLegalView } from "./legal-view";
import { letterToPost } from "./letter-to-post";
import { look, personFile } from "./look";
import { giveOpinion } from "./opinion";
import { proposedTo } from "./proposed";
import { refuse } from "./refuse";

let portal: Portal;
let nils: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let lea: Actor;

beforeAll(async () => {
  portal = await startPortal("looking");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  lea = await signedIn("lea", { roles: ["legal"] });
}, 120_000);
afterAll(() => portal.close());

async function ask(...wishes: Wish[]): Promise<string> {
  const received = await receive(nils, { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference ?? "";
  await advance(reference);
  return reference;
}
const looks = (request: string) => db().event.count({ where: { request, fact: "looked" } });

describe("the file of a correction", () => {
  const words = "The parcel went to a house number that I never had.";
  let reference: string;

  test("stays closed until somebody looks, and opens for that person alone", async () => {
    const [record] = (await correctableRecords(nils, "order"))?.records ?? [];
    const change = { category: "order", code: record?.code ?? "", values: { street: "Gartenweg 18a" }, statement: "" };
    const correction = await correctionOf(nils, change);
    if (correction === null || typeof correction === "string" || "unfit" in correction)
      throw new Error("nothing to correct");
    reference = await ask({ right: "rectification", corrections: [correction], words, pause: false });
    expect(await personFile(rui, reference)).toBeNull();
    for (const [who, reason] of [
      [nils, "not-found"],
      [lea, "not-allowed"],
    ] as const)
      expect(await look(who, reference)).toEqual({ ok: false, reason });
    expect(await look(rui, "R-0000000000000000")).toEqual({ ok: false, reason: "not-found" });
    expect(await look(rui, reference)).toEqual({ ok: true });
    expect(await personFile(nora, reference)).toBeNull();
    expect(await personFile(rui, reference)).toMatchObject({
      name: "Nils Harms",
      email: "nils.harms@mail.example",
      account: "KW-100013",
      words,
      corrections: [
        {
          category: "order",
          how: "review",
          fields: [{ label: { en: "Street and number" }, before: expect.any(String), after: "Gartenweg 18a" }],
        },
      ],
    });
  });

  test("is recorded once within the hour, with nothing of what was seen", async () => {
    await look(rui, reference);
    expect(await looks(reference)).toBe(1);
    await look(dora, reference);
    expect(await looks(reference)).toBe(2);
    const lines = await eventLines(reference);
    expect(verifyEvents(lines).problems).toEqual([]);
    expect(lines).not.toMatch(/Gartenweg|Harms|parcel/);
  });

  test("holds the officer's words, once they were given", async () => {
    const { planHash } = await db().request.findUniqueOrThrow({ where: { id: reference } });
    await giveOpinion(dora, reference, planHash as string, "agrees", "The street is named so in the map.");
    expect((await personFile(rui, reference))?.opinion).toBe("The street is named so in the map.");
  });

  test("closes after an hour", async () => {
    await portal.ahead("61 minutes");
    expect(await personFile(rui, reference)).toBeNull();
    await portal.ahead("0 minutes");
  });
});

describe("a machine's decision", () => {
  test("shows what it could be instead at once, and what the shop's record says to who looked", async () => {
    await portal.shop.query(
      "UPDATE credit_decisions SET reviewed_by_person = false WHERE customer_number = 'KW-100013'",
    );
    const { decisions } = await machineDecisions(nils);
    const decision = await decisionOf(nils, decisions[0]?.code ?? "");
    if (!decision || decision === "unanswered") throw new Error("no decision to ask about");
    const reference = await ask({ right: "intervention", decision, words: "My income was taken for another's." });
    const before = await decisionShown(rui, reference);
    expect(before).toMatchObject({
      category: "credit-decision",
      offers: ["all-methods", "prepaid-only", "declined"],
      record: null,
    });
    expect(await decisionShown(dora, reference)).toBeNull();
    await look(rui, reference);
    const shown = await decisionShown(rui, reference);
    expect(shown?.record?.result).toBe(decisions[0]?.result);
    expect(JSON.stringify(shown)).not.toContain("KW-100013");
    expect(await decisionShown(rui, await ask({ right: "access" }))).toBeNull();
  });
});

describe("a letter for the post", () => {
  const id = randomUUID();
  const entry = async () => {
    const entered = await enter(rui, {
      id,
      rights: ["access", "erasure"],
      channel: "letter",
      receivedOn: addDays(dayIn("Europe/Berlin", new Date()), -3),
      receivedAt: "11:30",
      language: "de",
      requester: "self",
      name: "Mara Keller",
      email: null,
      post: "Hafenweg 1\n20457 Hamburg",
      words: "Bitte schicken Sie mir alles, was Sie zu mir gespeichert haben.",
      consents: [],
      uses: null,
      ground: null,
    });
    if (!entered.ok) throw new Error(entered.reason);
    return entered.value;
  };

  test("has the address only for who looked", async () => {
    const { references } = await entry();
    const [reference = ""] = references;
    const letter = await db().letter.findFirstOrThrow({ where: { request: reference } });
    expect(await letterToPost(rui, reference, letter.id)).toBeNull();
    await look(rui, reference);
    expect(await letterToPost(rui, reference, letter.id)).toMatchObject({
      to: ["Mara Keller", "Hafenweg 1", "20457 Hamburg"],
      city: "Berlin",
      from: "Klangwerk Audio GmbH · Schlesische Straße 12 · 10997 Berlin",
      head: { name: "Klangwerk Audio GmbH", contact: ["privacy@klangwerk.example"], facts: [], logo: null },
    });
    expect(await letterToPost(rui, reference, randomUUID())).toBeNull();
    expect(await personFile(rui, reference)).toMatchObject({ post: "Hafenweg 1\n20457 Hamburg", email: null });
  });

  test("belongs to an entry whose receipt code is shown to its author, for half an hour", async () => {
    const { receiptCode } = await entry();
    const shown = await entryOf(rui, id);
    expect(shown).toMatchObject({ answerBy: "post", receiptCode });
    expect(shown?.requests.map(({ right }) => right)).toEqual(["access", "erasure"]);
    for (const who of [nora, nils]) expect(await entryOf(who, id)).toBeNull();
    expect(await entryOf(rui, randomUUID())).toBeNull();
    await portal.ahead("31 minutes");
    expect(await entryOf(rui, id)).toMatchObject({ receiptCode: null });
    await portal.ahead("0 minutes");
  });
});

describe("a refusal that a colleague proposed", () => {
  test("is read by the reviewer who comes second, with legal's word", async () => {
    const person = await portal.customer();
    const received = await receive(person, {
      id: randomUUID(),
      wishes: [wish("access", { scope: "account", categories: [], keepLicences: null, doNotContact: false })],
      language: "en",
    });
    const reference = received.ok ? (received.value.requests[0]?.reference ?? "") : "";
    await advance(reference);
    expect(await proposedTo(nora, reference)).toEqual({ refusal: null, legal: null });
    const facts = "The same copy was fetched five times this week, and nothing has changed since.";
    await refuse(rui, reference, { ground: "excessive", facts, alternative: "Ask again when something has changed." });
    const reason = "The facts show an intention to do harm, not a wish to know.";
    await giveLegalView(lea, reference, { view: "agrees", reason });
    expect(await proposedTo(nora, reference)).toMatchObject({
      refusal: { facts, ground: "excessive" },
      legal: { view: "agrees", reason },
    });
    for (const who of [dora, lea, person]) expect(await proposedTo(who, reference)).toBeNull();
  });
});
