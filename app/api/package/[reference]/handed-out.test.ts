import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { handedOut } from "./handed-out";

const [reference, sha256] = ["R-0K3V9T2M7QX4B8NC", "ab".repeat(32)];
const file = (start: number, end: number, partial: boolean) => ({
  stream: Readable.from([Buffer.alloc(end - start, 7)]),
  start,
  end,
  length: 100,
  partial,
  sha256,
});

test.each([
  ["the whole", file(0, 100, false), 200, null, "100"],
  ["a range", file(10, 30, true), 206, "bytes 10-29/100", "20"],
])("%s can be resumed, is a download, and is cached nowhere", async (_what, released, status, range, length) => {
  const answer = handedOut(reference, released);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-range")).toBe(range);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "cache-control": "private, no-store",
    vary: "Cookie",
    "accept-ranges": "bytes",
    etag: `"${sha256}"`,
    "x-rightful-length": length,
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="copy-${reference}.zip"`,
    "x-content-type-options": "nosniff",
  });
  expect((await answer.arrayBuffer()).byteLength).toBe(Number(length));
});
