/** A copy on the wire (RFC 9110): whole or by range, resumable by its entity tag, and kept by nobody on the way. */
import { Readable } from "node:stream";
import { noStore } from "../../../../lib/sign-in/secure-route";
import { tagOf, type Released } from "../../../../lib/steps/ask/release";

export const headers = { ...noStore, Vary: "Cookie", "Accept-Ranges": "bytes" };

export const fileHeaders = (reference: string, length: number) => ({
  "Content-Type": "application/zip",
  "Content-Disposition": `attachment; filename="copy-${reference}.zip"`,
  "Content-Length": String(length),
  "X-Content-Type-Options": "nosniff",
});

/** 200 with the whole, 206 with the range that was asked for. */
export function handedOut(reference: string, { stream, start, end, length, partial, sha256 }: Released): Response {
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    status: partial ? 206 : 200,
    headers: {
      ...headers,
      ...fileHeaders(reference, end - start),
      ...(partial && { "Content-Range": `bytes ${start}-${end - 1}/${length}` }),
      ETag: tagOf(sha256),
    },
  });
}
