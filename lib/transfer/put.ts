/**
 * One attempt to hand a file over: PUT with its length and hash (RFC 9110, RFC 9530), over TLS that is verified, to addresses
 * that were looked at and are connected to as they were (no second look-up). The receiver is asked before anything leaves
 * (`Expect: 100-continue`); nothing that it answers is followed. docs/transfer.md is the same for whoever receives.
 */
import { request as ask } from "node:https";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Attempt } from "../gdpr/transfer";
import { guarded, isLoopback, isPublic, type Resolver } from "../sources/http/address-guard";
import { readAnswer, waitOf } from "./answer";
import { silence } from "./silence";
import type { Target } from "./target";

export type Parcel = {
  /** The same for every attempt. */
  key: string;
  fileName: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  /** The code that the receiver gave the person. */
  code: string | null;
  /** Reads the file from its beginning. */
  open(): Readable;
};

export type Limits = {
  /** Seconds until the connection stands. */
  connect: number;
  /** Seconds for which the receiver may be asked before the file is sent without its word (RFC 9110 10.1.1). */
  askFirst: number;
  /** Seconds for which nothing may move. */
  idle: number;
  /** Seconds that the attempt may take in all. */
  whole: number;
};

type Wire = {
  limits: Limits;
  /** Ends the attempt: the process stops, or somebody else has taken over. */
  signal?: AbortSignal;
  /** Of a demo, whose receiver has a certificate of its own. */
  ca?: string;
  resolver?: Resolver;
};

/** `receipt`: what the receiver calls it; `excerpt`: the beginning of what it answered. */
export type Put = { attempt: Attempt; receipt: string | null; excerpt: string };

/** The file itself is damaged: nothing the receiver did. */
class Broken extends Error {}

/** Sends it once. Throws only when the file cannot be read or the attempt was ended from here. */
export async function put(target: Target, parcel: Parcel, { limits, signal, ca, resolver }: Wire): Promise<Put> {
  const over = AbortSignal.timeout(limits.whole * 1_000);
  const sending = { sent: 0 };
  const request = ask({
    method: "PUT",
    protocol: "https:",
    hostname: target.url.hostname,
    port: target.url.port || 443,
    path: `${target.url.pathname}${target.url.search}`,
    headers: headersOf(parcel),
    // An agent of its own: no connection of another receiver, and no proxy of the environment.
    agent: false,
    lookup: guarded(target.loopback ? isLoopback : isPublic, resolver) as never,
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    maxHeaderSize: 16_384,
    signal: signal ? AbortSignal.any([over, signal]) : over,
    ...(target.loopback && ca ? { ca } : {}),
  });
  try {
    const answer = await answerTo(request, parcel, limits, sending);
    const status = answer.statusCode ?? 0;
    const waitSeconds = waitOf(answer.headers["retry-after"], new Date());
    const attempt = { kind: "answered", status, sent: sending.sent > 0, waitSeconds } as const;
    return { attempt, ...(await readAnswer(answer)) };
  } catch (error) {
    if (error instanceof Broken) throw error.cause;
    if (signal?.aborted) throw signal.reason;
    return { attempt: { kind: "silent", why: silence(error), sent: sending.sent > 0 }, receipt: null, excerpt: "" };
  } finally {
    request.destroy();
  }
}

function headersOf({ key, fileName, bytes, sha256, code }: Parcel): Record<string, string> {
  return {
    "Content-Type": "application/zip",
    "Content-Length": String(bytes),
    "Content-Disposition": `attachment; filename="${fileName}"`,
    "Content-Digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
    "Idempotency-Key": `"${key}"`,
    "Portability-Format": "rightful-portable-v1",
    Accept: "application/json",
    "Accept-Encoding": "identity",
    Expect: "100-continue",
    Connection: "close",
    ...(code === null ? {} : { Authorization: `Bearer ${code}` }),
  };
}

type Sending = { sent: number };

/** The answer, which may come before, while and after the file is sent; with it the rest stays here. */
function answerTo(request: ClientRequest, parcel: Parcel, limits: Limits, sending: Sending): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const timers: NodeJS.Timeout[] = [];
    const later = (seconds: number, act: () => void) => timers.push(setTimeout(act, seconds * 1_000));
    const settle = (act: () => void) => {
      timers.forEach(clearTimeout);
      act();
    };
    let begun = false;
    let file: Readable | undefined;
    const send = () => {
      if (begun) return;
      begun = true;
      file = parcel.open();
      pipeline(file, counted(sending), request).catch((error: unknown) => settle(() => reject(error)));
      file.once("error", (cause) => settle(() => reject(new Broken("the file cannot be read", { cause }))));
    };
    const tooSlow = () => request.destroy(Object.assign(new Error("too slow"), { code: "ETIMEDOUT" }));
    const connecting = setTimeout(tooSlow, limits.connect * 1_000);
    timers.push(connecting);
    request.once("socket", (socket) => {
      socket.setTimeout(limits.idle * 1_000, tooSlow);
      socket.once("secureConnect", () => {
        clearTimeout(connecting);
        later(limits.askFirst, send);
      });
    });
    request.once("continue", send);
    request.once("response", (answer) =>
      settle(() => {
        begun = true;
        resolve(answer);
        file?.destroy();
      }),
    );
    // Once there is an answer, nothing else about the connection counts.
    request.on("error", (error) => settle(() => reject(error)));
    request.flushHeaders();
  });
}

const counted = (sending: Sending) =>
  async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      sending.sent += chunk.length;
      yield chunk;
    }
  };
