/** What moves while a request is decided: records that arrive later, and records that would be gone. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import type { Right } from "../../gdpr/right";
import { unpack } from "../../package/unzip.fixture";
import { masterKey, open } from "../../seal/seal";
import { advance } from "../advance";
import { giveOpinion } from "../decide/opinion";
import { eventLines, signedIn, startPortal, type Portal, wish } from "../portal.fixture";
import { receive } from "../ask/receive";
import { replan } from "../decide/replan";
import { approve } from "../decide/review";
import { tick } from "../tick";

let portal: Portal;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let customers: { id: string; name: string; email: string }[];
let days = 0;

beforeAll(async () => {
  portal = await startPortal("follow_up", { customers: 40 });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  const people = "SELECT id, name, email FROM accounts WHERE id > 'KW-2' ORDER BY id LIMIT 6";
  customers = (await portal.shop.query<(typeof customers)[number]>(people)).rows;
}, 120_000);
afterAll(() => portal.close());

const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });

async function ask(right: Right): Promise<{ reference: string; account: string; email: string }> {
  const customer = customers.shift();
  if (!customer) throw new Error("no customer is left");
  const { id: account, name, email } = customer;
  const person = await signedIn(account, { account, name, email });
  const choice = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: false };
  const received = await receive(person, { id: randomUUID(), wishes: [wish(right, choice)], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  return { reference, account, email };
}

async function run(reference: string): Promise<void> {
  const { planHash, right } = await find(reference);
  const hash = planHash as string;
  if (right === "erasure")
    await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.");
  await approve(rui, reference, hash);
  if (right === "erasure")
    expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
  days += 3;
  await portal.ahead(`${days} days`);
  await advance(reference);
  expect((await find(reference)).state).toBe("fulfilled");
}

const surveyAnswer = async (account: string, no: number) => {
  const known = await portal.shop.query<{ id: number }>("SELECT id FROM surveys ORDER BY id LIMIT 1");
  await portal.shop.query(
    `INSERT INTO survey_answers (survey_id, answer_no, account_id, answers, answered_at)
     VALUES ($1, $2, $3, '{}', now())`,
    [known.rows[0]?.id, no, account],
  );
};
const standing = async (table: string, account: string) =>
  (await portal.shop.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE account_id = $1`, [account]))
    .rows[0]?.n;

test("records that arrive later are left alone and become a plan of their own, about them and nothing else", async () => {
  const { reference, account } = await ask("erasure");
  await surveyAnswer(account, 900_001);
  await surveyAnswer(account, 900_002);
  await run(reference);
  const seen = await db().event.findFirstOrThrow({ where: { request: reference, fact: "looked-again" } });
  expect(seen.data).toMatchObject({ left: 0, arrivedLater: 2 });
  expect(await standing("survey_answers", account)).toBe(2);

  const followUp = await db().request.findFirstOrThrow({ where: { followsUp: reference } });
  expect(followUp).toMatchObject({
    right: "erasure",
    account,
    state: "received",
    personId: (await find(reference)).personId,
  });
  await advance(followUp.id);
  expect(await find(followUp.id)).toMatchObject({ state: "planned", waitsFor: "reviewer" });
  const planned = await db().decision.findMany({ where: { request: followUp.id, count: { not: null } } });
  expect(planned.map(({ category, action, count }) => [category, action, count])).toEqual([["survey", "erase", 2]]);
  await run(followUp.id);
  expect(await standing("survey_answers", account)).toBe(0);
  // The chain ends: what stayed of the first plan is known and opens nothing more.
  expect(await db().request.count({ where: { followsUp: followUp.id } })).toBe(0);
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  expect(verifyEvents(await eventLines(followUp.id)).problems).toEqual([]);
}, 60_000);

test("nothing arrived: no follow-up", async () => {
  const { reference } = await ask("erasure");
  await run(reference);
  expect(await db().request.count({ where: { followsUp: reference } })).toBe(0);
}, 60_000);

test("records that live for hours are kept for a copy as they were found, and forgotten when it is delivered", async () => {
  const [customer] = customers;
  const at = `now() + interval '${days} days' - interval '1 hour'`;
  await portal.shop.query(
    `INSERT INTO web_log (at, ip, account_id, method, path, status, bytes, millis)
     SELECT ${at}, '203.0.113.77', $1, 'GET', '/seen-at-receipt/' || n, 200, 1, 1 FROM generate_series(1, 1500) n`,
    [customer?.id],
  );
  const { reference, account } = await ask("access");
  const kept = await db().snapshot.findMany({ where: { request: reference } });
  expect(kept.map(({ count }) => count).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1500);
  expect(kept.map(({ sealed }) => Buffer.from(sealed).toString("latin1")).join("")).not.toContain("seen-at-receipt");

  // The shop shortens its log; a plan made anew still knows what was there.
  await portal.shop.query("DELETE FROM web_log WHERE account_id = $1", [account]);
  expect((await replan(rui, reference)).ok).toBe(true);
  await advance(reference);
  const { planNo } = await find(reference);
  const log = await db().decision.findFirstOrThrow({ where: { request: reference, planNo, category: "server-log" } });
  expect(log.count).toBeGreaterThanOrEqual(1500);
  await run(reference);
  const copy = await db().package.findUniqueOrThrow({ where: { request: reference } });
  const key = open(masterKey("package key"), reference, copy.key as Uint8Array);
  const entries = await unpack(join(portal.env.FILES_DIR as string, copy.file), key);
  expect(entries.get("data/server-log.json")).toContain("/seen-at-receipt/1500");

  await db().mail.updateMany({ where: { request: reference }, data: { state: "accepted", settledAt: new Date() } });
  await advance(reference);
  expect((await find(reference)).state).toBe("delivered");
  await tick((what, error) => {
    if (what !== "mail") throw error;
  });
  expect(await db().snapshot.count({ where: { request: reference } })).toBe(0);
}, 60_000);
