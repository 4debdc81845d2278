import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeUpload } from "./take-upload";

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
  takeUpload(inPieces(body, size), { contentType: type, path: join(folder, "file"), limit });

// Line ends and beginnings of the boundary inside the file must survive being cut anywhere.
const tricky = Buffer.from("PK\r\n------b0und\r\n--\r\n\r\n------b0undar\u0000\u00ff\r\n", "latin1");

test.each([1, 2, 3, 7, 16, 64, 1000])("writes the file as it was, in pieces of %i bytes", async (size) => {
  expect(await take(form(tricky), size)).toEqual({ ok: true, value: { bytes: tricky.length } });
  expect(await readFile(join(folder, "file"))).toEqual(tricky);
});

test.each([
  ["nothing chosen", form(Buffer.alloc(0)), 1000, contentType, "no-file"],
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
  expect(await take(form(Buffer.alloc(1000)), 99, 1000)).toEqual({ ok: true, value: { bytes: 1000 } });
});
