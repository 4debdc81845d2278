/**
 * Asking the Support API of Zendesk: basic authentication with an API token, cursor paging, and what an answer means
 * (developer.zendesk.com, API reference: introduction, rate limits, pagination). Reading is tried again a few times,
 * writing never, because nobody knows whether it was done.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type * as z from "zod";
import { SourceUnreachable, type RateLimit, type SourceTools, type Trouble } from "../source";
import { NoReply, type Question, type Reply, type Transport } from "./transport";

export type Call = {
  method: Question["method"];
  /** Below the address of the Zendesk: `/api/v2/…`. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** Statuses that are an answer, besides those of success. */
  also?: readonly number[];
};

export type Answer<Value> = { ok: true; value: Value } | { ok: false; status: number };

export type Api = {
  source: string;
  base: URL;
  /** The answer in its documented form. Throws `SourceUnreachable`. */
  call<Shape extends z.ZodType>(call: Call, shape: Shape): Promise<Answer<z.output<Shape>>>;
  /** Waits for room within the limits of one kind of call, or throws when the wait is long. */
  room(kind: string, limits: readonly RateLimit[]): Promise<void>;
  /** An error of this source, with nothing of the question or the answer in it. */
  trouble(trouble: Trouble, askAgain?: Date): SourceUnreachable;
  headers: Record<string, string>;
  transport: Transport;
};

export type ApiOptions = { source: string; base: URL; user: string; token: string; tools: SourceTools };

/** Waits up to so many milliseconds are slept; longer ones are for the caller's calendar. */
const patience = 2_000;
const tries = 3;
/** Without or beyond a sensible `Retry-After`. */
const [usualWait, longestWait] = [60, 3_600];

/** The interface of one Zendesk over a transport. */
export function zendeskApi({ source, base, user, token, tools }: ApiOptions, transport: Transport): Api {
  const trouble = (kind: Trouble, askAgain?: Date) => new SourceUnreachable(source, undefined, kind, askAgain ?? null);
  const headers = {
    authorization: `Basic ${Buffer.from(`${user}/token:${token}`).toString("base64")}`,
    accept: "application/json",
  };
  const later = async (seconds: number) => new Date(Date.parse(await tools.now()) + seconds * 1_000);
  const reply = (call: Call) => replied(call, { source, base, headers, transport, trouble, later });
  return {
    source,
    base,
    headers,
    transport,
    trouble,
    async call(call, shape) {
      const { status, text } = await reply(call);
      if (call.also?.includes(status)) return { ok: false, status };
      const parsed = shape.safeParse(valueOf(text));
      // A writing was done although its answer cannot be read.
      if (!parsed.success) throw trouble(call.method === "GET" ? "unexpected-answer" : "unknown-outcome");
      return { ok: true, value: parsed.data };
    },
    async room(kind, limits) {
      for (let waited = 0; ;) {
        const from = await tools.budget.take(`${source}/${kind}`, limits);
        if (from === null) return;
        const wait = Math.max(0, from.getTime() - Date.now()) + 10;
        if (waited + wait > patience) throw trouble("throttled", await later(wait / 1_000));
        await sleep(wait);
        waited += wait;
      }
    },
  };
}

type Asking = Pick<Api, "source" | "base" | "headers" | "transport" | "trouble"> & {
  later(seconds: number): Promise<Date>;
};

/** An answer of success or of `also`; everything else is trouble. */
async function replied(call: Call, asking: Asking): Promise<Reply> {
  const reading = call.method === "GET";
  let [failed, waited] = [0, 0];
  for (;;) {
    const reply = await once(call, asking);
    if (reply instanceof NoReply) {
      failed += 1;
      if (!reading || reply.how === "unfit" || failed === tries) throw asking.trouble(troubleOf(reply, reading));
      await sleep(failed * 100);
      continue;
    }
    const { status } = reply;
    if (status < 300 || call.also?.includes(status)) return reply;
    const wait = isThrottled(reply) ? retryAfter(reply) : null;
    if (wait !== null) {
      waited += wait * 1_000;
      if (waited > patience) throw asking.trouble("throttled", await asking.later(wait));
      await sleep(wait * 1_000);
    } else if (status >= 500 && reading && failed + 1 < tries) {
      failed += 1;
      await sleep(failed * 100);
    } else throw asking.trouble(refused(status, reading));
  }
}

async function once(call: Call, { base, headers, transport }: Asking): Promise<Reply | NoReply> {
  try {
    const { method, body } = call;
    return await transport.ask({ method, url: urlOf(base, call), headers, ...(body === undefined ? {} : { body }) });
  } catch (error) {
    if (error instanceof NoReply) return error;
    throw error;
  }
}

/** Prefixes of the base stay: a Zendesk may stand behind one. */
function urlOf(base: URL, { path, query = {} }: Call): URL {
  const url = new URL(base);
  url.pathname = base.pathname.replace(/\/$/, "") + path;
  url.search = new URLSearchParams(query).toString();
  return url;
}

function valueOf(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A page of HTML, say: no value of any documented form.
    return Symbol("unreadable");
  }
}

/** 429, and 503 when it says when to come again: Zendesk documents both as not carried out. */
const isThrottled = ({ status, headers }: Reply): boolean =>
  status === 429 || (status === 503 && headers["retry-after"] !== undefined);

/** Seconds: a number or a date (RFC 9110, 10.2.3), never negative, never longer than an hour. */
function retryAfter({ headers }: Reply): number {
  const said = headers["retry-after"]?.trim() ?? "";
  const from = Date.parse(headers.date ?? "") || Date.now();
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - from) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0.05), longestWait) : usualWait;
}

function troubleOf({ how, sent }: NoReply, reading: boolean): Trouble {
  if (!reading && sent) return "unknown-outcome";
  return how === "timeout"
    ? "timeout"
    : how === "unreachable" || how === "broken"
      ? "unreachable"
      : "unexpected-answer";
}

function refused(status: number, reading: boolean): Trouble {
  if (status === 401) return "refused-credentials";
  if (status === 403) return "forbidden";
  if (status >= 500) return reading ? "unreachable" : "unknown-outcome";
  return "unexpected-answer";
}
