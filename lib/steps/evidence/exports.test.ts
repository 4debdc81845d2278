/** Evidence of several requests, from the order to the destroyed copy. */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtemp, open, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { verifyBundle } from "../../bundle/verify";
import { verifyCollection } from "../../bundle/verify-collection";
import { policy } from "../../company";
import { db } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { registerOf } from "../../queries/evidence/register";
import { exportLines } from "../../queries/evidence/exports";
import { addLegalNote } from "../decide/legal-note";
import { exportBundle } from "../export-bundle";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { openMail } from "../../mail/outbox";
import { mailCopies } from "../log/tell-legal";
import { keepLog } from "../log/keep";
import { trustedKeys } from "../log/keys";
import { makeExports } from "./collect";
import { confirmDestroyed, fetchExport, forgetExports } from "./hold";
import { orderExport, type Ordered } from "./order";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let owner: pg.Client;
let folder: string;
let legal: Actor;
let dora: Actor;
const mine: string[] = [];
let others: string;
let today: Day;

beforeAll(async () => {
  portal = await openTestPortal("exports");
  folder = await mkdtemp(join(tmpdir(), "rightful-exports-"));
  process.env.FILES_DIR = folder;
  process.env.LOG_KEY = generateKeyPairSync("ed25519")
    .privateKey.export({ format: "der", type: "pkcs8" })
    .toString("base64");
  owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  today = dayIn(policy().zone, new Date());
  const ana = await signedIn();
  for (let n = 0; n < 3; n++) mine.push(await fileRequest(ana));
  others = await fileRequest(await signedIn());
  await keepLog();
  legal = await signedIn({ roles: ["legal"] });
  dora = await signedIn({ roles: ["dpo"] });
}, 120_000);
afterAll(async () => {
  await owner.end();
  await portal.close();
  await rm(folder, { recursive: true });
});

const never = () => {
  throw new Error("nothing should fail here");
};
const makeCollections = (stop = () => false) => makeExports("collections", { stop, report: never });

async function made(of: Ordered["of"], personal = false): Promise<string> {
  const ordered = await orderExport(legal, { of, personal });
  if (!ordered.ok) throw new Error(ordered.reason);
  await makeCollections();
  return ordered.value.id;
}

async function whatIsIn(id: string) {
  const fetched = await fetchExport(legal, id);
  if (!fetched.ok) throw new Error(fetched.reason);
  const path = join(folder, "fetched.zip");
  await writeFile(path, await buffer(fetched.value.stream));
  const file = await open(path);
  const references: string[] = [];
  const keys = trustedKeys();
  const check = async (bytes: Buffer) => {
    const events = /"request":"(R-[0-9A-Z]{16})"/.exec(bytes.toString("latin1"));
    references.push(events?.[1] ?? "");
    return verifyBundle(bytes, { keys });
  };
  const verified = await verifyCollection(file, check, keys);
  await file.close();
  return { verified, references };
}

test("all requests of one person, signed, each as it would come alone", async () => {
  const id = await made({ request: mine[1] as string });
  const { verified, references } = await whatIsIn(id);
  expect(verified).toMatchObject({ ok: true, problems: [], bundles: 3, signature: "right" });
  expect(references).toEqual(mine);
  const [line] = (await exportLines(legal)) ?? [];
  expect(line).toMatchObject({ id, form: "person", state: "ready", done: 3, requests: 3, destroyOn: null, mine: true });
  // It lies encrypted.
  const [name = ""] = (await readdir(folder)).filter((file) => file.startsWith(id));
  expect((await readFile(join(folder, name))).toString("latin1")).not.toContain("events.jsonl");
});

test("the requests of some days, and of days on which nothing came", async () => {
  const { verified, references } = await whatIsIn(await made({ from: today, to: today }));
  expect(verified).toMatchObject({ ok: true, bundles: 4 });
  expect(references.toSorted()).toEqual([...mine, others].toSorted());
  const none = await whatIsIn(await made({ from: "2020-01-01" as Day, to: "2020-01-02" as Day }));
  expect(none.verified).toMatchObject({ ok: true, bundles: 0 });
});

test("what makes no sense is a value, and nobody else gets the file", async () => {
  expect(await orderExport(legal, { of: { from: today, to: "2020-01-01" as Day }, personal: false })).toEqual({
    ok: false,
    reason: "turned",
  });
  expect(await orderExport(legal, { of: { request: "R-0000000000000000" }, personal: false })).toEqual({
    ok: false,
    reason: "no-request",
  });
  expect(await orderExport(await signedIn(), { of: { from: today, to: today }, personal: true })).toEqual({
    ok: false,
    reason: "not-allowed",
  });
  const id = await made({ from: today, to: today });
  expect(await fetchExport(dora, id)).toEqual({ ok: false, reason: "not-found" });
  expect(await fetchExport(await signedIn(), id)).toEqual({ ok: false, reason: "not-found" });
  expect(await fetchExport(legal, randomUUID())).toEqual({ ok: false, reason: "not-found" });
});

describe("a worker that stops", () => {
  test("leaves the order to be made again, and no file", async () => {
    const ordered = await orderExport(legal, { of: { from: today, to: today }, personal: false });
    const id = ordered.ok ? ordered.value.id : "";
    let asked = 0;
    await makeCollections(() => ++asked > 3);
    expect(await db().evidenceExport.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: "waiting",
      file: null,
    });
    expect((await readdir(folder)).filter((file) => file.startsWith(id))).toEqual([]);
    // Another worker begins at once, and that one stopped is no try that failed.
    expect(await makeCollections()).toBe(1);
    expect(await db().evidenceExport.findUniqueOrThrow({ where: { id } })).toMatchObject({ tries: 1 });
    expect((await whatIsIn(id)).verified).toMatchObject({ ok: true, bundles: 4 });
  });
});

describe("a copy with letters", () => {
  test("has a holder and a day; the holder says when it is destroyed, and ours goes with it", async () => {
    const id = await made({ request: mine[0] as string }, true);
    const line = async () => (await exportLines(legal))?.find((one) => one.id === id);
    expect(await line()).toMatchObject({ personal: true, late: false, destroyedOn: null });
    await owner.query("UPDATE evidence_export SET destroy_on = current_date - 1 WHERE id = $1", [id]);
    expect(await line()).toMatchObject({ late: true });
    // Legal hears of it, once.
    expect([await mailCopies(), await mailCopies()]).toEqual([1, 0]);
    const { sealed } = await db().mail.findFirstOrThrow({ where: { kind: "alarm" } });
    expect(openMail(sealed)).toMatchObject({ to: { address: policy().evidence?.legal } });
    expect(openMail(sealed).text).toContain("/evidence/exports");
    expect(await confirmDestroyed(await signedIn({ roles: ["reviewer"] }), id)).toEqual({
      ok: false,
      reason: "not-found",
    });
    expect(await confirmDestroyed(legal, id)).toEqual({ ok: true });
    expect(await confirmDestroyed(legal, id)).toEqual({ ok: false, reason: "destroyed" });
    expect(await fetchExport(legal, id)).toEqual({ ok: false, reason: "not-ready" });
    expect(await line()).toMatchObject({ state: "gone" });
    expect(await forgetExports()).toBe(1);
    expect(await fetchExport(legal, id)).toEqual({ ok: false, reason: "not-ready" });
    expect((await readdir(folder)).filter((file) => file.startsWith(id))).toEqual([]);
    expect(await line()).toMatchObject({ late: false, destroyedOn: today, state: "gone" });
  });
});

describe("what stays in the house", () => {
  test("legal's notes and the names behind the ids are for legal and the DPO, and in no bundle", async () => {
    const reference = mine[2] as string;
    const rui = await signedIn({ roles: ["reviewer"] });
    await owner.query("UPDATE person SET roles = '{legal}' WHERE id = $1", [legal.person]);
    await exportBundle(legal, reference, { personal: false });
    expect(await addLegalNote(rui, reference, "Not for everybody.")).toEqual({ ok: false, reason: "not-found" });
    expect(await addLegalNote(legal, "R-0000000000000000", "Nothing.")).toEqual({ ok: false, reason: "not-found" });
    expect(await addLegalNote(legal, reference, "They will go to court in spring.")).toEqual({ ok: true });
    expect(await registerOf(rui, reference)).toBeNull();
    const register = await registerOf(dora, reference);
    expect(register?.notes).toMatchObject([{ text: "They will go to court in spring.", mine: false, on: today }]);
    expect(register?.staff).toMatchObject([{ name: null, roles: ["legal"] }]);
    const stored = await db().event.findMany({ where: { request: reference, actorId: register?.staff[0]?.id } });
    expect(stored.map(({ fact }) => fact)).toContain("exported");
    const bundle = await exportBundle(legal, reference, { personal: true });
    expect(bundle.ok && bundle.value.bytes.includes("court in spring")).toBe(false);
    const { rows } = await owner.query<{ text: string }>("SELECT t::text AS text FROM legal_note t");
    expect(rows[0]?.text).not.toContain("spring");
  });
});
