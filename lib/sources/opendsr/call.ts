/**
 * One call to a processor: only to hosts that the policy names, no redirect followed, an end to size and time, and a
 * failure that says what is known about what was done. Nothing of question or answer stands in it.
 */
import { Agent, request, type Dispatcher } from "undici";
import { guardedLookup, refuseLiteral } from "../http/address-guard";
import { SourceUnreachable, type Trouble } from "../source";

export type Call = {
  source: string;
  url: URL;
  /** `host:port` of which something may be fetched. */
  hosts: readonly string[];
  method?: "GET" | "POST";
  /** Sent to the host of the processor's own address and to no other. */
  token?: string;
  body?: string;
  /** Seconds in which the answer must be whole. */
  within: number;
};

export type Answer = { status: number; headers: Headers; body: Buffer };
export type Streamed = { status: number; headers: Headers; body: AsyncIterable<Buffer> };
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A copy takes its time; every piece of it must come within that of an answer. */
const streamSeconds = 3_600;
const mostBytes = 1_048_576;
/** A record of results can be large; all of them together have an end as well. */
export const mostResultBytes = 4 * 1_073_741_824;
const longestWait = 86_400;

/** A named host may lead nowhere into the own network: what its name resolves to is looked at, and that is asked. */
const guarded = new Agent({ connect: { lookup: guardedLookup } });

/** Asks and reads the whole answer, of whatever status. */
export async function call(asked: Call): Promise<Answer> {
  const { status, headers, body } = await open(asked, asked.within, mostBytes);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return { status, headers, body: Buffer.concat(chunks) };
}

/** Asks and hands the body on as it comes. */
export const stream = (asked: Call): Promise<Streamed> => open(asked, streamSeconds, mostResultBytes);

/** Whether the policy lets this address be fetched: a named host, over TLS or on this very machine. */
export function mayFetch(url: URL, hosts: readonly string[]): boolean {
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLocal(url));
  return secure && hosts.includes(url.host) && url.username === "" && url.password === "";
}

const isLocal = ({ hostname }: URL): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

/** Throws when the host is written as an address of the own network. */
function guardOf(url: URL): { dispatcher?: Dispatcher } {
  if (isLocal(url)) return {};
  refuseLiteral(url);
  return { dispatcher: guarded };
}

async function open(asked: Call, within: number, most: number): Promise<Streamed> {
  const { source, url, hosts, method = "GET", token, body } = asked;
  const bodyTimeout = asked.within * 1_000;
  if (!mayFetch(url, hosts)) throw new SourceUnreachable(source, null, "unexpected-answer");
  const signal = AbortSignal.timeout(within * 1_000);
  const fail = (cause: unknown) => new SourceUnreachable(source, nameless(cause), troubleOf(cause, signal, method));
  const headers = {
    accept: "application/json",
    "accept-encoding": "identity",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const ask = async (): Promise<Dispatcher.ResponseData> =>
    request(url, {
      ...guardOf(url),
      method,
      headers,
      body,
      signal,
      headersTimeout: bodyTimeout,
      bodyTimeout,
    });
  const sent = await ask().catch((cause: unknown) => {
    throw fail(cause);
  });
  if ((sent.headers["content-encoding"] ?? "identity") !== "identity") {
    sent.body.destroy();
    throw new SourceUnreachable(source, null, method === "POST" ? "unknown-outcome" : "unexpected-answer");
  }
  return { status: sent.statusCode, headers: sent.headers, body: bounded(sent.body, most, fail) };
}

async function* bounded(
  body: AsyncIterable<unknown>,
  most: number,
  fail: (cause: unknown) => SourceUnreachable,
): AsyncGenerator<Buffer> {
  let read = 0;
  try {
    for await (const chunk of body) {
      const bytes = chunk as Buffer;
      read += bytes.length;
      if (read > most) throw new Error("too long");
      yield bytes;
    }
  } catch (cause) {
    throw fail(cause);
  }
}

/** An order of which no answer came may have been taken. */
function troubleOf(cause: unknown, signal: AbortSignal, method: string): Trouble {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].includes(code)) return "unreachable";
  if (method === "POST") return "unknown-outcome";
  if (cause instanceof Error && cause.message === "too long") return "unexpected-answer";
  if (signal.aborted || /TIMEOUT/.test(code)) return "timeout";
  return "unreachable";
}

/** What went wrong without where: messages of drivers quote addresses, and an address can hold an id. */
const nameless = (cause: unknown): Error =>
  new Error(cause instanceof Error && "code" in cause ? String(cause.code) : "the call failed");

/** Why an answer of this status is none; `method` POST: whether it was taken is unknown after a failure of theirs. */
export function refusedBy(source: string, { status, headers }: Answer, now: Date, method: string): SourceUnreachable {
  const after = waitOf(headers["retry-after"], now);
  if (status === 429) return new SourceUnreachable(source, null, "throttled", after);
  if (status === 401) return new SourceUnreachable(source, null, "refused-credentials");
  if (status === 403) return new SourceUnreachable(source, null, "forbidden");
  if (status >= 500)
    return new SourceUnreachable(source, null, method === "POST" ? "unknown-outcome" : "unreachable", after);
  return new SourceUnreachable(source, null, "unexpected-answer");
}

/** RFC 9110, 10.2.3: seconds or a date; nobody is waited for longer than a day. */
function waitOf(header: string | string[] | undefined, now: Date): Date | null {
  const text = typeof header === "string" ? header.trim() : "";
  const wait = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now.getTime()) / 1_000;
  return Number.isFinite(wait) ? new Date(now.getTime() + Math.min(Math.max(wait, 1), longestWait) * 1_000) : null;
}
