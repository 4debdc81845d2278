import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actor, type Actor } from "../../actor";
import { db } from "../../db";
import { closeBoss } from "../../jobs/wake";
import { masterKey, seal } from "../../seal/seal";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { packedFor } from "./packed.fixture";
import { grantedFile, grantedWhole, openGate } from "./release";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let folder: string;
beforeAll(async () => {
  portal = await openTestPortal("release");
  folder = await mkdtemp(join(tmpdir(), "rightful-files-"));
  process.env.FILES_DIR = folder;
});
afterAll(async () => {
  await closeBoss();
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});

const plain = randomBytes(150_000);
const day = 86_400_000;

/** Another sign-in of the same person. */
const again = (who: Actor, fields: Partial<Actor> = {}) =>
  actor({ ...who, session: randomBytes(16).toString("hex"), ...fields });

const packed = (who: Actor, asked: Parameters<typeof fileRequest>[1] = {}, changed: object = {}) =>
  packedFor(who, { plain, asked, changed });
const outcomes = async (packageId: string) =>
  (await db().gate.findMany({ where: { packageId }, orderBy: { id: "asc" } })).map(({ outcome }) => outcome);

test("the owner, freshly signed in, gets the package; it is counted, recorded and proved", async () => {
  const ana = await signedIn();
  const { reference, id, sha256 } = await packed(ana);
  const opened = await openGate(ana, reference);
  expect(opened).toEqual({ ok: true, value: { grant: expect.any(String) } });
  const file = await grantedFile(ana, reference, null);
  if (!file.ok) throw new Error(file.reason);
  expect(file.value).toMatchObject({ start: 0, end: plain.length, length: plain.length, partial: false, sha256 });
  expect((await buffer(file.value.stream)).equals(plain)).toBe(true);
  expect(await db().package.findUnique({ where: { id } })).toMatchObject({ downloads: 1 });
  const event = await db().event.findFirst({ where: { request: reference, fact: "downloaded" } });
  expect(event).toMatchObject({ data: { count: 1 }, actorRole: "subject" });
  expect(await outcomes(id)).toEqual(["opened", "read"]);
});

test("ranges within the hour count as one download, and so does asking again", async () => {
  const ana = await signedIn();
  const { reference, id } = await packed(ana);
  await openGate(ana, reference);
  await openGate(ana, reference);
  for (const [header, start, end] of [
    ["bytes=0-9", 0, 10],
    ["bytes=70000-", 70_000, plain.length],
    ["bytes=-5", plain.length - 5, plain.length],
  ] as const) {
    const file = await grantedFile(ana, reference, header);
    if (!file.ok) throw new Error(file.reason);
    expect(file.value).toMatchObject({ start, end, partial: true });
    expect((await buffer(file.value.stream)).equals(plain.subarray(start, end))).toBe(true);
  }
  expect(await grantedFile(ana, reference, "bytes=150000-")).toEqual({ ok: false, reason: "no-such-range" });
  expect(await db().package.findUnique({ where: { id } })).toMatchObject({ downloads: 1 });
  expect(await outcomes(id)).toEqual(["opened", "again", "read", "read", "read", "no-such-range"]);
});

test.each([
  ["of this version goes on", (sha256: string) => `"${sha256}"`, 20],
  ["of another version gives the whole", () => `"${"0".repeat(64)}"`, 150_000],
  ["of a weak tag gives the whole", (sha256: string) => `W/"${sha256}"`, 150_000],
  ["of a date gives the whole", () => "Wed, 21 Oct 2026 07:28:00 GMT", 150_000],
])("a range %s, and is recorded once", async (_what, condition, bytes) => {
  const ana = await signedIn();
  const { reference, id, sha256 } = await packed(ana);
  await openGate(ana, reference);
  const file = await grantedFile(ana, reference, "bytes=10-29", condition(sha256));
  if (!file.ok) throw new Error(file.reason);
  expect(file.value.partial).toBe(bytes === 20);
  expect((await buffer(file.value.stream)).length).toBe(bytes);
  expect(await outcomes(id)).toEqual(["opened", "read"]);
});

describe("the gate stays shut", () => {
  test("for foreign and unknown requests alike", async () => {
    const [ana, ben] = [await signedIn(), await signedIn()];
    const { reference, id } = await packed(ana);
    await openGate(ana, reference);
    const notFound = { ok: false, reason: "not-found" };
    expect(await openGate(ben, reference)).toEqual(notFound);
    expect(await openGate(ben, "R-0000000000000000")).toEqual(notFound);
    expect(await grantedFile(ben, reference, null)).toEqual(notFound);
    expect(await grantedFile(ben, "R-0000000000000000", null)).toEqual(notFound);
    // Not even with the owner's session, should a session ever be mixed up.
    expect(await grantedFile(again(ben, { session: ana.session }), reference, null)).toEqual(notFound);
    expect(await outcomes(id)).toEqual(["opened", "not-found"]);
  });

  const old = { expiresAt: new Date(Date.now() - 1000) };
  const cases: [string, Partial<Actor>, Parameters<typeof fileRequest>[1], object, string][] = [
    ["eleven minutes after the sign-in", { authAge: 11 * 60 }, {}, {}, "not-fresh"],
    ["without a time of sign-in", { authAge: null }, {}, {}, "not-fresh"],
    ["for an e-mail link to data behind an account", { door: "link" }, { door: "oidc" }, {}, "not-fresh"],
    ["for an e-mail link when nobody was identified", { door: "link" }, { door: null }, {}, "not-fresh"],
    ["on day 31", {}, {}, old, "expired"],
    ["when the package was destroyed", {}, {}, { destroyedAt: new Date(), key: null }, "expired"],
    ["before the package is available", {}, {}, { availableAt: null }, "not-ready"],
    ["while the request is not fulfilled", {}, { state: "received" }, {}, "not-ready"],
    ["after five downloads", {}, {}, { downloads: 5 }, "used-up"],
    ["without a session", { session: null }, {}, {}, "not-found"],
  ];
  test.each(cases)("%s", async (_when, who, asked, row, reason) => {
    const ana = await signedIn(who);
    const { reference, id } = await packed(ana, asked, row);
    expect(await openGate(ana, reference)).toEqual({ ok: false, reason });
    expect(await db().downloadGrant.count({ where: { packageId: id } })).toBe(0);
    expect(await outcomes(id)).toEqual([reason]);
    expect((await grantedFile(ana, reference, null)).ok).toBe(false);
    expect((await grantedWhole(ana, reference)).ok).toBe(false);
  });

  test("while there is no package yet", async () => {
    const ana = await signedIn();
    expect(await openGate(ana, await fileRequest(ana))).toEqual({ ok: false, reason: "not-ready" });
  });
});

test.each(["link", "reviewer"] as const)(
  "an e-mail link opens what was asked for by it or decided by a reviewer (%s)",
  async (door) => {
    const ana = await signedIn({ door: "link" });
    const { reference } = await packed(ana, { door: door as "link" });
    expect((await openGate(ana, reference)).ok).toBe(true);
  },
);

test("a grant is bound to its session, ends after an hour and with the package", async () => {
  const ana = await signedIn();
  const { reference, id } = await packed(ana);
  await openGate(ana, reference);
  const noGrant = { ok: false, reason: "no-grant" };
  expect(await grantedFile(again(ana), reference, null)).toEqual(noGrant);
  await db().downloadGrant.updateMany({ where: { packageId: id }, data: { until: new Date(Date.now() - 1000) } });
  expect(await grantedFile(ana, reference, null)).toEqual(noGrant);
  await db().downloadGrant.updateMany({ where: { packageId: id }, data: { until: new Date(Date.now() + day) } });
  await db().package.update({ where: { id }, data: { destroyedAt: new Date(), key: null } });
  expect(await grantedFile(ana, reference, null)).toEqual({ ok: false, reason: "expired" });
});

test("twenty sign-ins at once open it five times", async () => {
  const ana = await signedIn();
  const { reference, id } = await packed(ana);
  const results = await Promise.all(Array.from({ length: 20 }, () => openGate(again(ana), reference)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(5);
  expect(results.filter((result) => !result.ok && result.reason === "used-up")).toHaveLength(15);
  expect(await db().downloadGrant.count({ where: { packageId: id } })).toBe(5);
  expect(await db().package.findUnique({ where: { id } })).toMatchObject({ downloads: 5 });
  expect(await db().event.count({ where: { request: reference, fact: "downloaded" } })).toBe(5);
});

test("one session that asks twenty times at once gets one grant", async () => {
  const ana = await signedIn();
  const { reference, id } = await packed(ana);
  const results = await Promise.all(Array.from({ length: 20 }, () => openGate(ana, reference)));
  expect(new Set(results.map((result) => result.ok && result.value.grant)).size).toBe(1);
  expect(await db().package.findUnique({ where: { id } })).toMatchObject({ downloads: 1 });
});

test("a package that is not what was written is not given out", async () => {
  const ana = await signedIn();
  const { reference, id } = await packed(ana);
  await openGate(ana, reference);
  await db().package.update({
    where: { id },
    data: { key: seal(masterKey("package key"), "R-0000000000000000", randomBytes(32)) },
  });
  await expect(grantedFile(ana, reference, null)).rejects.toThrow();
});
