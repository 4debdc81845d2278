/** What the desk is told of each right, who is led where, and what a recipient is to be told. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Wish } from "../../gdpr/wish";
import { advance } from "../../steps/advance";
import { decisionOf, machineDecisions } from "../../steps/ask/machine-decisions";
import { receive } from "../../steps/ask/receive";
import { decideExceptions, usesToDecide } from "../../steps/decide/exceptions";
import { announceLift } from "../../steps/decide/lift";
import { giveOpinion } from "../../steps/decide/opinion";
import { weigh } from "../../steps/decide/weigh";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import { stepsFor, type StepName } from "./next-step";
import { noticeText } from "./notice";
import { deskRequest, type DeskRequest } from "./request";
import { deskTask, deskTasks } from "./tasks";

let portal: Portal;
let nils: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let lea: Actor;

beforeAll(async () => {
  portal = await startPortal("desk-every-right", { customers: 40 });
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  lea = await signedIn("lea", { roles: ["legal"] });
}, 120_000);
afterAll(() => portal.close());

async function ask(who: Actor, ...wishes: Wish[]): Promise<string> {
  const received = await receive(who, { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference ?? "";
  await advance(reference);
  return reference;
}

async function seen(reference: string, who: Actor = rui): Promise<DeskRequest> {
  const request = await deskRequest(who, reference);
  if (!request) throw new Error("the desk does not see the request");
  return request;
}

const first = async (who: Actor, reference: string) => stepsFor(who, await seen(reference, who)).first;
async function offered(who: Actor, reference: string): Promise<StepName[]> {
  const { first, others } = stepsFor(who, await seen(reference, who));
  return [...(first ? [first] : []), ...others];
}
const words = "I was mixed up with a namesake before, and the value has cost me two orders.";

describe("an objection to a use", () => {
  let reference: string;
  const balance = {
    interest: "We want to know whether somebody can pay before goods leave the house.",
    necessity: "For orders on account the value is needed and nothing milder is known.",
    situation: "A mix-up with a namesake has happened and may happen again.",
    result: "The risk of another mix-up weighs less than an unpaid order would.",
  };

  test("is weighed after the officer's opinion, never approved; its pause is no matter of a reviewer's meanwhile", async () => {
    reference = await ask(nils, { right: "objection", purposes: ["credit-check"], words });
    expect(await seen(reference)).toMatchObject({ weighed: ["credit-check"], wish: true, waitsFor: "dpo" });
    expect(await first(dora, reference)).toBe("opinion");
    expect(await offered(rui, reference)).toEqual(["message", "refuse", "fee", "extend", "hold", "records", "replan"]);
    const { planHash } = await seen(reference);
    await giveOpinion(dora, reference, planHash ?? "", "objects", "The situation of the person is convincing.");
    const steps = await offered(rui, reference);
    expect(steps[0]).toBe("weigh");
    expect(steps).not.toContain("approve");
    expect(steps).not.toContain("lift");
  });

  test("where the officer objects, whoever proposed to go on has nothing to do until another one weighed", async () => {
    const { planHash } = await seen(reference);
    const going = { ...balance, outcome: "goes-on" as const };
    expect(await weigh(rui, reference, planHash ?? "", going)).toEqual({ ok: false, reason: "needs-second" });
    expect(await offered(rui, reference)).not.toContain("weigh");
    expect(await first(nora, reference)).toBe("weigh");
    expect(await weigh(nora, reference, planHash ?? "", going)).toEqual({ ok: true });
    const after = await seen(reference);
    expect(after.restrictions).toMatchObject([{ announced: true, purpose: "credit-check", ground: "18(1)(d)" }, {}]);
    expect(await offered(rui, reference)).not.toContain("lift");
  });
});

describe("a pause", () => {
  let reference: string;

  test("leads to its exceptions, then may be ended by a letter, once", async () => {
    reference = await ask(nils, { right: "restriction", pause: { ground: "18(1)(c)", categories: null }, words });
    expect(await first(rui, reference)).toBe("exceptions");
    expect(await offered(dora, reference)).toEqual(["tasks", "message", "hold", "records"]);
    expect(await offered(rui, reference)).not.toContain("lift");
    const uses = await usesToDecide(db(), await db().request.findUniqueOrThrow({ where: { id: reference } }));
    const reason = "The disputed payment is before the court; the file is needed there.";
    const decided = uses.map(({ id: use }) =>
      use === "fraud"
        ? { use, decision: "goes-on" as const, ground: "claims" as const, reason }
        : { use, decision: "stops" as const, ground: null, reason: "" },
    );
    expect(await decideExceptions(rui, reference, decided)).toEqual({ ok: true });
    const request = await seen(reference);
    expect(request.pause).toEqual({ ground: "18(1)(c)", categories: null });
    expect(request.restrictions.filter((one) => one.request === reference)).toMatchObject([{ category: null }]);
    expect(request.exceptions).toContainEqual({ purpose: "payment-defence", decision: "goes-on", ground: "claims" });
    expect(await offered(rui, reference)).toContain("lift");
    await announceLift(rui, reference, { reason: "The court has decided.", after: "Orders are used as before." });
    expect(await offered(rui, reference)).not.toContain("lift");
  });

  test("has tasks to tell recipients, with words that name the person only when they are given", async () => {
    const tasks = (await deskTasks(dora))?.filter((task) => task.reference === reference) ?? [];
    const bank = tasks.find(({ recipient }) => recipient === "bank");
    const task = await deskTask(rui, bank?.id ?? "");
    expect(task?.notice).toMatchObject({ recipient: "Spreebank AG", language: "de", action: "pause", reference });
    if (!task?.notice) throw new Error("there is nothing to say");
    expect(task.notice.what.length).toBeGreaterThan(0);
    const blank = noticeText(task.notice, null, []);
    expect(blank).toContain("Die Person: …");
    expect(blank).not.toMatch(/KW-100013|Harms|namesake/);
    expect(noticeText(task.notice, "KW-100013", [])).toContain("Die Person: KW-100013");
    expect(await deskTask(lea, bank?.id ?? "")).toBeNull();
  });
});

describe("what ends at once", () => {
  test("says where it has ended, and leaves nothing to approve", async () => {
    const customer = await portal.customer();
    const reference = await ask(customer, { right: "objection", purposes: null, words: "" });
    const request = await seen(reference);
    expect(request).toMatchObject({ weighed: [], planNo: 0, state: "fulfilled" });
    expect(request.purposes).toContain("newsletter");
    expect(request.stoppings.length).toBeGreaterThan(0);
    expect(await offered(rui, reference)).toEqual(expect.arrayContaining(["hold"]));
  });
});

describe("a decision by machine", () => {
  test("leads to a second look by a person", async () => {
    await portal.shop.query(
      "UPDATE credit_decisions SET reviewed_by_person = false WHERE customer_number = 'KW-100013'",
    );
    const { decisions } = await machineDecisions(nils);
    const decision = await decisionOf(nils, decisions[0]?.code ?? "");
    if (!decision || decision === "unanswered") throw new Error("no decision to ask about");
    const reference = await ask(nils, { right: "intervention", decision, words });
    expect(await seen(reference)).toMatchObject({ decided: "credit-decision" });
    expect(await first(rui, reference)).toBe("decide-again");
    expect(await offered(dora, reference)).toEqual(["message", "hold"]);
  });
});
