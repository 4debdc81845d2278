/** A copy over HTTP (RFC 9110, 14), as browsers and download managers ask for it, with the real gate and the real file. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../../../lib/actor";
import { db } from "../../../../lib/db";
import { sendLength } from "../../../../lib/server/length";
import { packedFor } from "../../../../lib/steps/ask/packed.fixture";
import { openGate } from "../../../../lib/steps/ask/release";
import { openTestPortal, signedIn } from "../../../../lib/steps/filed-request.fixture";
import { answer } from "./answer";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let folder: string;
let server: Server;
const plain = randomBytes(150_000);

let who: Actor;
let reference: string;
let copy: { id: string; sha256: string };

beforeAll(async () => {
  portal = await openTestPortal("package-answer");
  folder = await mkdtemp(join(tmpdir(), "rightful-files-"));
  process.env.FILES_DIR = folder;
  server = createServer(async ({ method, headers, url = "" }, response) => {
    const request = new Request(new URL(url, "http://localhost"), { method, headers: headers as HeadersInit });
    sendLength(response);
    const { status, headers: given, body } = await answer(who, request, url.slice(1));
    // As Next does it.
    for (const [name, value] of given) if (name !== "content-length") response.setHeader(name, value);
    response.writeHead(status);
    if (body) await pipeline(Readable.fromWeb(body as WebStream), response);
    else response.end();
  });
  await new Promise<void>((done) => server.listen(0, done));
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  who = await signedIn();
  ({ reference, ...copy } = await packedFor(who, { plain }));
  expect((await openGate(who, reference)).ok).toBe(true);
});

const ask = (headers: Record<string, string> = {}, { method = "GET", of = reference } = {}): Promise<Response> =>
  fetch(`http://localhost:${(server.address() as AddressInfo).port}/${of}`, { method, headers, redirect: "manual" });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const downloads = async () => (await db().package.findUniqueOrThrow({ where: { id: copy.id } })).downloads;
const outcomes = async () =>
  (await db().gate.findMany({ where: { packageId: copy.id }, orderBy: { id: "asc" } })).map(({ outcome }) => outcome);

describe("a range", () => {
  test.each([
    ["bytes=0-", 0, 150_000],
    ["bytes=70000-", 70_000, 150_000],
    ["bytes=0-0", 0, 1],
    ["bytes=149999-200000", 149_999, 150_000],
    ["bytes=-7", 149_993, 150_000],
    ["Bytes=5-9", 5, 10],
  ])("%s is that part of the file", async (range, start, end) => {
    const response = await ask({ Range: range });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/150000`);
    expect(response.headers.get("content-length")).toBe(String(end - start));
    expect(response.headers.get("etag")).toBe(`"${copy.sha256}"`);
    expect((await bytesOf(response)).equals(plain.subarray(start, end))).toBe(true);
  });

  test.each(["bytes=150000-", "bytes=150000-150001", "bytes=-0"])(
    "%s is none: 416 with the length, and nothing of the file",
    async (range) => {
      const response = await ask({ Range: range });
      expect(response.status).toBe(416);
      expect(response.headers.get("content-range")).toBe("bytes */150000");
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect((await bytesOf(response)).length).toBe(0);
      expect(await outcomes()).toEqual(["opened", "no-such-range"]);
    },
  );

  test.each([
    ["several at once", "bytes=0-1,10-11"],
    ["several, one of which is not there", "bytes=0-1,150000-"],
    ["several that overlap, to multiply the work", `bytes=${Array.from({ length: 200 }, () => "0-").join(",")}`],
    ["the last before the first", "bytes=9-5"],
    ["of another unit", "records=0-1"],
    ["no range at all", "bytes=-"],
    ["a number of nobody", "bytes=one-two"],
  ])("%s: the whole, once", async (_what, range) => {
    const response = await ask({ Range: range });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-range")).toBeNull();
    expect(response.headers.get("content-length")).toBe("150000");
    expect((await bytesOf(response)).equals(plain)).toBe(true);
  });
});

describe("If-Range", () => {
  test("of this file goes on", async () => {
    const response = await ask({ Range: "bytes=10-19", "If-Range": `"${copy.sha256}"` });
    expect(response.status).toBe(206);
    expect((await bytesOf(response)).equals(plain.subarray(10, 20))).toBe(true);
  });

  test.each([
    ["of another file", () => `"${"0".repeat(64)}"`, "bytes=10-19"],
    ["of a weak tag", () => `W/"${copy.sha256}"`, "bytes=10-19"],
    ["of a date", () => "Wed, 21 Oct 2026 07:28:00 GMT", "bytes=10-19"],
    ["of another file, from beyond the end of this one", () => `"${"0".repeat(64)}"`, "bytes=150000-"],
  ])("%s: the whole", async (_what, condition, range) => {
    const response = await ask({ Range: range, "If-Range": condition() });
    expect(response.status).toBe(200);
    expect((await bytesOf(response)).equals(plain)).toBe(true);
  });
});

describe("HEAD", () => {
  test("says what GET of the whole says, whatever range it names, and leaves no line", async () => {
    const head = await ask({ Range: "bytes=150000-" }, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect((await bytesOf(head)).length).toBe(0);
    expect(await outcomes()).toEqual(["opened"]);
    const whole = await ask();
    await whole.arrayBuffer();
    const said = ({ headers }: Response) =>
      Object.fromEntries([...headers].filter(([name]) => !["date", "connection", "keep-alive"].includes(name)));
    expect(said(head)).toEqual(said(whole));
    expect(head.headers.get("etag")).toBe(`"${copy.sha256}"`);
  });

  test("where the gate is shut, it is shut to both, and a stranger's copy is none", async () => {
    await db().downloadGrant.updateMany({
      where: { packageId: copy.id },
      data: { until: new Date(Date.now() - 1000) },
    });
    for (const method of ["GET", "HEAD"]) {
      const response = await ask({}, { method });
      expect([response.status, response.headers.get("location")]).toEqual([
        303,
        `/my/requests/${reference}?download=no-grant`,
      ]);
    }
    who = await signedIn();
    for (const of of [reference, "R-0000000000000000"])
      for (const method of ["GET", "HEAD"]) expect((await ask({}, { method, of })).status).toBe(404);
  });
});

test("a download in many parts, with questions in between, is one of the five", async () => {
  const parts: Buffer[] = [];
  for (let at = 0; at < plain.length; at += 50_000) {
    await ask({}, { method: "HEAD" });
    parts.push(await bytesOf(await ask({ Range: `bytes=${at}-${at + 49_999}`, "If-Range": `"${copy.sha256}"` })));
  }
  expect((await ask({ Range: `bytes=${plain.length}-` })).status).toBe(416);
  expect(Buffer.concat(parts).equals(plain)).toBe(true);
  expect((await openGate(who, reference)).ok).toBe(true);
  expect(await downloads()).toBe(1);
  expect(await db().event.count({ where: { request: reference, fact: "downloaded" } })).toBe(1);
  expect(await outcomes()).toEqual(["opened", "read", "read", "read", "no-such-range", "again"]);
});
