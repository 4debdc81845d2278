/**
 * The same for the other ways in which a right is carried out, and for a shop that goes away there: whoever takes over ends
 * where an undisturbed run ends. (Advertising stops as a consent ends.)
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takesAll, todaysOf } from "../../e2e/turn";
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
let ana: Actor;
let nils: Actor;
let petra: Actor;
let rui: Actor;
let dora: Actor;
const words = "My situation is another one than the form can know.";
const references: Record<string, string> = {};

/** Each way with its request, just before what may be killed. */
const ways: readonly (readonly [string, () => Promise<string>])[] = [
  ["access", async () => approved(await ask(ana, { right: "access" }))],
  ["portability", () => ask(ana, { right: "portability" })],
  ["withdrawal", () => ask(petra, { right: "withdrawal", consents: ["newsletter"] })],
  [
    "rectification",
    async () => {
      const corrections = [await correction(nils, { category: "order", values: { city: "Jever" } })];
      return approved(await ask(nils, { right: "rectification", corrections, words, pause: false }));
    },
  ],
  ["weighing", async () => weighed(await ask(nils, { right: "objection", purposes: ["credit-check"], words }))],
  ["intervention", async () => lookedAt(await ask(nils, { right: "intervention", decision: await decided(), words }))],
  [
    "restriction",
    async () => {
      const pause = { ground: "18(1)(c)", categories: null } as const;
      return ask(await portal.customer(), { right: "restriction", pause, words });
    },
  ],
];
/** An erasure is killed each day (crash.test.ts), of the other ways one or two: each has its turn once in so many days. */
const everyDays = 5;
const todays = todaysOf(ways, 0, everyDays);

beforeAll(async () => {
  portal = await startPortal("crash_rights", { customers: 5 });
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  petra = await signedIn("petra", {
    account: "KW-100016",
    email: "petra.sommer@mail.example",
    name: "Petra Sommer",
  });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  for (const [way, filed] of todays) references[way] = await filed();
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

test.each(todays.map(([way]) => way))(
  "%s: killed, or without the shop, at one milestone after the other, run again: the same end",
  async (way) => {
    const { milestones, expected } = await killedEverywhere(portal, references[way] as string, everyDays);
    expect(expected.request).toMatchObject([{ state: "fulfilled" }]);
    expect(milestones.length).toBeGreaterThan(2);
    const met = await awayEverywhere(portal, references[way] as string, { milestones, expected });
    expect(met.length).toBeGreaterThan(takesAll ? 2 : 0);
  },
  600_000,
);
