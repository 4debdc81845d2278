/**
 * One call to a system: only to hosts that the policy names, only to public addresses, only with TLS, within its time and
 * size (RFC 9110 for methods and redirects). Gives the answer whatever its status; throws `CallFailed` when there is none.
 */
import { Agent } from "undici";
import type { HttpSource } from "../../policy/kinds/http";
import { guardedLookup, refuseLiteral } from "./address-guard";
import { acceptEncoding, bodyOf } from "./body";
import { CallFailed, callFailed } from "./failure";

export type Call = {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** Sent to the origin of the base only. */
  credentials: Readonly<Record<string, string>>;
  body?: string;
};
export type Answer = { status: number; header(name: string): string | null; text: string };
export type Client = { call(call: Call): Promise<Answer>; allowed(url: URL): boolean; close(): Promise<void> };

type Reach = Pick<HttpSource, "hosts" | "private" | "limits"> & {
  base: URL;
  /** Where credentials may go besides the base: the place that gives tokens. */
  trusted?: readonly string[];
};

const seconds = (amount: number): number => Math.ceil(amount * 1_000);
const redirects = 3;

/** A client for one system. Close it when done. */
export function httpClient(reach: Reach): Client {
  const { limits } = reach;
  const agent = new Agent({
    connections: limits.concurrency,
    pipelining: 1,
    headersTimeout: seconds(limits.timeout),
    bodyTimeout: seconds(limits.idle),
    connect: { timeout: seconds(limits.connect), ...(reach.private ? {} : { lookup: guardedLookup }) },
  });
  const allowed = (url: URL) => mayReach(reach, url);
  return {
    allowed,
    async call(call) {
      try {
        return await follow(agent, reach, call);
      } catch (error) {
        throw callFailed(error);
      }
    },
    close: () => agent.close(),
  };
}

function mayReach({ hosts, base, private: own }: Reach, url: URL): boolean {
  const known = hosts.length === 0 ? [base.host] : hosts;
  const secure = url.protocol === "https:" || (own && url.protocol === "http:");
  return secure && known.includes(url.host) && url.username === "" && url.password === "";
}

async function follow(agent: Agent, reach: Reach, first: Call): Promise<Answer> {
  // One deadline for all: a system that drips bytes for ever, or sends one around, ends here.
  const signal = AbortSignal.timeout(seconds(reach.limits.timeout));
  let call = first;
  for (let hop = 0; ; hop++) {
    const answer = await once(agent, reach, call, signal);
    const to = redirectOf(call, answer);
    if (!to) return answer;
    if (hop === redirects || !mayReach(reach, to) || (call.url.protocol === "https:" && to.protocol !== "https:"))
      throw new CallFailed("unexpected-answer", true, "the system sends to a place that the policy does not name");
    call = { ...call, url: to };
  }
}

/** Where an answer sends, when the same method goes on there; null for an answer that is none. */
function redirectOf({ method, url }: Call, { status, header }: Answer): URL | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  const location = header("location");
  const same = status === 307 || status === 308 || method === "GET";
  if (!same || location === null || !URL.canParse(location, url))
    throw new CallFailed("unexpected-answer", true, "the system sends elsewhere in a way that cannot be followed");
  return new URL(location, url);
}

async function once(agent: Agent, reach: Reach, call: Call, signal: AbortSignal): Promise<Answer> {
  const { method, url, headers, body } = call;
  if (!mayReach(reach, url)) throw new CallFailed("unreachable", false, "the policy does not name this host", true);
  if (!reach.private) refuseLiteral(url);
  const own = url.origin === reach.base.origin || reach.trusted?.includes(url.origin);
  const sent = { accept: "application/json", "accept-encoding": acceptEncoding, ...headers };
  const answer = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers: own ? { ...sent, ...call.credentials } : sent,
    body: body ?? null,
    signal,
  });
  const header = (name: string): string | null => [answer.headers[name.toLowerCase()]].flat()[0] ?? null;
  const text = await bodyOf(answer.body, {
    encoding: header("content-encoding"),
    limit: reach.limits.maxResponse * 1024 * 1024,
    signal,
  });
  return { status: answer.statusCode, header, text };
}
