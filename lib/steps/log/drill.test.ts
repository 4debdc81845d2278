/**
 * The drill of docs/operations.md, "Somebody else has seen it": a thief has the key of the log. What they sign is told apart from
 * what left the house, and from the exchange on it is worth nothing.
 */
import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyBundle } from "../../bundle/verify";
import { checkpointOf, checkpointText } from "../../log/checkpoint";
import { signNote, verifierOf, type Verifier } from "../../log/note";
import { exportBundle } from "../export-bundle";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { keepLog } from "./keep";
import { logOrigin, logVerifiers, trustedKeys } from "./keys";
import { lastNote } from "./last";
import { verifyLog } from "./verify-log";
import { db } from "../../db";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
beforeAll(async () => {
  portal = await openTestPortal("drill");
}, 120_000);
afterAll(() => portal.close());

const drawn = () =>
  generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
const known = (lines: readonly string[]): Verifier[] => lines.flatMap((line) => verifierOf(line) ?? []);
const codes = async (asked: Parameters<typeof verifyLog>[0]) =>
  (await verifyLog(asked)).findings.map(({ code }) => code);

test("a stolen key signs a log that never was: it is found, exchanged, and worthless from then on", async () => {
  const stolen = drawn();
  process.env.LOG_KEY = stolen;
  const who = await signedIn();
  const reference = await fileRequest(who);
  await fileRequest(who);
  await keepLog();
  const [oldLine] = logVerifiers();
  if (!oldLine) throw new Error("no key");
  // In a letter, in the mail to legal: out of reach.
  const kept = (await lastNote(db())) ?? "";
  const { size } = checkpointOf(kept.slice(0, kept.lastIndexOf("\n\n") + 1)) ?? { size: 0 };

  const thief = createPrivateKey({ key: Buffer.from(stolen, "base64"), format: "der", type: "pkcs8" });
  const forge = (at: number) =>
    signNote(checkpointText({ origin: logOrigin(), size: at, root: randomBytes(32) }), [
      { name: logOrigin(), key: thief },
    ]);
  const forged = forge(size);
  // The signature is right; the log is another one.
  expect(await codes({ keys: known([oldLine]), checkpoint: forged })).toEqual(["wrong-root"]);
  expect(await codes({ keys: known([oldLine]), checkpoint: kept })).toEqual([]);

  // 1. A new key at once, the old line among those before.
  process.env.LOG_KEY = drawn();
  process.env.LOG_KEYS_BEFORE = oldLine;
  await fileRequest(who);
  await keepLog();
  const [newLine] = logVerifiers();
  if (!newLine) throw new Error("no key");
  // 2. Whoever was given the new line alone takes nothing that the thief signs.
  expect(await codes({ keys: known([newLine]), checkpoint: forge(size + 1) })).toContain("not-signed");
  const bundle = await exportBundle(await signedIn({ roles: ["legal"] }), reference, { personal: false });
  if (!bundle.ok) throw new Error(bundle.reason);
  expect(await verifyBundle(bundle.value.bytes, { keys: known([newLine]) })).toMatchObject({
    ok: true,
    signature: "right",
  });
  expect(await verifyBundle(bundle.value.bytes, { keys: known([oldLine]) })).toMatchObject({
    ok: false,
    signature: "wrong",
  });
  // 3. The checkpoint that others hold still fits, and everything that was signed before is still known.
  expect(await codes({ keys: trustedKeys(), checkpoint: kept })).toEqual([]);
  expect(await codes({ keys: trustedKeys() })).toEqual([]);
});
