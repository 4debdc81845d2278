/** Art. 12(5): a fee binds nobody who did not say yes, by whatever way; until then nothing is done for the request. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { verifyEvents } from "../../gdpr/evidence";
import type { Right } from "../../gdpr/right";
import { openDrawer, requestKey } from "../../seal/request-key";
import { advance } from "../advance";
import { identify } from "../ask/identify";
import { enter } from "../ask/enter";
import { decisionOf, machineDecisions } from "../ask/machine-decisions";
import { receive } from "../ask/receive";
import { claim, letGo } from "../claim";
import { makePlan } from "../plan/plan";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { answerByHand } from "./answer-by-hand";
import { decideAgain } from "./decide-again";
import { acceptFee, announceFee, recordFeeAnswer } from "./fee";
import { decideIdentity, type Link } from "./identity";
import { approve } from "./review";

let portal: Portal;
let nils: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("fee");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const fee = { cents: 1200, facts: "The same copy was made six times within a week and nothing had changed." };
const how = "By letter of 3 December, in one sentence.";

async function byLetter(right: Right, link: Link | null): Promise<string> {
  const entered = await enter(rui, {
    id: randomUUID(),
    rights: [right],
    channel: "letter",
    receivedOn: addDays(dayIn("Europe/Berlin", new Date()), -3),
    receivedAt: "11:30",
    language: "en",
    requester: "self",
    name: "Mara Keller",
    email: null,
    post: "Hafenweg 1\n20457 Hamburg",
    words: "The same again, please, for the seventh time.",
    consents: [],
    uses: null,
    ground: null,
  });
  if (!entered.ok) throw new Error(entered.reason);
  const [reference = ""] = entered.value.references;
  await advance(reference);
  const reason = "Name and address are those of the account.";
  if (link) await decideIdentity(rui, reference, { decision: "identified", reason, link });
  await advance(reference);
  return reference;
}

describe("whoever wrote a letter", () => {
  test("says no or yes by letter; a reviewer records it with how they said so, and then it goes on", async () => {
    const { account } = await portal.customer();
    const reference = await byLetter("access", { to: "account", account: account ?? "" });
    const no = { agrees: false, how };
    expect(await recordFeeAnswer(rui, reference, no)).toEqual({ ok: false, reason: "not-open" });
    expect(await announceFee(rui, reference, fee)).toEqual({ ok: true });
    expect(await recordFeeAnswer(rui, reference, { ...no, how: "yes" })).toEqual({ ok: false, reason: "how-missing" });
    expect(await recordFeeAnswer(nils, reference, no)).toEqual({ ok: false, reason: "not-found" });
    expect(await recordFeeAnswer(rui, reference, no)).toEqual({ ok: true });
    expect(await find(reference)).toMatchObject({ feeState: "announced", waitsFor: "reviewer" });
    const { planHash } = await find(reference);
    expect(await approve(rui, reference, planHash ?? "")).toEqual({ ok: false, reason: "fee-open" });
    expect(await recordFeeAnswer(rui, reference, { agrees: true, how })).toEqual({ ok: true });
    expect(await find(reference)).toMatchObject({ feeState: "accepted", waitsFor: "reviewer" });
    expect(await recordFeeAnswer(rui, reference, no)).toEqual({ ok: false, reason: "not-open" });
    const events = await eventLines(reference);
    expect(verifyEvents(events).problems).toEqual([]);
    expect(events).not.toContain("sentence");
    const rows = await db().event.findMany({ where: { request: reference, fact: { startsWith: "fee-" } } });
    expect(rows.map(({ fact, actorRole }) => [fact, actorRole])).toEqual([
      ["fee-announced", "reviewer"],
      ["fee-declined", "reviewer"],
      ["fee-accepted", "reviewer"],
    ]);
    const drawers = await db().drawer.findMany({ where: { request: reference, kind: "fee-answer" } });
    const keys = await requestKey(db(), reference);
    const kept = await Promise.all(drawers.map(({ id }) => openDrawer(db(), keys, id)));
    expect(kept).toEqual(expect.arrayContaining([no, { agrees: true, how }]));
  });

  test("before it is known who they are it waits for their yes, then for a reviewer", async () => {
    const reference = await byLetter("access", null);
    await announceFee(rui, reference, fee);
    await recordFeeAnswer(rui, reference, { agrees: true, how });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "received", waitsFor: "reviewer" });
  });

  test("is never charged for what ends at once", async () => {
    const reference = await byLetter("objection", null);
    expect(await announceFee(rui, reference, fee)).toEqual({ ok: false, reason: "ends-at-once" });
  });

  test("is answered by hand only after the yes", async () => {
    const reference = await byLetter("access", { to: "nobody" });
    await announceFee(rui, reference, fee);
    const given = { answer: "We looked into all our systems and found nothing about you.", rest: "" };
    expect(await answerByHand(rui, reference, given)).toEqual({ ok: false, reason: "fee-open" });
    await recordFeeAnswer(rui, reference, { agrees: true, how });
    expect(await answerByHand(rui, reference, given)).toEqual({ ok: true });
  });
});

describe("nothing runs by itself while a fee is open", () => {
  test("what needs no reviewer is not even planned; it runs once the person agreed", async () => {
    const customer = await portal.customer();
    const received = await receive(customer, { id: randomUUID(), wishes: [{ right: "portability" }], language: "en" });
    if (!received.ok) throw new Error(received.reason);
    const reference = received.value.requests[0]?.reference ?? "";
    await announceFee(rui, reference, fee);
    await advance(reference);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "identified", planHash: null, waitsFor: "person" });
    expect(await acceptFee(customer, reference)).toEqual({ ok: true });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "fulfilled" });
  });

  test("announced while the sources are searched, the rule approves nothing", async () => {
    const customer = await portal.customer();
    const received = await receive(customer, { id: randomUUID(), wishes: [{ right: "portability" }], language: "en" });
    if (!received.ok) throw new Error(received.reason);
    const reference = received.value.requests[0]?.reference ?? "";
    const claimed = await claim(reference);
    if (!claimed) throw new Error("another worker holds it");
    await identify(claimed);
    await announceFee(rui, reference, fee);
    expect(await makePlan(claimed)).toMatchObject({ outcome: "planned" });
    await letGo(claimed, null);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "person" });
  });

  test("a decision of a machine is looked at after the yes", async () => {
    const { decisions } = await machineDecisions(nils);
    const decision = await decisionOf(nils, decisions[0]?.code ?? "");
    if (!decision || decision === "unanswered") throw new Error("nothing was decided by a machine");
    const words = "My income was counted wrongly, and I can show it.";
    const received = await receive(nils, {
      id: randomUUID(),
      wishes: [{ right: "intervention", decision, words }],
      language: "en",
    });
    if (!received.ok) throw new Error(received.reason);
    const reference = received.value.requests[0]?.reference ?? "";
    await advance(reference);
    await announceFee(rui, reference, fee);
    const reasons = "The income that you named was confirmed, and it changes nothing.";
    const stands = { outcome: "stands" as const, result: null, reasons };
    expect(await decideAgain(rui, reference, stands)).toEqual({ ok: false, reason: "fee-open" });
    await acceptFee(nils, reference);
    expect(await decideAgain(rui, reference, stands)).toEqual({ ok: true });
  });
});
