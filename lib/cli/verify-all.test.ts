import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileRequest, openTestPortal, signedIn } from "../steps/filed-request.fixture";
import { keepLog } from "../steps/log/keep";
import { logVerifiers } from "../steps/log/keys";
import { rightful } from "./run-cli.fixture";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let folder: string;
let reference: string;
let note: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  [portal, folder] = [await openTestPortal("cli_verify"), await mkdtemp(join(tmpdir(), "rightful-verify-"))];
  process.env.LOG_KEY = generateKeyPairSync("ed25519")
    .privateKey.export({ format: "der", type: "pkcs8" })
    .toString("base64");
  reference = await fileRequest(await signedIn(), { state: "delivered" });
  note = (await keepLog()) ?? "";
  await writeFile(file("keys"), `${logVerifiers().join("\n")}\n`);
  await writeFile(file("checkpoint"), note);
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
  await portal.close();
});

test("log key prints the line that others check with, and the last checkpoint as it was signed", async () => {
  const { code, out } = await rightful(["log", "key"]);
  expect({ code, out }).toEqual({ code: 0, out: `${logVerifiers()[0]}\n\n${note}` });
});

test("verify --all says what it looked at", async () => {
  const { code, out, err } = await rightful([
    "verify",
    "--all",
    "--key",
    file("keys"),
    "--checkpoint",
    file("checkpoint"),
  ]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toBe("1 requests, 6 events, 6 entries of the log, 1 checkpoints.\nEverything fits together.\n");
  const silent = await rightful(["verify", "--all"], { LOG_KEY: "" });
  expect(silent.out).toContain("Signatures were not looked at");
});

test("a contradiction is named by place, with exit 1", async () => {
  const owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  await owner.query("UPDATE request SET state = 'refused'");
  await owner.end();
  const { code, out } = await rightful(["verify", "--all", "--json"]);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, findings: [{ where: reference, code: "wrong-state" }] });
});

test.each([
  [["verify", "--all", "--key", "/nowhere"], "/nowhere cannot be read."],
  [["verify", "--all", "bundle.zip"], "--all takes no bundle, no head and no copy."],
  [["verify"], "Something is missing."],
  [["verify", "x.zip", "--checkpoint", "y"], "y cannot be read."],
])("%j is told in a sentence, with exit 2", async (args, sentence) => {
  const { code, err } = await rightful(args);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});

test("a file of keys with a line that is none names the line", async () => {
  await writeFile(file("bad"), `${logVerifiers()[0]}\nnonsense\n`);
  const { code, err } = await rightful(["verify", "--all", "--key", file("bad")]);
  expect(code).toBe(2);
  expect(err).toContain("line 2 is no key as `rightful log key` prints it.");
});
