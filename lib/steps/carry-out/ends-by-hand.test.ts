/** Art. 7(3), 21(3): no system is forgotten when a purpose ends: it is told, or a person is, or its records are erased. */
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { Group } from "../../gdpr/plan-value";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { needsHand } from "./ends-by-hand";

let portal: Portal;
let folder: string;

/** The model policy, in which the service for surveys takes orders to end a use. */
beforeAll(async () => {
  portal = await startPortal("ends-by-hand", { vendors: true });
  folder = await mkdtemp(join(tmpdir(), "rightful-policy-"));
  const policy = parse(await readFile("policy.yaml", "utf8"), { merge: true }) as { sources: Record<string, object> };
  const more = { extension: "dsr.stimmbild.example", use: "survey-invitations" };
  policy.sources["survey-service"] = { ...policy.sources["survey-service"], ...more };
  process.env["POLICY_FILE"] = join(folder, "policy.yaml");
  await writeFile(process.env["POLICY_FILE"], stringify(policy, { aliasDuplicateObjects: false }));
}, 300_000);
afterAll(async () => {
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});

async function asked(who: Actor, right: "objection" | "withdrawal"): Promise<string> {
  const wishes = right === "objection" ? [{ right, purposes: null, words: "" }] : [{ right, consents: ["statistics"] }];
  const received = await receive(who, { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await portal.owner.query("DELETE FROM rate_budget");
  await advance(reference);
  expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ state: "fulfilled" });
  return reference;
}

const tasksOf = (request: string) => db().task.findMany({ where: { request }, orderBy: { source: "asc" } });

test("what a system has taken on is no refusal: a person looks whether it stopped by the day that it promised", async () => {
  const reference = await asked(await portal.customer(), "objection");
  const tasks = (await tasksOf(reference)).filter(({ source }) => source === "survey-service");
  expect(tasks).toMatchObject([{ kind: "objection-by-hand", category: "customer-ads" }]);
  const days = (Number(tasks[0]?.dueOn) - Date.parse(dayIn("Europe/Berlin", new Date().toISOString()))) / 86_400_000;
  expect(days).toBeGreaterThan(5);
  expect(await db().task.count({ where: { request: reference, kind: "held-back" } })).toBe(0);
  const stopping = {
    request_source_purpose: { request: reference, source: "survey-service", purpose: "survey-invitations" },
  };
  expect(await db().stopping.findUnique({ where: stopping })).toMatchObject({ records: 0 });
}, 120_000);

test("a system that nothing is known by is told by a person, whatever orders it takes", async () => {
  const email = "nobody-knows@mail.example";
  const reference = await asked(await signedIn("link", { email, door: "link" }), "objection");
  const tasks = await tasksOf(reference);
  expect(tasks.map(({ kind, source }) => `${kind} ${source}`)).toContain("objection-by-hand survey-service");
}, 120_000);

test("what nothing carries any longer is erased in a system that takes orders for that alone", async () => {
  const ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  const reference = await asked(ana, "withdrawal");
  const follower = await db().request.findFirstOrThrow({ where: { followsUp: reference } });
  expect(follower.choice).toMatchObject({ categories: expect.arrayContaining(["analytics-google"]) });
  expect((await tasksOf(reference)).map(({ source }) => source)).not.toContain("google-analytics");
}, 120_000);

test("what something else still carries is told by a person, in systems of others alone", () => {
  const visits: Group = {
    source: "google-analytics",
    category: "analytics-google",
    rule: null,
    trigger: null,
    since: null,
    count: 2,
    belongs: "mine",
    doubt: null,
    inUse: null,
    use: null,
    selector: "s",
  };
  const needs = (given: Partial<Group>, goes: string[] = []) =>
    needsHand({ ...visits, ...given }, ["statistics"], goes);
  expect(needs({})).toBe(true);
  expect(needs({}, ["analytics-google"])).toBe(false);
  expect(needs({ belongs: "ask", doubt: "address-unproved" }, ["analytics-google"])).toBe(true);
  expect(needs({ count: null }, ["analytics-google"])).toBe(true);
  expect(needs({ count: 0 })).toBe(false);
  expect(needs({ source: "shop" })).toBe(false);
  expect(needs({ category: "newsletter" })).toBe(false);
  expect(needs({ source: "shop", use: "statistics" })).toBe(false);
  expect(needs({ source: "shop", use: "statistics", belongs: "ask" })).toBe(true);
  // It ends another use, not this one.
  expect(needs({ use: "newsletter" })).toBe(true);
});
