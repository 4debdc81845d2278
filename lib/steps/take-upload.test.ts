import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createHash } from "node:crypto";
import { intoDigest, intoFile, takeUpload } from "./take-upload";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "upload-"));
});
afterAll(() => rm(folder, { recursive: true }));

const contentType = "multipart/form-data; boundary=----b0undary";
const form = (content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('------b0undary\r\nContent-Disposition: form-data; name="bundle"; filename="x.zip"\r\n\r\n'),
    content,
    Buffer.from("\r\n------b0undary--\r\n"),
  ]);

async function* inPieces(body: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

const take = (body: Buffer, size: number, limit = 1_000_000, type = contentType) =>
  takeUpload(inPieces(body, size), { contentType: type, fields: { bundle: intoFile(join(folder, "file"), limit) } });

// Line ends and beginnings of the boundary inside the file must survive being cut anywhere.
const tricky = Buffer.from("PK\r\n------b0und\r\n--\r\n\r\n------b0undar\u0000\u00ff\r\n", "latin1");

test.each([1, 2, 3, 7, 16, 64, 1000])("writes the file as it was, in pieces of %i bytes", async (size) => {
  expect(await take(form(tricky), size)).toEqual({ ok: true, value: { bundle: tricky.length } });
  expect(await readFile(join(folder, "file"))).toEqual(tricky);
});

test.each([
  ["one byte too many", form(Buffer.alloc(1001)), 1000, contentType, "too-large"],
  ["another kind of body", Buffer.from("bundle=1"), 1000, "application/x-www-form-urlencoded", "not-a-form"],
  ["no boundary in the body", Buffer.from("hello"), 1000, contentType, "not-a-form"],
  ["cut off in the middle", form(tricky).subarray(0, 100), 1000, contentType, "not-a-form"],
  [
    "a head without end",
    Buffer.concat([Buffer.from("------b0undary"), Buffer.alloc(9000, 65)]),
    1000,
    contentType,
    "not-a-form",
  ],
  ["nothing at all", Buffer.alloc(0), 1000, contentType, "not-a-form"],
])("refuses %s", async (_name, body, limit, type, reason) => {
  expect(await take(body, 50, limit, type)).toEqual({ ok: false, reason });
});

test("takes a file of exactly the limit", async () => {
  expect(await take(form(Buffer.alloc(1000)), 99, 1000)).toEqual({ ok: true, value: { bundle: 1000 } });
});

test("a field in which nothing was chosen has no bytes", async () => {
  expect(await take(form(Buffer.alloc(0)), 50)).toEqual({ ok: true, value: { bundle: 0 } });
});

describe("two files", () => {
  const part = (name: string, content: Buffer) => [
    Buffer.from(`------b0undary\r\nContent-Disposition: form-data; name="${name}"; filename="x"\r\nContent-Type: application/zip\r\n\r\n`),
    content,
    Buffer.from("\r\n"),
  ]; // prettier-ignore
  const both = (...parts: Buffer[][]) => Buffer.concat([...parts.flat(), Buffer.from("------b0undary--\r\n")]);
  const takeBoth = async (body: Buffer, size: number, limit = 100_000) => {
    const fields = { bundle: intoFile(join(folder, "both"), 1000), copy: intoDigest(limit) };
    return { taken: await takeUpload(inPieces(body, size), { contentType, fields }), digest: fields.copy.sha256() };
  };
  const copy = Buffer.alloc(50_000, "copy\r\n------b0undar");
  const digest = createHash("sha256").update(copy).digest("hex");

  test.each([1, 5, 64, 4096, 1_000_000])("each into its own field, in pieces of %i bytes", async (size) => {
    const expected = { taken: { ok: true, value: { bundle: tricky.length, copy: copy.length } }, digest };
    expect(await takeBoth(both(part("bundle", tricky), part("copy", copy)), size)).toEqual(expected);
    expect(await readFile(join(folder, "both"))).toEqual(tricky);
    expect(await takeBoth(both(part("copy", copy), part("bundle", tricky)), size)).toEqual(expected);
  });

  test("none twice, none that nobody asked for, none that is too large", async () => {
    for (const wrong of [both(part("bundle", tricky), part("bundle", tricky)), both(part("other", tricky))])
      expect((await takeBoth(wrong, 99)).taken).toEqual({ ok: false, reason: "not-a-form" });
    const large = both(part("bundle", tricky), part("copy", copy));
    expect((await takeBoth(large, 99, copy.length - 1)).taken).toEqual({ ok: false, reason: "too-large" });
    expect((await takeBoth(large.subarray(0, -20), 99)).taken).toEqual({ ok: false, reason: "not-a-form" });
  });
});
