/** Art. 15(3): a copy that cannot be fetched any more is handed out once more by the word of two, and only while its key exists. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Actor } from "../../actor";
import { db } from "../../db";
import { closeBoss } from "../../jobs/wake";
import { writeEncrypted } from "../../package/encrypted-file";
import { masterKey, seal } from "../../seal/seal";
import { openGate } from "../ask/release";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { furtherDays, releaseAgain } from "./release-again";

const day = 86_400_000;
const reason = "The person lost their disk and the file with it.";
let portal: Awaited<ReturnType<typeof openTestPortal>>;
let folder: string;
let rui: Actor;
let nora: Actor;

beforeAll(async () => {
  portal = await openTestPortal("release-again");
  folder = await mkdtemp(join(tmpdir(), "rightful-files-"));
  process.env.FILES_DIR = folder;
  [rui, nora] = [await signedIn({ roles: ["reviewer"] }), await signedIn({ roles: ["reviewer"] })];
});
afterAll(async () => {
  await closeBoss();
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});

/** A delivered copy of which every download is used up, unless said otherwise. */
async function copyOf(who: Actor, changed: object = {}): Promise<string> {
  const reference = await fileRequest(who, { state: "delivered" });
  const key = randomBytes(32);
  const file = `${reference}.package`;
  const plain = [randomBytes(1_000)] as unknown as AsyncIterable<Buffer>;
  const { bytes, sha256 } = await writeEncrypted(join(folder, file), key, plain);
  const now = Date.now();
  const ready = { availableAt: new Date(now - 1_000), expiresAt: new Date(now + 20 * day), downloads: 5 };
  const row = { request: reference, file, bytes, records: 1, sha256, ...ready };
  await db().package.create({ data: { ...row, key: seal(masterKey("package key"), reference, key), ...changed } });
  return reference;
}

const find = (request: string) => db().package.findUniqueOrThrow({ where: { request } });
const anew = (who: Actor) => actor({ ...who, session: randomBytes(16).toString("hex") });

test("two reviewers allow one more download, and the gate lets one more through and no second", async () => {
  const ana = await signedIn();
  const reference = await copyOf(ana);
  expect(await openGate(anew(ana), reference)).toEqual({ ok: false, reason: "used-up" });
  expect(await releaseAgain(rui, reference, reason)).toEqual({ ok: true, value: { state: "needs-second" } });
  expect(await openGate(anew(ana), reference)).toEqual({ ok: false, reason: "used-up" });
  expect(await releaseAgain(rui, reference, reason)).toEqual({ ok: false, reason: "same-person" });
  expect(await releaseAgain(nora, reference, reason)).toEqual({ ok: true, value: { state: "released" } });
  expect(await releaseAgain(rui, reference, reason)).toEqual({ ok: false, reason: "not-needed" });
  expect(await openGate(anew(ana), reference)).toMatchObject({ ok: true });
  expect(await openGate(anew(ana), reference)).toEqual({ ok: false, reason: "used-up" });
  const events = await db().event.findMany({ where: { request: reference, fact: { startsWith: "release" } } });
  expect(events.map(({ fact, data, commit }) => [fact, data, commit === null])).toEqual([
    ["release-proposed", {}, false],
    ["released-again", { downloads: 6, until: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }, false],
  ]);
});

test("the same person twice at once is one proposal", async () => {
  const reference = await copyOf(await signedIn());
  const presses = await Promise.all(Array.from({ length: 4 }, () => releaseAgain(rui, reference, reason)));
  expect(presses.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { state: "needs-second" } }]);
  expect(presses.filter(({ ok }) => !ok)).toHaveLength(3);
  expect(await find(reference)).toMatchObject({ further: 0 });
});

test("days that are about to end are prolonged to a week, days enough are left alone", async () => {
  const soon = await copyOf(await signedIn(), { downloads: 0, expiresAt: new Date(Date.now() + 2 * day) });
  for (const who of [rui, nora]) expect(await releaseAgain(who, soon, reason)).toMatchObject({ ok: true });
  const left = ((await find(soon)).expiresAt as Date).getTime() - Date.now();
  expect(Math.round(left / day)).toBe(furtherDays);
  const far = await copyOf(await signedIn());
  const before = (await find(far)).expiresAt;
  for (const who of [rui, nora]) expect(await releaseAgain(who, far, reason)).toMatchObject({ ok: true });
  expect((await find(far)).expiresAt).toEqual(before);
});

test.each([
  ["a copy that can still be fetched", { downloads: 4 }, "not-needed"],
  ["a copy whose days are over", { expiresAt: new Date(Date.now() - 1_000) }, "no-copy"],
  ["a copy whose key is destroyed", { key: null, destroyedAt: new Date() }, "no-copy"],
  ["a copy that never lay ready", { availableAt: null }, "no-copy"],
])("nothing is proposed about %s", async (_what, changed, refused) => {
  const reference = await copyOf(await signedIn(), changed);
  expect(await releaseAgain(rui, reference, reason)).toEqual({ ok: false, reason: refused });
  expect(await db().task.count({ where: { request: reference } })).toBe(0);
});

test("nobody does it for themselves, without a reason, while the request is stopped, or without the role", async () => {
  const reference = await copyOf({ ...rui, roles: ["subject", "reviewer"] });
  expect(await releaseAgain(rui, reference, reason)).toEqual({ ok: false, reason: "own-request" });
  const other = await copyOf(await signedIn());
  expect(await releaseAgain(rui, other, "lost")).toEqual({ ok: false, reason: "reason-missing" });
  expect(await releaseAgain(await signedIn(), other, reason)).toEqual({ ok: false, reason: "not-found" });
  expect(await releaseAgain(await signedIn({ roles: ["dpo"] }), other, reason)).toEqual({
    ok: false,
    reason: "not-allowed",
  });
  await db().request.update({ where: { id: other }, data: { stoppedAt: new Date() } });
  expect(await releaseAgain(rui, other, reason)).toEqual({ ok: false, reason: "stopped" });
});
