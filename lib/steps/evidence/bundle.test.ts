/** The bundle of one request, from the order on a page to the file: signed, once in its chain, as it stood when it was taken. */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { readContainer } from "../../bundle/container";
import { verifyBundle } from "../../bundle/verify";
import { closeDb, db } from "../../db";
import { policy } from "../../company";
import { dayIn } from "../../gdpr/day";
import { closeBoss } from "../../jobs/wake";
import { bundlesOf, exportLines } from "../../queries/evidence/exports";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { giveOpinion } from "../decide/opinion";
import { replan } from "../decide/replan";
import { approve } from "../decide/review";
import { keepLog } from "../log/keep";
import { trustedKeys } from "../log/keys";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { beat } from "../tick";
import { makeExports } from "./collect";
import { confirmDestroyed, fetchExport } from "./hold";
import { orderExport } from "./order";

let portal: Portal;
let staff: Record<"rui" | "dora" | "lea" | "nora", Actor>;
let ana: Actor;
let reference: string;
let logKey: string;

beforeAll(async () => {
  portal = await startPortal("bundle");
  logKey = generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  process.env.LOG_KEY = logKey;
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  staff = {
    rui: await signedIn("rui", { roles: ["reviewer"] }),
    dora: await signedIn("dora", { roles: ["dpo"] }),
    lea: await signedIn("lea", { roles: ["legal"] }),
    nora: await signedIn("nora", { roles: ["reviewer"] }),
  };
  reference = await asks("access");
  await keepLog();
}, 120_000);
afterAll(() => portal.close());

async function asks(right: "access" | "portability"): Promise<string> {
  const received = await receive(ana, { id: randomUUID(), wishes: [{ right }], language: "en" });
  const asked = received.ok ? (received.value.requests[0]?.reference as string) : "";
  await advance(asked);
  return asked;
}

/** What a page does has no key of the log and the role of the web in the database. */
async function onAPage<T>(work: () => Promise<T>): Promise<T> {
  const worker = process.env.DATABASE_URL ?? "";
  const become = async (url: string) => {
    await Promise.all([closeBoss(), closeDb()]);
    process.env.DATABASE_URL = url;
  };
  const url = new URL(worker);
  url.username = "rightful_web";
  await become(url.href);
  delete process.env.LOG_KEY;
  try {
    return await work();
  } finally {
    process.env.LOG_KEY = logKey;
    await become(worker);
  }
}

const never = () => {
  throw new Error("nothing should fail here");
};
const worked = (which: "bundle" | "collections", stop = () => false) => makeExports(which, { stop, report: never });

async function ordered(who: Actor, of: Parameters<typeof orderExport>[1]): Promise<string> {
  const order = await orderExport(who, of);
  if (!order.ok) throw new Error(order.reason);
  return order.value.id;
}

async function fetched(who: Actor, id: string) {
  const file = await fetchExport(who, id);
  if (!file.ok) throw new Error(file.reason);
  return { name: file.value.name, bytes: await buffer(file.value.stream) };
}

const told = (request = reference) => db().event.findMany({ where: { request, fact: "exported" }, orderBy: { seq: "asc" } }); // prettier-ignore

describe("ordered on a page", () => {
  test("waits for the worker, which signs it; its holder takes it away", async () => {
    const of = { of: { bundle: reference }, personal: false };
    const [id, again] = await onAPage(async () => {
      // Two presses are one order.
      const both = await Promise.all([ordered(staff.lea, of), ordered(staff.lea, of)]);
      expect(await bundlesOf(staff.lea, reference)).toMatchObject({ worker: false, lines: [{ state: "waiting" }] });
      expect(await bundlesOf(staff.rui, reference)).toMatchObject({ lines: [] });
      expect(await bundlesOf(ana, reference)).toBeNull();
      return both;
    });
    expect(again).toBe(id);
    expect(await told()).toEqual([]);
    await beat("a test");
    expect(await bundlesOf(staff.lea, reference)).toMatchObject({ worker: true });
    // Collections have their own turn.
    expect(await worked("collections")).toBe(0);
    expect(await worked("bundle")).toBe(1);
    const file = await onAPage(async () => {
      expect(await bundlesOf(staff.lea, reference)).toMatchObject({ lines: [{ id, state: "ready", destroyOn: null }] });
      expect(await fetchExport(staff.rui, id)).toEqual({ ok: false, reason: "not-found" });
      expect(await fetchExport(staff.dora, id)).toEqual({ ok: false, reason: "not-found" });
      return fetched(staff.lea, id);
    });
    expect(file.name).toBe(`${reference}-evidence.zip`);
    const verified = await verifyBundle(file.bytes, { keys: trustedKeys() });
    expect(verified).toMatchObject({ ok: true, problems: [], signature: "right", sealed: { signed: true } });
    expect(await told()).toMatchObject([{ actorRole: "legal" }]);
    // What was made is ordered again as another one.
    expect(await ordered(staff.lea, of)).not.toBe(id);
    expect(await worked("bundle")).toBe(1);
    expect(await told()).toHaveLength(2);
  });

  test("with letters it has a holder and a day, and goes when they say that it is destroyed", async () => {
    const id = await onAPage(() => ordered(staff.rui, { of: { bundle: reference }, personal: true }));
    expect(await worked("bundle")).toBe(1);
    const { name, bytes } = await fetched(staff.rui, id);
    expect(name).toBe(`${reference}-evidence-with-letters.zip`);
    expect(readContainer(bytes).entries.some((entry) => entry.name.startsWith("letters/"))).toBe(true);
    const days = policy().evidence?.exportDays ?? 90;
    const day = dayIn(policy().zone, new Date(Date.now() + days * 86_400_000));
    const [line] = (await bundlesOf(staff.rui, reference))?.lines ?? [];
    expect(line).toMatchObject({ id, personal: true, destroyOn: day, late: false });
    expect((await exportLines(staff.dora))?.some((one) => one.id === id && !one.mine)).toBe(true);
    expect(await confirmDestroyed(staff.rui, id)).toEqual({ ok: true });
    expect(await bundlesOf(staff.rui, reference)).toMatchObject({ lines: [] });
    expect(await fetchExport(staff.rui, id)).toEqual({ ok: false, reason: "not-ready" });
  });

  test("says that it could not be made until it is ordered again", async () => {
    const of = { of: { bundle: reference }, personal: true };
    const id = await ordered(staff.nora, of);
    await portal.owner.query("UPDATE evidence_export SET tries = 3 WHERE id = $1", [id]);
    const lines: string[] = [];
    await makeExports("bundle", { stop: () => false, report: (line) => lines.push(line) });
    expect(lines).toEqual([`evidence export ${id} at ${reference} failed for good (worker ended)`]);
    const shown = async () => (await bundlesOf(staff.nora, reference))?.lines;
    expect(await shown()).toMatchObject([{ id, state: "failed", destroyOn: null }]);
    const again = await ordered(staff.nora, of);
    expect(await shown()).toMatchObject([{ id: again, state: "waiting" }]);
    expect(await worked("bundle")).toBe(1);
    expect(await shown()).toMatchObject([{ id: again, state: "ready" }]);
  });

  test("is refused to customers and of what there is not", async () => {
    const none = { of: { bundle: "R-0000000000000000" }, personal: false };
    expect(await orderExport(staff.lea, none)).toEqual({ ok: false, reason: "no-request" });
    expect(await orderExport(ana, { of: { bundle: reference }, personal: false })).toEqual({
      ok: false,
      reason: "not-allowed",
    });
  });
});

test("begun again after its chain went on, a request is in the collection as it stood, and verifies", async () => {
  await asks("portability");
  const plans = () => db().plan.findMany({ where: { request: reference }, orderBy: { no: "asc" } });
  const before = await told();
  const id = await ordered(staff.lea, { of: { request: reference }, personal: true });
  let asked = 0;
  // The worker stops after the first of two requests.
  expect(await worked("collections", () => ++asked > 2)).toBe(0);
  expect(await told()).toHaveLength(before.length + 1);
  const [last] = (await told()).slice(-1);
  const made = (await plans()).at(-1);
  await portal.shop.query("DELETE FROM newsletter_subscriptions WHERE email = $1", [ana.email]);
  await replan(staff.rui, reference);
  await advance(reference);
  const { planHash } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  expect(planHash).not.toBe(made?.hash);
  await giveOpinion(staff.dora, reference, planHash as string, "agrees", "Nothing speaks against it.");
  expect(await approve(staff.rui, reference, planHash as string)).toMatchObject({ ok: true });
  await keepLog();
  expect(await worked("collections")).toBe(1);
  expect(await told()).toHaveLength(before.length + 1);
  expect(await db().exportedChain.count()).toBe(0);

  const { entries } = readContainer((await fetched(staff.lea, id)).bytes);
  const bundles = entries.filter(({ name }) => name.endsWith(".zip"));
  expect(bundles.map(({ name }) => name)[0]).toBe(`${reference.toLowerCase()}.zip`);
  expect(bundles).toHaveLength(2);
  for (const { bytes } of bundles)
    expect(await verifyBundle(bytes, { keys: trustedKeys() })).toMatchObject({
      ok: true,
      problems: [],
      signature: "right",
    });
  const mine = readContainer(bundles[0]?.bytes ?? Buffer.alloc(0)).entries;
  const text = (name: string) => mine.find((entry) => entry.name === name)?.bytes.toString() ?? "";
  expect(text("events.jsonl").trim().split("\n")).toHaveLength((last?.seq ?? 0) + 1);
  expect(JSON.parse(text("approvals.json"))).toEqual([]);
  // The bundle of now has all of it.
  const now = await ordered(staff.lea, { of: { bundle: reference }, personal: true });
  await worked("bundle");
  const all = readContainer((await fetched(staff.lea, now)).bytes).entries;
  const approvals = all.find(({ name }) => name === "approvals.json")?.bytes.toString() ?? "";
  expect(JSON.parse(approvals)).toHaveLength(2);
});
