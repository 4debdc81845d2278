/**
 * How a question reaches Zendesk and the answer comes back: with a limit to every time and every size, and never to
 * another address than the one that was asked, because redirects are the asker's to follow (CWE-918).
 */
import { Agent, request, type Dispatcher } from "undici";
import { guardedLookup, refuseLiteral } from "../http/address-guard";

export type Question = {
  method: "GET" | "PUT" | "DELETE";
  url: URL;
  headers: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
};

/** `headers` in lower case, the first of several. */
export type Reply = { status: number; headers: Record<string, string>; text: string };
export type StreamedReply = Omit<Reply, "text"> & { body: AsyncIterable<Uint8Array> };

export type Transport = {
  /** The whole answer, within the limits. Throws `NoReply`. */
  ask(question: Question): Promise<Reply>;
  /** The answer piece by piece; what comes too slowly ends in `NoReply`. Leaving the body unread closes it. */
  stream(question: Question): Promise<StreamedReply>;
  close(): Promise<void>;
};

/** No usable answer. `sent` is false when the question certainly did not arrive. Holds nothing of either. */
export class NoReply extends Error {
  constructor(
    readonly how: "unreachable" | "timeout" | "broken" | "unfit",
    readonly sent: boolean,
  ) {
    super(`no reply: ${how}`);
  }
}

/** `local`: the system stands on this very machine, as in the demo; elsewhere only public addresses are asked. */
export type Options = Partial<Limits> & { local?: boolean };
export type Limits = { connect: number; whole: number; idle: number; bytes: number; file: number; fileBytes: number };

/** Milliseconds and bytes. A page of a hundred tickets with long messages stays far below. */
const usual: Limits = {
  connect: 10_000,
  whole: 30_000,
  idle: 30_000,
  bytes: 32 * 1024 * 1024,
  // A file of whatever size is passed on as it comes; one that never ends is none.
  file: 3_600_000,
  fileBytes: 4 * 1024 ** 3,
};

/** A transport with connections of its own; close it when done. */
export function undiciTransport({ local = false, ...limits }: Options = {}): Transport {
  const { connect, whole, idle, bytes, file, fileBytes } = { ...usual, ...limits };
  const guard = local ? {} : { lookup: guardedLookup };
  const agent = new Agent({
    connect: { timeout: connect, ...guard },
    headersTimeout: idle,
    bodyTimeout: idle,
    connections: 8,
  });
  const send = async ({ url, method, headers, body }: Question, signal?: AbortSignal) => {
    if (!local) refuseLiteral(url);
    const response = await request(url, {
      dispatcher: agent,
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
    // Nobody asked for a packed answer, and one may unpack to anything.
    const packed = response.headers["content-encoding"];
    if (packed === undefined || packed === "identity") return response;
    response.body.on("error", () => undefined).destroy();
    throw new NoReply("unfit", true);
  };
  return {
    async ask(question) {
      try {
        const response = await send(question, AbortSignal.timeout(whole));
        return { ...head(response), text: await textOf(response.body, bytes) };
      } catch (error) {
        throw noReply(error);
      }
    },
    async stream(question) {
      try {
        const response = await send(question, AbortSignal.timeout(file));
        return { ...head(response), body: pieces(response.body, fileBytes) };
      } catch (error) {
        throw noReply(error);
      }
    },
    close: () => agent.destroy(),
  };
}

function head({ statusCode, headers }: Dispatcher.ResponseData): Omit<Reply, "text"> {
  const first = Object.entries(headers).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) ?? ""]);
  return { status: statusCode, headers: Object.fromEntries(first) as Record<string, string> };
}

async function textOf(body: Dispatcher.ResponseData["body"], most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > most) throw new NoReply("unfit", true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function* pieces(body: Dispatcher.ResponseData["body"], most: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  try {
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      length += piece.byteLength;
      if (length > most) throw new NoReply("unfit", true);
      yield piece;
    }
  } catch (error) {
    throw noReply(error);
  } finally {
    body.destroy();
  }
}

const unsent = [
  "PRIVATE_ADDRESS",
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];
const late = ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"];

/** The cause is left behind: it may name addresses. */
function noReply(error: unknown): NoReply {
  if (error instanceof NoReply) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const name = error instanceof Error ? error.name : "";
  if (unsent.includes(code)) return new NoReply("unreachable", false);
  const timedOut = late.includes(code) || name === "TimeoutError" || name === "AbortError";
  return new NoReply(timedOut ? "timeout" : "broken", true);
}
