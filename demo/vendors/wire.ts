/** How an answer of a stand-in goes onto the wire, whole or broken in one of the ways of `Fault`. */
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { createGzip } from "node:zlib";
import type { Answered, Failure } from "./stand-in";

const mebibyte = 1024 * 1024;
const dripEvery = 200;

/** Sends a whole answer. */
export async function send(answered: Answered, response: ServerResponse): Promise<void> {
  const { body } = answered;
  if (body instanceof Readable) {
    response.writeHead(answered.status, answered.headers);
    await pipeline(body, response).catch(leftEarly);
    return;
  }
  const bytes = head(answered, response);
  response.end(bytes);
}

/** Breaks an answer. `answer` is what the vendor would say; it is asked only where the request is carried out. */
export async function fail(
  fault: Failure,
  answer: () => Promise<Answered>,
  response: ServerResponse,
): Promise<number | null> {
  switch (fault.kind) {
    case "answer":
      await send(fault, response);
      return fault.status;
    case "reset":
      response.socket?.resetAndDestroy();
      return null;
    case "hang":
      return null;
    case "lost-answer":
      await answer();
      response.socket?.resetAndDestroy();
      return null;
    case "gzip-bomb":
      await bomb(fault.mebibytes, response);
      return 200;
    case "drip":
      return drip(await answer(), response);
    case "truncated":
      return cut(await answer(), response);
  }
}

/** Writes status and headers with the length of the whole body, and gives the body. */
function head({ status, headers, body }: Answered, response: ServerResponse): Buffer {
  const [bytes, type] = asBytes(body);
  const described = {
    ...(type && { "content-type": type }),
    ...(status !== 204 && { "content-length": bytes.length }),
  };
  response.writeHead(status, { ...described, ...headers });
  return bytes;
}

function asBytes(body: unknown): [bytes: Buffer, type: string | null] {
  if (body === undefined) return [Buffer.alloc(0), null];
  if (body instanceof Uint8Array) return [Buffer.from(body), "application/octet-stream"];
  if (typeof body === "string") return [Buffer.from(body), "text/plain; charset=utf-8"];
  return [Buffer.from(JSON.stringify(body)), "application/json; charset=utf-8"];
}

/** A broken answer is broken byte by byte, so a stream is read first. */
async function settled(answered: Answered): Promise<Answered> {
  if (!(answered.body instanceof Readable)) return answered;
  const chunks: Buffer[] = [];
  for await (const chunk of answered.body) chunks.push(Buffer.from(chunk));
  return { ...answered, body: Buffer.concat(chunks) };
}

async function drip(answered: Answered, response: ServerResponse): Promise<number> {
  const bytes = head(await settled(answered), response);
  response.flushHeaders();
  for (let at = 0; at < bytes.length && !response.destroyed; at++) {
    response.write(bytes.subarray(at, at + 1));
    await pause(dripEvery, undefined, { ref: false });
  }
  response.end();
  return answered.status;
}

async function cut(answered: Answered, response: ServerResponse): Promise<number> {
  const bytes = head(await settled(answered), response);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  if (half.length === 0) {
    // There is no middle of an empty body.
    response.socket?.resetAndDestroy();
    return answered.status;
  }
  response.flushHeaders();
  // The half must be on its way before the connection ends, or the client sees a reset instead.
  await new Promise<void>((sent) => response.write(half, () => sent()));
  response.socket?.destroySoon();
  return answered.status;
}

async function bomb(mebibytes: number, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-encoding": "gzip" });
  const nothing = Buffer.alloc(mebibyte, " ");
  const blocks = Readable.from(
    (function* () {
      for (let sent = 0; sent < mebibytes; sent++) yield nothing;
    })(),
  );
  await pipeline(blocks, createGzip({ level: 1 }), response).catch(leftEarly);
}

// A client that has seen enough ends the connection; that is what it should do.
function leftEarly(error: NodeJS.ErrnoException): void {
  const expected = ["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET", "EPIPE", "ERR_STREAM_DESTROYED"];
  if (!expected.includes(error.code ?? "")) throw error;
}
