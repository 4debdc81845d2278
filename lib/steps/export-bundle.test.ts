import { generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system, type Actor } from "../actor";
import { readContainer } from "../bundle/container";
import { verifyBundle } from "../bundle/verify";
import { db } from "../db";
import { advance } from "./advance";
import { policy } from "../company";
import { exportBundle } from "./export-bundle";
import { keepLog } from "./log/keep";
import { trustedKeys } from "./log/keys";
import { extend } from "./decide/extend";
import { signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { replan } from "./decide/replan";
import { approve } from "./decide/review";
import { giveOpinion } from "./decide/opinion";

let portal: Portal;
let ana: Actor;
let staff: Record<"rui" | "dora" | "lea" | "otto", Actor>;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("export_bundle");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  staff = {
    rui: await signedIn("rui", { roles: ["reviewer"] }),
    dora: await signedIn("dora", { roles: ["dpo"] }),
    lea: await signedIn("lea", { roles: ["legal"] }),
    otto: await signedIn("otto", { roles: ["operator"] }),
  };
  const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  reference = received.ok ? (received.value.requests[0]?.reference as string) : "";
  await advance(reference);
  await replan(staff.rui, reference);
  await advance(reference);
  await extend(staff.rui, reference, { reason: "complexity", facts: "Twelve systems have to be searched by hand." });
}, 120_000);
afterAll(() => portal.close());

async function exported(who: Actor, personal: boolean) {
  const bundle = await exportBundle(who, reference, { personal });
  if (!bundle.ok) throw new Error(bundle.reason);
  return bundle.value;
}
const namesIn = (bytes: Buffer) => readContainer(bytes).entries.map(({ name }) => name);
const reportIn = (bytes: Buffer) => readContainer(bytes).entries.find(({ name }) => name === "report.html")?.bytes.toString(); // prettier-ignore
const always = ["manifest.json", "events.jsonl", "approvals.json", "log.json"];

test("proves the place of its events in the log, as far as the last checkpoint goes", async () => {
  const key = generateKeyPairSync("ed25519").privateKey;
  process.env.LOG_KEY = key.export({ format: "der", type: "pkcs8" }).toString("base64");
  const before = await db().event.count({ where: { request: reference } });
  const without = await exported(staff.lea, false);
  expect(await verifyBundle(without.bytes)).toMatchObject({ ok: true, sealed: null });
  await keepLog();
  const { bytes, events } = await exported(staff.lea, false);
  const verified = await verifyBundle(bytes, { keys: trustedKeys() });
  expect(verified).toMatchObject({ ok: true, events, sealed: { events: before + 1, signed: true } });
  expect(verified.sealed?.size).toBe(await db().logLeaf.count());
  expect(events).toBe(before + 2);
});

describe("the bundle of a real request", () => {
  test("verifies, says it is a demo, tells of its own making, and holds nothing of the person", async () => {
    const { bytes, events, name } = await exported(system, false);
    const verified = await verifyBundle(bytes);
    const request = await db().request.findUniqueOrThrow({ where: { id: reference } });
    expect(verified).toMatchObject({ ok: true, problems: [], events, head: request.headHash, demo: true });
    expect(name).toBe(`${reference}-evidence.zip`);
    expect(namesIn(bytes)).toEqual([...always, "plan.json", "report.html", "report.pdf"]);
    expect(bytes.toString("latin1")).not.toMatch(/vidal|KW-100001|salt|by hand/i);
  });

  test("tells all of it to people who read, in the language of the house and the policy's own words", async () => {
    const { bytes } = await exported(staff.lea, true);
    const report = reportIn(bytes);
    expect(report).toContain(`Nachweis zum Antrag ${reference}`);
    expect(report).toContain("Auskunftsrecht der betroffenen Person (Art. 15 DSGVO)");
    expect(report).toContain(policy().categories.order?.label.de);
    expect(report).toContain("von einer Verlängerung berichten die Ereignisse nicht");
    expect(report).toContain("Die Ereignisse nennen dasselbe Datum.");
    expect(report).toContain("-extension.txt");
    expect(report).not.toMatch(/vidal|KW-100001|by hand|searched/i);
    const pdf = readContainer(bytes).entries.find(({ name }) => name === "report.pdf")?.bytes;
    expect(pdf?.toString("latin1")).toContain(`(Nachweis zum Antrag ${reference})`);
  });

  test("with letters: each was committed to, and each plan opens, the one made before too", async () => {
    const { bytes } = await exported(staff.lea, true);
    expect(await verifyBundle(bytes)).toMatchObject({ ok: true, problems: [] });
    const letters = namesIn(bytes).filter((name) => name.startsWith("letters/"));
    expect(letters.map((name) => name.replace(/\d+-/, ""))).toEqual([
      "letters/acknowledgement.txt",
      "letters/extension.txt",
    ]);
    const opening = readContainer(bytes).entries.find(({ name }) => name === "opening.json");
    const opened = JSON.parse(opening?.bytes.toString() ?? "") as { seq: number; payload: { v?: 1 } }[];
    expect(opened.filter(({ payload }) => payload.v === 1)).toHaveLength(2);
  });

  test("the head that a letter names stands in it", async () => {
    const { bytes } = await exported(staff.dora, true);
    const letter = readContainer(bytes).entries.findLast(({ name }) => name.startsWith("letters/"));
    const [head = ""] = /[0-9a-f]{64}/.exec(letter?.bytes.toString() ?? "") ?? [];
    expect((await verifyBundle(bytes, { head })).headLine).toBeGreaterThan(1);
  });

  test("after the approval the approver stands in it by the id of the events", async () => {
    const { planHash } = await db().request.findUniqueOrThrow({ where: { id: reference } });
    await giveOpinion(staff.dora, reference, planHash as string, "agrees", "Nothing speaks against it.");
    expect(await approve(staff.rui, reference, planHash as string)).toMatchObject({ ok: true });
    const { bytes } = await exported(staff.rui, false);
    expect(await verifyBundle(bytes)).toMatchObject({ ok: true, problems: [] });
    const approvals = readContainer(bytes).entries.find(({ name }) => name === "approvals.json");
    const kinds = (JSON.parse(approvals?.bytes.toString() ?? "") as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(["approval", "opinion"]);
  });
});

test("customers and operators get none, unknown requests have none, and nothing is recorded", async () => {
  const before = await db().event.count();
  for (const who of [ana, staff.otto])
    expect(await exportBundle(who, reference, { personal: false })).toEqual({ ok: false, reason: "not-allowed" });
  const unknown = await exportBundle(staff.lea, "R-0000000000000000", { personal: false });
  expect(unknown).toEqual({ ok: false, reason: "not-found" });
  expect(await db().event.count()).toBe(before);
});

test("of a shredded file the chain remains and verifies", async () => {
  await portal.owner.query("delete from request_key where request = $1", [reference]);
  const { bytes } = await exported(staff.lea, true);
  expect(await verifyBundle(bytes)).toMatchObject({ ok: true, problems: [] });
  expect(namesIn(bytes)).toEqual([...always, "report.html", "report.pdf"]);
  expect(reportIn(bytes)).toContain("vernichtet: Plan, Briefe und Namen");
});
