/**
 * The copy, to the session that passed the gate. POST opens the gate and counts; GET only reads, whole or by range, and
 * HEAD does not even leave a line. Foreign and unknown are the same 404.
 */
import { Readable } from "node:stream";
import type { Actor } from "../../../../lib/actor";
import { myRequest } from "../../../../lib/queries/my/request";
import { noStore, secureRoute } from "../../../../lib/sign-in/secure-route";
import { grantedFile, openGate, type Released } from "../../../../lib/steps/ask/release";

type Params = { reference: string };

const headers = { ...noStore, Vary: "Cookie", "Accept-Ranges": "bytes" };
const nothing = () => new Response(null, { status: 404, headers: noStore });
const goTo = (path: string) => new Response(null, { status: 303, headers: { ...noStore, Location: path } });

export const POST = secureRoute<Params>("POST /api/package/[reference]", async (who, _request, { reference }) => {
  const opened = await openGate(who, reference);
  if (opened.ok) return goTo(`/api/package/${reference}`);
  return opened.reason === "not-found" ? nothing() : goTo(`/my/requests/${reference}?download=${opened.reason}`);
});

export const GET = secureRoute<Params>("GET /api/package/[reference]", async (who, request, { reference }) => {
  if (request.method === "HEAD") return onlyHeaders(who, reference);
  const released = await read(who, request, reference);
  if (released.ok) return streamed(reference, released.value);
  switch (released.reason) {
    case "not-found":
      return nothing();
    case "no-such-range":
      return noSuchRange(who, reference);
    case "expired":
    case "stopped":
    case "no-grant":
      return goTo(`/my/requests/${reference}?download=${released.reason}`);
    default:
      return released.reason satisfies never;
  }
});

const tag = (sha256: string) => `"${sha256}"`;

/** What was asked for; a range of another version than the one we have gives the whole (If-Range, RFC 9110 13.1.5). */
async function read(who: Actor, request: Request, reference: string): ReturnType<typeof grantedFile> {
  const released = await grantedFile(who, reference, request.headers.get("range"));
  const condition = request.headers.get("if-range");
  if (!released.ok || !released.value.partial || condition === null) return released;
  if (condition === tag(released.value.sha256)) return released;
  released.value.stream.destroy();
  return grantedFile(who, reference, null);
}

function streamed(reference: string, { stream, start, end, length, partial, sha256 }: Released): Response {
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    status: partial ? 206 : 200,
    headers: {
      ...headers,
      ...fileHeaders(reference, end - start),
      ...(partial && { "Content-Range": `bytes ${start}-${end - 1}/${length}` }),
      ETag: tag(sha256),
    },
  });
}

const fileHeaders = (reference: string, length: number) => ({
  "Content-Type": "application/zip",
  "Content-Disposition": `attachment; filename="copy-${reference}.zip"`,
  "Content-Length": String(length),
  "X-Content-Type-Options": "nosniff",
});

async function onlyHeaders(who: Actor, reference: string): Promise<Response> {
  const copy = (await myRequest(who, reference))?.copy;
  return copy ? new Response(null, { headers: { ...headers, ...fileHeaders(reference, copy.bytes) } }) : nothing();
}

async function noSuchRange(who: Actor, reference: string): Promise<Response> {
  const copy = (await myRequest(who, reference))?.copy;
  if (!copy) return nothing();
  return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${copy.bytes}` } });
}
