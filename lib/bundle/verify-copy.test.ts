/** A customer's copy by itself: whole, or what is wrong with which of its files. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unzip } from "../../e2e/unzip";
import { digestOf, listedOtherwise, madeCopy, repacked, type Files } from "./copy.fixture";
import { signer } from "./log.fixture";
import { verifyFile } from "./verify-file";

const { signers, keys } = signer();
const other = signer();
let folder: string;
let good: { bytes: Buffer; files: Files };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-copies-"));
  good = await madeCopy(signers);
});
afterAll(() => rm(folder, { recursive: true }));

async function verified(bytes: Buffer, given: Parameters<typeof verifyFile>[1] = { keys }) {
  const file = join(folder, "copy.zip");
  await writeFile(file, bytes);
  return verifyFile(file, given);
}
const found = async (bytes: Buffer, given?: Parameters<typeof verifyFile>[1]) => {
  const { ok, signature, problems } = await verified(bytes, given);
  return { ok, signature, problems: problems.map(({ file, code }) => `${file} ${code}`) };
};
const changed = (change: (files: Files) => void) => repacked(good.files, change);

test("a copy is whole, by a key from elsewhere; without one it is said that nobody looked", async () => {
  expect(await verified(good.bytes)).toEqual({
    ok: true,
    kind: "copy",
    problems: [],
    reference: "R-0K3V9T2M7QX4B8NC",
    records: 3,
    files: good.files.size - 2,
    signature: "right",
  });
  expect(await found(good.bytes, {})).toEqual({ ok: true, signature: "not-checked", problems: [] });
});

test("unpacked and packed again it is whole as well, in any order", async () => {
  const bytes = await changed((files) => {
    const all = [...files].toReversed();
    files.clear();
    for (const [name, content] of all.toSorted(([name]) => (name === "index.html" ? -1 : 0))) files.set(name, content);
  });
  expect(bytes.equals(good.bytes)).toBe(false);
  expect(await found(bytes)).toEqual({ ok: true, signature: "right", problems: [] });
});

test("a foreign key, and no signature at all, are problems for whoever brought a key", async () => {
  expect(await found(good.bytes, { keys: other.keys })).toMatchObject({
    signature: "wrong",
    problems: ["manifest.sig not-signed"],
  });
  const unsigned = await madeCopy([]);
  expect(await found(unsigned.bytes)).toMatchObject({ ok: false, problems: ["manifest.sig no-signature"] });
  expect(await found(unsigned.bytes, {})).toMatchObject({ ok: true, signature: "none" });
  const foreign = await madeCopy(other.signers);
  expect(await found(foreign.bytes)).toMatchObject({ ok: false, problems: ["manifest.sig not-signed"] });
});

describe("every problem is told by its file", () => {
  test("changed, missing, and put in", async () => {
    const bytes = await changed((files) => {
      files.set("data/account.json", (files.get("data/account.json") ?? "").replace("ana@", "eva@"));
      files.delete("timeline.html");
      files.set("records/invoice-2.html", "<p>another</p>");
    });
    expect(await found(bytes)).toEqual({
      ok: false,
      signature: "right",
      problems: [
        "data/account.json wrong-digest",
        "timeline.html missing-entry",
        "records/invoice-2.html foreign-entry",
      ],
    });
  });

  test("a manifest that was made to fit is not the one that was signed", async () => {
    const bytes = await changed((files) => {
      files.set("index.html", "<p>nothing</p>");
      listedOtherwise(files, "index.html", { bytes: 14, sha256: digestOf("<p>nothing</p>") });
    });
    expect(await found(bytes)).toEqual({ ok: false, signature: "wrong", problems: ["manifest.sig bad-signature"] });
  });

  test("no manifest, or one that is none", async () => {
    expect(await found(await changed((files) => files.delete("manifest.json")))).toMatchObject({
      problems: ["manifest.json missing-entry"],
    });
    for (const [text, code] of [["{", "not-json"], ["{}", "bad-shape"]])
      expect((await found(await changed((files) => files.set("manifest.json", text ?? "")))).problems).toContain(
        `manifest.json ${code}`,
      ); // prettier-ignore
  });
});

test("what claims to unpack to more than any copy does is not unpacked", async () => {
  const bytes = await changed((files) => listedOtherwise(files, "data/account.json", { bytes: 2 ** 40 }));
  expect((await found(bytes, {})).problems).toContain("data/account.json too-large");
});

test("a bit that flips is found, or changes nothing that is in a file", async () => {
  let kept = 0;
  for (let at = 0; at < good.bytes.length; at += 97) {
    const bytes = Buffer.from(good.bytes);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    if (!(await verified(bytes)).ok) continue;
    kept += 1;
    const files = await unzip(bytes);
    for (const [name, content] of good.files) expect(files.get(name)?.toString(), `byte ${at}`).toBe(content);
  }
  expect(kept).toBeLessThan(good.bytes.length / 97 / 5);
});

test("cut, continued, and no ZIP at all", async () => {
  for (const length of [10, 100, good.bytes.length - 30]) expect(await verified(good.bytes.subarray(0, length))).toMatchObject({ ok: false }); // prettier-ignore
  expect(await found(good.bytes.subarray(0, 5_000))).toMatchObject({ problems: ["container container-altered"] });
  expect(await found(Buffer.from("hello"), {})).toMatchObject({ ok: false, problems: expect.arrayContaining(["container not-a-bundle"]) }); // prettier-ignore
});
