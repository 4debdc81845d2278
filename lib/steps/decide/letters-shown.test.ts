/** Art. 12(1), (4): of weighing, pausing, ending a pause, looking again and what ends at once: what is shown is what is sent. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import type { Wish } from "../../gdpr/wish";
import type { WordedKind } from "../../gdpr/wording";
import type { Letter } from "../../letters/letter";
import { renderText } from "../../letters/render";
import { openDrawer, requestKey } from "../../seal/request-key";
import { advance } from "../advance";
import { decisionOf, machineDecisions } from "../ask/machine-decisions";
import { identify } from "../ask/identify";
import { receive } from "../ask/receive";
import { claim, letGo } from "../claim";
import { staffOf, type Staff } from "../erased.fixture";
import { loadRequest } from "../load";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { decideAgain } from "./decide-again";
import { decideExceptions, usesToDecide } from "./exceptions";
import { letterAhead } from "./letter-ahead";
import { announceLift } from "./lift";
import { giveOpinion } from "./opinion";
import { keepTyped } from "./typed-letter";
import { weigh, type Balance } from "./weigh";

let portal: Portal;
let staff: Staff;
let nils: Actor;
let petra: Actor;

beforeAll(async () => {
  portal = await startPortal("letters-shown");
  staff = await staffOf();
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  petra = await signedIn("petra", { account: "KW-100016", email: "petra.sommer@mail.example", name: "Petra Sommer" });
}, 120_000);
afterAll(() => portal.close());

const words = "I was mixed up with a namesake before, and it has cost me two orders.";
async function ask(who: Actor, wish: Wish, { advanced = true } = {}): Promise<string> {
  const received = await receive(who, { id: randomUUID(), wishes: [wish], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  if (advanced) await advance(reference);
  return reference;
}
async function sent(reference: string, kind: string): Promise<string> {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind } });
  return renderText(await openDrawer<Letter>(db(), await requestKey(db(), reference), letter.drawerId));
}
async function ahead(reference: string, kind: WordedKind): Promise<string> {
  const found = await letterAhead(staff.rui, reference, kind);
  if (!found?.letter) throw new Error(`no ${kind} to be looked at`);
  expect(found.musts.filter(({ met }) => !met)).toEqual([]);
  return renderText(found.letter);
}
/** All but the name, the time at which something ended, and what seals the events before it. */
const body = (text: string) =>
  text
    .split("Your proof:")[0]
    ?.replace(/Good day[^,]*,/, "")
    .replace(/ended on .*\./g, "ended.");
const refused = (reason: string) => ({ ok: false, reason });

const balance: Omit<Balance, "outcome"> = {
  interest: "We want to know whether somebody can pay before goods leave the house.",
  necessity: "For prepaid orders the value is not needed at all.",
  situation: "A mix-up with a namesake has happened and may happen again.",
  result: "The risk of another mix-up weighs more than our convenience.",
};

test.each(["goes-on", "stops"] as const)("Art. 21(1): a use that %s", async (outcome) => {
  const reference = await ask(nils, { right: "objection", purposes: ["credit-check"], words });
  const shown = (await db().request.findUniqueOrThrow({ where: { id: reference } })).planHash as string;
  const typed = { ...balance, outcome, shown };
  expect(await letterAhead(staff.rui, reference, "weighing")).toBeNull();
  expect(await keepTyped(staff.dora, reference, { kind: "weighing", typed })).toEqual(refused("not-allowed"));
  const other = { ...typed, shown: "0".repeat(64) };
  expect(await keepTyped(staff.rui, reference, { kind: "weighing", typed: other })).toEqual(refused("not-open"));
  expect(await keepTyped(staff.rui, reference, { kind: "weighing", typed })).toEqual({ ok: true });
  const text = await ahead(reference, "weighing");
  expect(text).toContain(balance.result);
  expect(await db().event.count({ where: { request: reference, fact: "weighed" } })).toBe(0);
  expect(await db().letter.count({ where: { request: reference, kind: "weighing" } })).toBe(0);
  await giveOpinion(staff.dora, reference, shown, "agrees", "The situation of the person is convincing.");
  expect(await weigh(staff.rui, reference, shown, { ...balance, outcome })).toEqual({ ok: true });
  await advance(reference);
  const answer = await sent(reference, "weighing");
  if (outcome === "goes-on") expect(body(answer)).toBe(body(text));
  // What is erased because the use ended has a request of its own, which has no reference before.
  else
    expect(body(answer)?.replace(/\n+What nothing carries any longer[^]*?an answer of its own\.\n+/, "\n\n")).toBe(
      body(text),
    );
  expect(await letterAhead(staff.rui, reference, "weighing")).toBeNull();
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
});

test("Art. 18: a pause that is set, and its end", async () => {
  const reference = await ask(nils, { right: "restriction", pause: { ground: "18(1)(c)", categories: null }, words });
  const uses = await usesToDecide(db(), await loadRequest(db(), reference));
  const reason = "The disputed payment is before the court; the file is needed there.";
  const decisions = uses.map(({ id }, i) =>
    i === 0
      ? { use: id, decision: "goes-on" as const, ground: "claims" as const, reason }
      : { use: id, decision: "stops" as const, ground: null, reason: "" },
  );
  const half = { decisions: decisions.slice(1) };
  expect(await keepTyped(staff.rui, reference, { kind: "restriction", typed: half })).toEqual(refused("not-open"));
  expect(await keepTyped(staff.rui, reference, { kind: "restriction", typed: { decisions } })).toEqual({ ok: true });
  const text = await ahead(reference, "restriction");
  expect(text).toContain(reason);
  expect(await db().restrictionException.count({ where: { request: reference } })).toBe(0);
  expect(await decideExceptions(staff.rui, reference, decisions)).toEqual({ ok: true });
  await advance(reference);
  expect(body(await sent(reference, "restriction"))).toBe(body(text));

  const lifting = { reason: "The court has decided about the payment.", after: "We use your data as before." };
  expect(await keepTyped(staff.rui, reference, { kind: "lifting", typed: lifting })).toEqual({ ok: true });
  const end = await ahead(reference, "lifting");
  expect(end).toContain(lifting.after);
  expect(await db().restriction.count({ where: { request: reference, letterId: { not: null } } })).toBe(0);
  expect(await announceLift(staff.rui, reference, lifting)).toEqual({ ok: true });
  expect(body(await sent(reference, "lifting"))).toBe(body(end));
  expect(await keepTyped(staff.rui, reference, { kind: "lifting", typed: lifting })).toEqual(refused("not-open"));
});

test("Art. 22(3): a decision that a person looked at again", async () => {
  const { decisions } = await machineDecisions(nils);
  const decision = await decisionOf(nils, decisions.find(({ looked }) => !looked)?.code ?? "");
  if (!decision || decision === "unanswered") throw new Error("no decision by a machine");
  const reference = await ask(nils, { right: "intervention", decision, words });
  const again = {
    outcome: "stands" as const,
    result: null,
    reasons: "Two bills of last year are still open, as I saw.",
  };
  expect(await letterAhead(staff.rui, reference, "intervention")).toBeNull();
  expect(await keepTyped(staff.rui, reference, { kind: "intervention", typed: again })).toEqual({ ok: true });
  const text = await ahead(reference, "intervention");
  expect(await decideAgain(staff.rui, reference, again)).toEqual({ ok: true });
  await advance(reference);
  expect(body(await sent(reference, "intervention"))).toBe(body(text));
});

test("Art. 7(3): what ends at once, as long as it was not answered", async () => {
  const reference = await ask(petra, { right: "withdrawal", consents: ["newsletter"] }, { advanced: false });
  expect(await letterAhead(staff.rui, reference, "withdrawal")).toBeNull();
  const claimed = await claim(reference);
  if (!claimed) throw new Error("somebody else works on it");
  await identify(claimed);
  await letGo(claimed, 0);
  const text = await ahead(reference, "withdrawal");
  expect(await letterAhead(staff.rui, reference, "objection")).toBeNull();
  await advance(reference);
  const answer = await sent(reference, "withdrawal");
  const same = (one: string) => body(one)?.split(/Where it has ended/)[0];
  expect(same(answer)).toBe(same(text));
  for (const system of answer.matchAll(/^.*: ended on/gm)) expect(text).toContain(system[0]);
  expect(await letterAhead(staff.rui, reference, "withdrawal")).toBeNull();
});
