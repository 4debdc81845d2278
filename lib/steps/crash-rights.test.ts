/**
 * The same for the other ways in which a right is carried out, and for a shop that goes away there: whoever takes over ends
 * where an undisturbed run ends. (Advertising stops as a consent ends.)
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takesAll } from "../../e2e/turn";
import type { Actor } from "../actor";
import { db } from "../db";
import type { Wish } from "../gdpr/wish";
import { advance } from "./advance";
import { decisionOf, machineDecisions } from "./ask/machine-decisions";
import { receive } from "./ask/receive";
import { awayEverywhere } from "./away-rig.fixture";
import { correction } from "./correction.fixture";
import { freeze, killedEverywhere, letGoOfAll } from "./crash-rig.fixture";
import { decideAgain } from "./decide/decide-again";
import { giveOpinion } from "./decide/opinion";
import { approve } from "./decide/review";
import { weigh } from "./decide/weigh";
import { signedIn, startPortal, type Portal } from "./portal.fixture";

let portal: Portal;
let nils: Actor;
let rui: Actor;
let dora: Actor;
const words = "My situation is another one than the form can know.";
const references: Record<string, string> = {};

beforeAll(async () => {
  portal = await startPortal("crash_rights", { customers: 5 });
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  const ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  const petra = await signedIn("petra", {
    account: "KW-100016",
    email: "petra.sommer@mail.example",
    name: "Petra Sommer",
  });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  references.access = await approved(await ask(ana, { right: "access" }));
  references.portability = await ask(ana, { right: "portability" });
  references.withdrawal = await ask(petra, { right: "withdrawal", consents: ["newsletter"] });
  const corrections = [await correction(nils, { category: "order", values: { city: "Jever" } })];
  references.rectification = await approved(
    await ask(nils, { right: "rectification", corrections, words, pause: false }),
  );
  references.weighing = await weighed(await ask(nils, { right: "objection", purposes: ["credit-check"], words }));
  references.intervention = await lookedAt(
    await ask(nils, { right: "intervention", decision: await decided(), words }),
  );
  references.restriction = await ask(await portal.customer(), {
    right: "restriction",
    pause: { ground: "18(1)(c)", categories: null },
    words,
  });
  await freeze(portal);
}, 120_000);
afterAll(letGoOfAll);

async function ask(who: Actor, wish: Wish): Promise<string> {
  const received = await receive(who, { id: randomUUID(), wishes: [wish], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  return received.value.requests[0]?.reference as string;
}

const hashOf = async (id: string) => (await db().request.findUniqueOrThrow({ where: { id } })).planHash as string;

async function approved(reference: string): Promise<string> {
  await advance(reference);
  expect(await approve(rui, reference, await hashOf(reference))).toMatchObject({ ok: true });
  return reference;
}

async function weighed(reference: string): Promise<string> {
  await advance(reference);
  const hash = await hashOf(reference);
  await giveOpinion(dora, reference, hash, "agrees", "The reasons of the person are heavier here.");
  const reasons = { interest: words, necessity: words, situation: words, result: words };
  expect(await weigh(rui, reference, hash, { outcome: "stops", ...reasons })).toMatchObject({ ok: true });
  return reference;
}

async function decided() {
  const { decisions } = await machineDecisions(nils);
  const decision = await decisionOf(nils, decisions.find(({ looked }) => !looked)?.code ?? "");
  if (!decision || decision === "unanswered") throw new Error("no machine decided about this customer");
  return decision;
}

async function lookedAt(reference: string): Promise<string> {
  await advance(reference);
  const again = { outcome: "changed" as const, result: "all-methods", reasons: words };
  expect(await decideAgain(rui, reference, again)).toEqual({ ok: true });
  return reference;
}

test.each([
  ["access", "fulfilled"],
  ["portability", "fulfilled"],
  ["withdrawal", "fulfilled"],
  ["rectification", "fulfilled"],
  ["weighing", "fulfilled"],
  ["intervention", "fulfilled"],
  ["restriction", "fulfilled"],
])(
  "%s: killed, or without the shop, at one milestone after the other, run again: the same end",
  async (right, state) => {
    const { milestones, expected } = await killedEverywhere(portal, references[right] as string);
    expect(expected.request).toMatchObject([{ state }]);
    expect(milestones.length).toBeGreaterThan(2);
    const met = await awayEverywhere(portal, references[right] as string, { milestones, expected });
    expect(met.length).toBeGreaterThan(takesAll ? 2 : 0);
  },
  600_000,
);
