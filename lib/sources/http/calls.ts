/**
 * Calls as the law of the system wants them: within the budget of the credential, waiting as told, with credentials that
 * are renewed once. A read that failed is asked again a few times; a write never is, because it may have had its effect.
 */
import type { HttpRequest, HttpSource } from "../../policy/kinds/http";
import { SourceUnreachable, type RateLimit, type SourceTools } from "../source";
import { httpClient, type Answer, type Call, type Client } from "./client";
import { credentials, tokenAddress, type Credentials } from "./credentials";
import { callFailed, unexpected, unreachable } from "./failure";
import { addressOf, contentOf, type Scope } from "./template";
import { backoff, sleptThrough, waitOf } from "./throttle";

/** One system, ready to be asked. */
export type Calls = {
  source: string;
  base: URL;
  /** Variables that every text may use: the settings. */
  scope: Scope;
  /** Milliseconds that no call lasts longer than, waits and renewed credentials included. */
  longest: number;
  /** Asks a request that changes nothing. Throws `SourceUnreachable` when there is no answer. */
  reading(request: HttpRequest, scope: Scope): Promise<Answer>;
  /** Asks for the next page, where an answer names its address. */
  following(link: string): Promise<Answer>;
  /** Sends a request that changes something; null when it may have been carried out but no answer came. */
  writing(request: HttpRequest, scope: Scope, more?: Record<string, unknown>): Promise<Answer | null>;
  /** Gets a token where credentials are fetched. Throws `SourceUnreachable`. */
  authorise(): Promise<void>;
  close(): Promise<void>;
};

type System = {
  source: string;
  tools: SourceTools;
  client: Client;
  shown: Credentials;
  rates: readonly RateLimit[];
  throttle: HttpSource["throttle"];
};

/** Times one call is tried at most. */
const attempts = 4;
const passing = [502, 503, 504];
const units = { s: 1, min: 60, h: 3_600, day: 86_400 } as const;

/** "3/2s" as calls and seconds. */
export function rateLimit(text: string): RateLimit {
  const [, calls = "1", amount, unit = "s"] = /^(\d+)\/(\d*)(s|min|h|day)$/.exec(text) ?? [];
  return { calls: Number(calls), seconds: Number(amount || 1) * units[unit as keyof typeof units] };
}

/** The calls of the source `source` as its policy says. Throws when the address of the system is missing or none. */
export function calls(source: string, config: HttpSource, tools: SourceTools): Calls {
  const base = baseOf(config, tools);
  const token = tokenAddress(config.auth, base, tools);
  const own = config.private || isPrivate(base, tools);
  const client = httpClient({ ...config, private: own, base, trusted: token ? [token.origin] : [] });
  const shown = credentials(config.auth, { tools, client, base, fallback: source });
  const rates = config.limits.rate.map(rateLimit);
  const system: System = { source, tools, client, shown, rates, throttle: config.throttle };
  const settings = Object.entries(config.settings).map(([name, value]): [string, string] => [`setting.${name}`, value]);
  const scope = Object.fromEntries(settings);
  return {
    source,
    base,
    scope,
    longest: (attempts + 1) * (config.limits.timeout * 1_000 + sleptThrough),
    async reading(request, more) {
      const known = { ...scope, ...more };
      return read(system, {
        method: request.method,
        url: addressOf(base, request, known),
        ...contentOf(request, known),
      });
    },
    async following(link) {
      if (!URL.canParse(link, base)) throw unexpected(source, "the next page has no address");
      const url = new URL(link, base);
      if (!client.allowed(url)) throw unexpected(source, "the next page is at a place that the policy does not name");
      return read(system, { method: "GET", url, headers: {} });
    },
    async writing(request, more, json) {
      const known = { ...scope, ...more };
      const content = contentOf(request, known, json);
      return write(system, { method: request.method, url: addressOf(base, request, known), ...content });
    },
    async authorise() {
      await shown.headers().catch((error: unknown) => {
        throw unreachable(source, callFailed(error));
      });
    },
    close: () => client.close(),
  };
}

function baseOf({ base }: HttpSource, { secret }: SourceTools): URL {
  const text = /^[A-Z]/.test(base) ? secret(base) : base;
  if (!text) throw new Error(`${base} is missing: it says how to reach a source`);
  if (!URL.canParse(text)) throw new Error(`${base} is no address`);
  return new URL(text);
}

/** Whether the operator named the host in `PRIVATE_HOSTS`: a policy is the same wherever its systems stand. */
const isPrivate = ({ host }: URL, { secret }: SourceTools): boolean =>
  (secret("PRIVATE_HOSTS") ?? "").split(",").some((named) => named.trim() === host);

type Asked = Omit<Call, "credentials">;

async function read(system: System, call: Asked): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt === attempts - 1;
    try {
      const answer = await permitted(system, call);
      if (!passing.includes(answer.status) || last) return checked(system, answer);
    } catch (error) {
      if (error instanceof SourceUnreachable) throw error;
      const failed = callFailed(error);
      if (last || failed.lasting || failed.trouble !== "unreachable") throw unreachable(system.source, failed);
    }
    await sleep(backoff(attempt) / 2);
  }
}

async function write(system: System, call: Asked): Promise<Answer | null> {
  try {
    const answer = await permitted(system, call);
    return answer.status >= 500 ? null : checked(system, answer);
  } catch (error) {
    if (error instanceof SourceUnreachable) throw error;
    const failed = callFailed(error);
    if (failed.sent && failed.trouble !== "refused-credentials") return null;
    throw unreachable(system.source, failed);
  }
}

/** Takes from the budget and waits where the system asks for it: what was refused as too often was not carried out. */
async function permitted(system: System, call: Asked): Promise<Answer> {
  let renew = false;
  for (let attempt = 0; ; attempt++) {
    await budgeted(system);
    const sentCredentials = await system.shown.headers(renew);
    const answer = await system.client.call({ ...call, credentials: sentCredentials });
    const wait = waitOf(answer, system.throttle, attempt, new Date());
    if (wait === null) {
      if (answer.status !== 401 || renew || !system.shown.renewable) return answer;
      renew = true;
    } else if (wait > sleptThrough || attempt >= attempts - 1) throw await throttled(system, wait);
    else await sleep(wait);
  }
}

async function budgeted({ source, tools, shown, rates }: System): Promise<void> {
  let waited = 0;
  for (;;) {
    const until = await tools.budget.take(shown.name, rates);
    if (!until) return;
    const wait = Math.max(until.getTime() - Date.now(), 5);
    if (waited + wait > sleptThrough) throw await throttled({ source, tools }, wait);
    waited += wait;
    await sleep(wait);
  }
}

/** On the portal's clock, which a demo may set. */
async function throttled(
  { source, tools }: Pick<System, "source" | "tools">,
  wait: number,
): Promise<SourceUnreachable> {
  const again = new Date(Date.parse(await tools.now()) + Math.ceil(wait));
  return new SourceUnreachable(source, new Error("the system is asked too often"), "throttled", again);
}

function checked({ source }: System, answer: Answer): Answer {
  const { status } = answer;
  const said = new Error(`the system answered ${status}`);
  if (status === 401) throw new SourceUnreachable(source, said, "refused-credentials");
  if (status >= 500) throw new SourceUnreachable(source, said, "unreachable");
  return answer;
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));
