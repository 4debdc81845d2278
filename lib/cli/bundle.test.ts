import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../bundle/write";
import { db } from "../db";
import { verifierText } from "../log/note";
import { fileRequest, openTestPortal, signedIn } from "../steps/filed-request.fixture";
import { commandLine, rightful } from "./run-cli.fixture";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let folder: string;
let reference: string;
let file: string;
let head: string;

beforeAll(async () => {
  portal = await openTestPortal("cli_bundle");
  folder = await mkdtemp(join(tmpdir(), "rightful-cli-bundle-"));
  file = join(folder, "proof.zip");
  reference = await fileRequest(await signedIn({ email: "ana.vidal@mail.example", name: "Ana Vidal" }));
  head = (await db().request.findUniqueOrThrow({ where: { id: reference } })).headHash;
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await portal.close();
});

const events = () => db().event.findMany({ where: { request: reference }, orderBy: { seq: "asc" } });

describe("rightful bundle", () => {
  test("writes the evidence, records it, and says what it wrote", async () => {
    const { code, out, err } = await rightful(["bundle", reference, file, "--json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const bytes = await readFile(file);
    expect(JSON.parse(out)).toEqual({ file, sha256: sha256(bytes), events: 2 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await events()).at(-1)).toMatchObject({ fact: "exported", actorRole: "system", data: { form: "bundle" } });
    expect(bytes.toString("latin1")).not.toMatch(/vidal|salt/i);
  });

  test.each([
    ["a file that exists", () => [reference, file], 2, "never replaces"],
    ["a folder that does not", () => [reference, join(folder, "none", "a.zip")], 2, "cannot be written"],
    ["no reference", () => ["ana", join(folder, "a.zip")], 2, "not a reference"],
    ["an unknown request", () => ["R-0000000000000000", join(folder, "a.zip")], 1, "There is no request"],
    ["no file", () => [reference], 2, "Usage"],
  ])("%s: a sentence, no file, no event", async (_what, args, expected, sentence) => {
    const before = (await events()).length;
    const { code, out, err } = await rightful(["bundle", ...args(), "--json"]);
    expect({ code, out }).toEqual({ code: expected, out: "" });
    expect(err).toContain(sentence);
    expect(await events()).toHaveLength(before);
    await expect(stat(join(folder, "a.zip"))).rejects.toThrow("ENOENT");
  });
});

test("a bundle that is killed half-way leaves no file under its name", async () => {
  const half = join(folder, "half.zip");
  const reference = await fileRequest(await signedIn({ email: "ben.okafor@post.example", name: "Ben Okafor" }));
  const child = spawn(process.execPath, [await commandLine(), "bundle", reference, half]);
  const gone = once(child, "exit");
  const begun = async () => (await readdir(folder)).some((name) => name.startsWith("half.zip."));
  await expect.poll(begun, { interval: 5, timeout: 20_000 }).toBe(true);
  child.kill("SIGKILL");
  await gone;
  await expect(stat(half)).rejects.toThrow("ENOENT");
  expect((await rightful(["bundle", reference, half])).code).toBe(0);
  expect((await stat(half)).size).toBeGreaterThan(0);
});

describe("rightful verify", () => {
  // Nothing of the portal is needed: neither its database nor a key.
  const verify = (...args: string[]) => rightful(["verify", ...args], { DATABASE_URL: "", MASTER_KEY: "" });

  test("a whole bundle, and a head out of a letter", async () => {
    const { code, out } = await verify(file, "--head", head, "--json");
    const last = (await events()).at(-1)?.hash;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      ok: true,
      kind: "bundle",
      problems: [],
      head: last,
      events: 2,
      demo: true,
      signature: "none",
      sealed: null,
      headLine: 1,
      checkpoint: null,
      copy: null,
    });
    const words = await verify(file, "--head", head);
    expect(words.out).toContain("whole: 2 events");
    expect(words.out).toContain("line 1 of 2");
    expect(words.out).toContain("demo");
  });

  test("names what is wrong by file and line", async () => {
    const bytes = await readFile(file);
    const at = bytes.indexOf("portal");
    bytes.write("letter", at);
    const changed = join(folder, "changed.zip");
    await writeFile(changed, bytes);
    const { code, out } = await verify(changed, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([{ file: "events.jsonl", line: 1, code: "wrong-hash" }]),
    });
    expect((await verify(changed)).out).toContain("events.jsonl:1  wrong-hash");
  });

  test("a head that is not in it, and a key that nothing was signed with", async () => {
    const other = await verify(file, "--head", "0".repeat(64), "--json");
    expect([other.code, JSON.parse(other.out).problems[0].code]).toEqual([1, "other-head"]);
    const key = join(folder, "key.pub");
    const { publicKey } = generateKeyPairSync("ed25519");
    await writeFile(key, `${verifierText({ name: "shop.example/rightful", key: publicKey })}\n`);
    const unsigned = await verify(file, "--key", key, "--json");
    expect([unsigned.code, JSON.parse(unsigned.out).problems[0].code]).toEqual([1, "no-signature"]);
  });

  test.each([
    ["a file that is not there", ["nowhere.zip"]],
    ["a folder", ["."]],
    ["a head that is no hash", ["any.zip", "--head", "abc"]],
    ["a key that is not there", ["any.zip", "--key", "nowhere"]],
    ["nothing", []],
  ])("%s is a wrong call", async (_what, args) => {
    const { code, out, err } = await verify(...args, "--json");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  });
});
