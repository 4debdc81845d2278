import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evidence, reference } from "./bundle.fixture";
import { collectionBytes, type Collected } from "./collection";
import { readContainer, writeContainer } from "./container";
import { signer } from "./log.fixture";
import { verifyBundle } from "./verify";
import { isCollection, verifyCollection } from "./verify-collection";
import { bundleBytes } from "./write";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-collection-"));
});
afterAll(() => rm(folder, { recursive: true }));

const about = { demo: true, personal: false, madeAt: "2026-11-24T09:00:00.000Z" };
const { signers, keys } = signer();
const one = (): Collected => ({ reference, bytes: bundleBytes(evidence()), events: 7 });

async function collected(bundles: Collected[], by = signers): Promise<Buffer> {
  const parts: Buffer[] = [];
  async function* each() {
    yield* bundles;
  }
  for await (const part of collectionBytes(about, each(), by)) parts.push(part);
  return Buffer.concat(parts);
}

async function verified(bytes: Buffer, known?: typeof keys) {
  const path = join(folder, "c.zip");
  await writeFile(path, bytes);
  const file = await open(path);
  try {
    const isOne = await isCollection(file);
    const said = await verifyCollection(file, (inside) => verifyBundle(inside, known ? { keys: known } : {}), known);
    return { ...said, isOne, codes: said.problems.map(({ file: name, code }) => `${name} ${code}`) };
  } finally {
    await file.close();
  }
}
const inside = `${reference.toLowerCase()}.zip`;

test("a collection is a ZIP of whole bundles, a list of them and its signature", async () => {
  const bytes = await collected([one()]);
  expect(readContainer(bytes).entries.map(({ name }) => name)).toEqual([inside, "collection.json", "collection.sig"]);
  expect(await verified(bytes)).toMatchObject({
    ok: true,
    isOne: true,
    bundles: 1,
    events: 7,
    demo: true,
    signature: "not-checked",
  });
  expect((await collected([one()])).equals(bytes)).toBe(true);
  expect(await verified(await collected([], []))).toMatchObject({
    ok: true,
    isOne: true,
    bundles: 0,
    signature: "none",
  });
  const signed = { ...one(), bytes: bundleBytes(evidence(), signers) };
  expect(await verified(await collected([signed]), keys)).toMatchObject({ ok: true, signature: "right" });
  expect((await verified(await collected([signed]), signer().keys)).codes).toContain("collection.sig not-signed");
});

describe("what somebody changed is found", () => {
  const changed = async (change: (entries: ReturnType<typeof readContainer>["entries"]) => typeof entries) =>
    (await verified(writeContainer(change(readContainer(await collected([one()])).entries)))).codes;

  test("a bundle left out, put in, or of another name", async () => {
    expect(await changed((all) => all.slice(1))).toContain("collection.json wrong-digest");
    expect(
      await changed((all) => [{ name: "r-0000000000000000.zip", bytes: all[0]?.bytes as Buffer }, ...all]),
    ).toContain("collection.json wrong-digest");
    expect(
      await changed((all) => [{ ...(all[0] as (typeof all)[0]), name: "r-0000000000000000.zip" }, ...all.slice(1)]),
    ).toContain("collection.json wrong-digest");
    expect(await changed(([first]) => (first ? [first] : []))).toEqual(["collection.json missing-entry"]);
  });

  test("a bundle that is wrong inside is named", async () => {
    const broken = { ...one(), bytes: bundleBytes(evidence({ approvals: [] })) };
    expect((await verified(await collected([broken]))).codes).toEqual([`${inside}/events.jsonl missing-approval`]);
  });

  test("each byte, and bytes before, after and cut off", async () => {
    const bytes = await collected([one()]);
    const unseen: number[] = [];
    for (let at = 0; at < bytes.length; at += 41) {
      const turned = Buffer.from(bytes);
      turned[at] = (turned[at] ?? 0) ^ 1;
      if ((await verified(turned)).ok) unseen.push(at);
    }
    expect(unseen).toEqual([]);
    for (const other of [
      Buffer.concat([bytes, Buffer.from("x")]),
      bytes.subarray(0, -1),
      Buffer.concat([Buffer.from("x"), bytes]),
    ])
      expect((await verified(other)).ok).toBe(false);
  });
});
