/** Art. 12, 22(3): what only a person can do: look at a decision, answer for a parent or an heir, take a letter in. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import { openDrawer, requestKey } from "../seal/request-key";
import { advance } from "./advance";
import { answerByHand } from "./decide/answer-by-hand";
import { decideAgain } from "./decide/decide-again";
import { decideIdentity } from "./decide/identity";
import { finishTask } from "./decide/task";
import { decisionOf, machineDecisions } from "./ask/machine-decisions";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { askForAnother } from "./ask/for-another";
import { receive } from "./ask/receive";

let portal: Portal;
let nils: Actor;
let parent: Actor;
let rui: Actor;
let dora: Actor;

beforeAll(async () => {
  portal = await startPortal("by-person");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  parent = await signedIn("parent", { email: "parent@post.example", door: "link" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
}, 120_000);
afterAll(() => portal.close());

const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const letterText = async (reference: string, kind: string) => {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind } });
  return JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), letter.drawerId));
};

describe("Art. 22(3): a person looks at a decision", () => {
  const words = "I have a steady job since May, which the agency did not know.";
  let reference: string;

  test("is asked about a decision of one's own that nobody looked at", async () => {
    const { decisions } = await machineDecisions(nils);
    const declined = decisions.find(({ result }) => result === "declined");
    expect(declined).toMatchObject({ looked: false, best: false, on: "2026-10-01" });
    const about = await decisionOf(nils, declined?.code ?? "");
    if (!about || about === "unanswered") throw new Error("the decision cannot be asked about");
    expect(await decisionOf(parent, declined?.code ?? "")).toBeNull();
    const wish = { right: "intervention" as const, decision: about, words };
    expect(await receive(nils, { id: randomUUID(), wishes: [{ ...wish, words: "why" }], language: "en" })).toEqual({
      ok: false,
      reason: "words-missing",
    });
    const received = await receive(nils, { id: randomUUID(), wishes: [wish], language: "en" });
    if (!received.ok) throw new Error(received.reason);
    reference = received.value.requests[0]?.reference as string;
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "identified", waitsFor: "reviewer" });
  });

  test("is decided by a reviewer with reasons, written into the record, and told in plain words", async () => {
    const reasons = "The income that you named was confirmed, so all ways to pay are offered again.";
    expect(await decideAgain(dora, reference, { outcome: "stands", result: null, reasons })).toEqual({
      ok: false,
      reason: "not-allowed",
    });
    expect(await decideAgain(rui, reference, { outcome: "changed", result: "gold", reasons })).toEqual({
      ok: false,
      reason: "no-result",
    });
    expect(await decideAgain(rui, reference, { outcome: "changed", result: "declined", reasons })).toEqual({
      ok: false,
      reason: "not-better",
    });
    expect(await decideAgain(rui, reference, { outcome: "changed", result: "all-methods", reasons: "ok" })).toEqual({
      ok: false,
      reason: "reason-missing",
    });
    expect(await decideAgain(rui, reference, { outcome: "changed", result: "all-methods", reasons })).toEqual({
      ok: true,
    });
    expect(await decideAgain(rui, reference, { outcome: "stands", result: null, reasons })).toEqual({
      ok: false,
      reason: "not-open",
    });
    await advance(reference);
    const { rows } = await portal.shop.query(
      "SELECT result_class, reviewed_by_person FROM credit_decisions WHERE customer_number = 'KW-100013'",
    );
    expect(rows).toEqual([{ result_class: "all-methods", reviewed_by_person: true }]);
    expect(await find(reference)).toMatchObject({ state: "fulfilled" });
    expect(await letterText(reference, "intervention")).toContain(reasons);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    const { decisions } = await machineDecisions(nils);
    expect(decisions.find(({ on }) => on === "2026-10-01")).toMatchObject({ looked: true, best: true });
  });
});

test("what the shop will not take is settled by a person before anything is said of it", async () => {
  const ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  const { decisions } = await machineDecisions(ana);
  const decision = await decisionOf(ana, decisions.find(({ looked }) => !looked)?.code ?? "");
  if (!decision || decision === "unanswered") throw new Error("no machine decided about her");
  const wishes = [{ right: "intervention" as const, decision, words: "Please look whether the old address counted." }];
  const received = await receive(ana, { id: randomUUID(), wishes, language: "en" });
  const reference = (received.ok && received.value.requests[0]?.reference) || "";
  await advance(reference);
  const reasons = "The old address did not count; all ways to pay stay open to you.";
  expect(await decideAgain(rui, reference, { outcome: "stands", result: null, reasons })).toEqual({ ok: true });
  await portal.shop.query("REVOKE UPDATE ON credit_decisions FROM rightful_source");
  await advance(reference);
  await advance(reference);
  expect(await find(reference)).toMatchObject({ state: "identified", waitsFor: "reviewer" });
  expect(await db().letter.count({ where: { request: reference, kind: "intervention" } })).toBe(0);
  const task = await db().task.findFirstOrThrow({ where: { request: reference, kind: "held-back" } });
  expect(await finishTask(rui, task.id, "Written into the record in the shop's own mask.")).toEqual({ ok: true });
  await advance(reference);
  expect(await find(reference)).toMatchObject({ state: "fulfilled", waitsFor: null });
});

describe("I am not a customer", () => {
  const words = "I am the mother of Jonas Meyer from Kiel, who is fifteen, and ask for what you hold about him.";
  const ask = async () => {
    const asked = {
      id: randomUUID(),
      is: "parent" as const,
      rights: ["access" as const],
      words,
      ground: null,
      language: "en" as const,
    };
    const received = await askForAnother(parent, asked);
    if (!received.ok) throw new Error(received.reason);
    return received.value.requests[0]?.reference as string;
  };

  test("waits for a reviewer who decides whose data it is about; nothing of the sender's is searched", async () => {
    const reference = await ask();
    await advance(reference);
    expect(await find(reference)).toMatchObject({
      state: "received",
      waitsFor: "reviewer",
      requester: "parent",
      account: null,
    });
    const reason = "The birth certificate was shown at the counter; the account is her son's.";
    expect(await decideIdentity(rui, reference, { decision: "identified", reason })).toEqual({
      ok: false,
      reason: "link-missing",
    });
    const wrong = { to: "account" as const, account: "KW-999999" };
    expect(await decideIdentity(rui, reference, { decision: "identified", reason, link: wrong })).toEqual({
      ok: false,
      reason: "unknown-account",
    });
    const link = { to: "account" as const, account: "KW-100005" };
    expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toEqual({ ok: true });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "planned", account: "KW-100005", personId: parent.person });
    const rows = await db().decision.findMany({ where: { request: reference, count: { gt: 0 } } });
    expect(rows.length).toBeGreaterThan(2);
  });

  test("is answered by hand where no system can be asked, with remedies and evidence", async () => {
    const reference = await ask();
    await advance(reference);
    const reason = "The letter of the court shows that she is the heir; there is no account.";
    await decideIdentity(rui, reference, { decision: "identified", reason, link: { to: "nobody" } });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "identified", waitsFor: "reviewer", byHand: true });
    const answer = "We looked for his name and address in all systems and found nothing.";
    expect(await answerByHand(rui, reference, { answer: "no", rest: "" })).toEqual({
      ok: false,
      reason: "answer-missing",
    });
    expect(await answerByHand(rui, reference, { answer, rest: "" })).toEqual({ ok: true });
    expect(await answerByHand(rui, reference, { answer, rest: "" })).toEqual({ ok: false, reason: "not-open" });
    await advance(reference);
    expect(await letterText(reference, "answer")).toMatch(/found nothing.*datenschutz-berlin/);
    await portal.accepted(reference);
    await advance(reference);
    expect((await find(reference)).state).toBe("delivered");
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});
