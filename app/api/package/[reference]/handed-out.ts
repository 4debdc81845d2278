/** A copy on the wire (RFC 9110): whole or by range, resumable by its entity tag, and kept by nobody on the way. */
import { Readable } from "node:stream";
import { lengthHeader } from "../../../../lib/server/length";
import { noStore } from "../../../../lib/sign-in/secure-route";
import { tagOf, type Released, type Whole } from "../../../../lib/steps/ask/release";

const headers = { ...noStore, Vary: "Cookie", "Accept-Ranges": "bytes" };

const fileHeaders = (reference: string, { sha256 }: Whole, length: number) => ({
  ...headers,
  "Content-Type": "application/zip",
  "Content-Disposition": `attachment; filename="copy-${reference}.zip"`,
  [lengthHeader]: String(length),
  "X-Content-Type-Options": "nosniff",
  ETag: tagOf(sha256),
});

/** 200 with the whole, 206 with the range that was asked for. */
export function handedOut(reference: string, released: Released): Response {
  const { stream, start, end, length, partial } = released;
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    status: partial ? 206 : 200,
    headers: {
      ...fileHeaders(reference, released, end - start),
      ...(partial && { "Content-Range": `bytes ${start}-${end - 1}/${length}` }),
    },
  });
}

/** What the whole is answered with, without it. */
export const onlyHeaders = (reference: string, whole: Whole): Response =>
  new Response(null, { headers: fileHeaders(reference, whole, whole.length) });

/** 416: nothing of what was asked for is there; how long the whole is. */
export const noSuchRange = ({ length }: Whole): Response =>
  new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${length}` } });
