/** The verifier that stands alone, as a stranger has it: one file, an empty folder, nothing in the environment. */
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildVerifier } from "../build/verifier.mjs";
import { chain, evidence, fifty } from "../bundle/bundle.fixture";
import { madeCopy } from "../bundle/copy.fixture";
import { logWith, signer } from "../bundle/log.fixture";
import { bundleBytes, sha256 } from "../bundle/write";
import { verifierText } from "../log/note";
import { rightful, type Said } from "./run-cli.fixture";

const root = join(import.meta.dirname, "../..");
const { signers, sign } = signer();
const copy = Buffer.from("the copy of a customer");
let folder: string;
const at = (name: string) => join(folder, name);

/** Runs it as a stranger would: in a folder where nothing but the file is. */
async function alone(...args: string[]): Promise<Said> {
  const said = await promisify(execFile)(process.execPath, ["rightful-verify.mjs", ...args], {
    cwd: at("alone"),
    env: {} as NodeJS.ProcessEnv,
  }).catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: "code" in said ? said.code : 0, out: said.stdout, err: said.stderr };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-verifier-"));
  await mkdir(at("alone"));
  await buildVerifier(root, at("rightful-verify.mjs"));
  await copyFile(at("rightful-verify.mjs"), at("alone/rightful-verify.mjs"));
  const input = fifty();
  const log = logWith(input.events, 40, sign, [10, 20]);
  const good = bundleBytes({ ...input, log }, signers);
  const broken = Buffer.from(good);
  broken.write("letter", broken.indexOf("portal"));
  const packed = chain(undefined, { packed: sha256(copy), delivered: sha256(copy) });
  const files: Record<string, Buffer | string> = {
    "good.zip": good,
    "broken.zip": broken,
    "delivered.zip": bundleBytes(evidence({ events: packed }), signers),
    "key.pub": `${verifierText(signers[0]!)}\n`,
    "other.pub": `${verifierText(signer().signers[0]!)}\n`,
    "letter.txt": `Good day,\n\nthe checkpoint of our log:\n${log.earlier[0]?.checkpoint ?? ""}`.trimEnd(),
    "copy.zip": copy,
    "own-copy.zip": (await madeCopy(signers)).bytes,
    "not.zip": "hello",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(at(name), content);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const head = chain()[2]?.hash ?? "";

describe("gives the same answer as the portal's command line", () => {
  test.each([
    ["a whole bundle", 0, ["good.zip"]],
    ["with a key, a head and a letter", 0, ["good.zip", "--key", "key.pub", "--head", head, "--checkpoint", "letter.txt"]],
    ["with a foreign key", 1, ["good.zip", "--key", "other.pub"]],
    ["with the copy that was delivered", 0, ["delivered.zip", "--copy", "copy.zip"]],
    ["with another copy", 1, ["delivered.zip", "--copy", "not.zip"]],
    ["a changed bundle", 1, ["broken.zip", "--key", "key.pub", "--copy", "copy.zip"]],
    ["a copy by itself", 0, ["own-copy.zip", "--key", "key.pub"]],
    ["a copy by itself with a foreign key", 1, ["own-copy.zip", "--key", "other.pub"]],
    ["a copy with a head", 2, ["own-copy.zip", "--head", head]],
    ["no bundle", 1, ["not.zip"]],
    ["no file", 2, ["nowhere.zip"]],
    ["no key", 2, ["good.zip", "--key", "not.zip"]],
    ["no checkpoint", 2, ["good.zip", "--checkpoint", "not.zip"]],
    ["no copy", 2, ["good.zip", "--copy", "nowhere.zip"]],
  ])("%s", async (_what, code, args) => {
    const paths = args.map((arg) => (/\.\w+$/.test(arg) ? at(arg) : arg));
    for (const json of [["--json"], []]) {
      const said = await alone(...paths, ...json);
      expect(said).toEqual(await rightful(["verify", ...paths, ...json], { DATABASE_URL: "", MASTER_KEY: "" }));
      expect(said.code).toBe(code);
      expect(said.err).not.toMatch(/\bat .*:\d+:\d+/);
    }
  });
}); // prettier-ignore

test("says what was found", async () => {
  const { out } = await alone(at("good.zip"), "--key", at("key.pub"), "--checkpoint", at("letter.txt"), "--json");
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    events: 50,
    signature: "right",
    sealed: { events: 40, earlier: 2, signed: true },
    checkpoint: { size: 10, is: "continued" },
  });
  expect((await alone(at("delivered.zip"), "--copy", at("copy.zip"))).out).toContain("is the one that was delivered, by line 8 of 9, made by line 6");
  expect((await alone(at("delivered.zip"), "--copy", at("not.zip"))).out).toContain("was never delivered by this request");
}); // prettier-ignore

test("called wrongly says how it is meant, and writes nothing into its folder", async () => {
  for (const args of [[], ["a.zip", "b.zip"], ["a.zip", "--all"], ["a.zip", "--head", "abc"]]) {
    const { code, out, err } = await alone(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/Usage: node rightful-verify\.mjs|hexadecimal/);
  }
  expect(await readdir(at("alone"))).toEqual(["rightful-verify.mjs"]);
});
