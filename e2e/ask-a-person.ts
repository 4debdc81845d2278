/**
 * A request of a person of the demo that needs what only their own pages can ask, made by the steps as those pages make it:
 * a decision to look at again, an objection to a use, a pause, a contract that is cancelled. Prints the reference.
 */
import { randomUUID } from "node:crypto";
import { demoPeople, subjectOf } from "../demo/people";
import { runningDemo } from "../demo/start/running";
import { actor } from "../lib/actor";
import { closeSources } from "../lib/company";
import { closeDb, db } from "../lib/db";
import type { Wish } from "../lib/gdpr/wish";
import { closeBoss } from "../lib/jobs/wake";
import { withdrawContract } from "../lib/steps/ask/contract-withdrawal";
import { decisionOf, machineDecisions } from "../lib/steps/ask/machine-decisions";
import { receive } from "../lib/steps/ask/receive";

const [dataDir = "", key = "", right = "", words = ""] = process.argv.slice(2);
const demo = await runningDemo(dataDir);
const about = demoPeople.find((one) => one.key === key);
if (!demo || !about) throw new Error(`no demo runs on ${dataDir}, or it has nobody called ${key}`);
Object.assign(process.env, demo.env.worker);
const { id: person } = await db().person.findFirstOrThrow({ where: { sub: subjectOf(about) } });
const { accountId: account, email, name, language } = about;
const signedIn = { roles: ["subject"] as const, door: "oidc" as const, authAge: 5, session: "asks" };
const who = actor({ person, account, email, name, language, ...signedIn });

async function wish(): Promise<Wish> {
  if (right === "objection") return { right, purposes: ["credit-check"], words };
  if (right === "restriction") return { right, pause: { ground: "18(1)(c)", categories: null }, words };
  const { decisions } = await machineDecisions(who);
  const decision = await decisionOf(who, decisions.find(({ looked }) => !looked)?.code ?? "");
  if (!decision) throw new Error(`no machine decided about ${key}`);
  return { right: "intervention", decision, words };
}

async function cancelContract(): Promise<string> {
  const id = randomUUID();
  await withdrawContract(who, { id, words, order: `B-${id.slice(0, 4)}` });
  return `B-${id.slice(0, 4)}`;
}

async function request(): Promise<string> {
  const received = await receive(who, { id: randomUUID(), wishes: [await wish()], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  return received.value.requests[0]?.reference ?? "";
}

console.log(await (right === "contract" ? cancelContract() : request()));
await Promise.all([closeBoss(), closeSources(), closeDb()]);
