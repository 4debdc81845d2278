/**
 * What a processor says by OpenDSR 2.0: what it can do (6), what became of an order (7, 8), and by its certificate that it
 * was the one who said it. Every answer about an order is signed over its raw bytes; one that is not counts as none.
 */
import type { X509Certificate } from "node:crypto";
import * as z from "zod";
import type { OpendsrSource } from "../../policy/kinds/opendsr";
import { SourceUnreachable, WrongPerson, type SourceTools } from "../source";
import { call, mayFetch, refusedBy, type Answer, type Headers } from "./call";
import { certificatesIn, wrongWith, type Trust, type Wrong } from "./certificate";
import { isSigned, signedBy } from "./signature";

const discovery = z.object({
  api_version: z.string(),
  supported_identities: z.array(z.object({ identity_type: z.string(), identity_format: z.string() })),
  supported_subject_request_types: z.array(z.string()),
  processor_certificate: z.url(),
});
export type Discovery = z.output<typeof discovery>;

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
const states = ["pending", "in_progress", "completed", "cancelled"] as const;
const answered = z.object({ subject_request_id: z.string(), expected_completion_time: instant.nullish() });
const status = answered.extend({
  request_status: z.enum(states),
  results_url: z.url().nullish(),
  results_count: z.int().min(0).nullish(),
});
export type Status = z.output<typeof status>;

export type Processor = {
  readonly hosts: readonly string[];
  readonly token: string;
  discover(): Promise<Discovery>;
  /** What is wrong with its certificate now, or null. */
  certificate(): Promise<Wrong | null>;
  /** Sends an order; gives until when it should be done, when the processor says so. */
  order(id: string, body: object): Promise<string | null>;
  /** What became of an order; null when the processor knows none of this id. */
  status(id: string): Promise<Status | null>;
  /** Whether these very bytes come from the processor. Throws `SourceUnreachable` when its certificate cannot be had. */
  isFrom(body: Buffer, headers: Headers): Promise<boolean>;
};

/** A processor's own statements are asked for again after so long; a key that changed is asked for at once, but not in a row. */
const fresh = { discovery: 600_000, certificate: 3_600_000, again: 60_000 };

export function processor(source: string, mapping: OpendsrSource, tools: SourceTools): Processor {
  const address = addressOf(source, mapping, tools);
  const hosts = [address.host, ...mapping.hosts];
  const token = secretOf(source, mapping.token, tools);
  const { answerWithin: within } = mapping;
  const trust = trustOf(source, mapping, tools);
  const now = async () => new Date(await tools.now());
  const unusable = () => new SourceUnreachable(source, null, "unexpected-answer");
  let known: { at: number; value: Discovery } | undefined;
  let keys: { at: number; chain: X509Certificate[] } | undefined;

  async function ask(path: string, body?: object): Promise<Answer> {
    const until = await tools.budget.take(`opendsr ${source}`, [mapping.limit]);
    if (until) throw new SourceUnreachable(source, null, "throttled", until);
    const sent =
      body === undefined ? { method: "GET" as const } : { method: "POST" as const, body: JSON.stringify(body) };
    return call({ source, url: new URL(`${address.href.replace(/\/$/, "")}/${path}`), hosts, token, within, ...sent });
  }

  async function discover(): Promise<Discovery> {
    const at = (await now()).getTime();
    if (known && at - known.at < fresh.discovery) return known.value;
    const answer = await ask("discovery");
    if (answer.status !== 200) throw refusedBy(source, answer, await now(), "GET");
    const value = read(discovery, answer.body);
    if (!value) throw unusable();
    known = { at, value };
    return value;
  }

  async function chainOf({ again = false } = {}): Promise<X509Certificate[]> {
    const at = (await now()).getTime();
    const stillGood = keys && at - keys.at < (again ? fresh.again : fresh.certificate);
    if (keys && stillGood) return keys.chain;
    if (again) known = undefined;
    const url = new URL((await discover()).processor_certificate);
    if (!mayFetch(url, hosts)) throw unusable();
    const answer = await call({ source, url, hosts, within });
    if (answer.status !== 200) throw refusedBy(source, answer, await now(), "GET");
    keys = { at, chain: certificatesIn(answer.body) };
    return keys.chain;
  }

  async function wrong(chain: readonly X509Certificate[]): Promise<Wrong | null> {
    return wrongWith(chain, { domain: mapping.domain, trust, now: await now() });
  }

  async function isFrom(body: Buffer, headers: Headers): Promise<boolean> {
    const signed = signedBy(headers);
    if (signed?.domain !== mapping.domain) return false;
    const first = await chainOf();
    const isRight = async (chain: X509Certificate[]) =>
      (await wrong(chain)) === null && isSigned(body, signed.signature, chain[0] as X509Certificate);
    if (await isRight(first)) return true;
    const second = await chainOf({ again: true });
    return second !== first && isRight(second);
  }

  async function trusted<Shape extends z.ZodType<{ subject_request_id: string }>>(
    shape: Shape,
    { body, headers }: Answer,
    id: string,
  ): Promise<z.output<Shape> | null> {
    if (!(await isFrom(body, headers))) return null;
    const value = read(shape, body);
    // An answer about another order may be about somebody else.
    if (value && value.subject_request_id !== id) throw new WrongPerson(source, "requests");
    return value;
  }

  return {
    hosts,
    token,
    discover,
    isFrom,
    certificate: async () => wrong(await chainOf()),
    async order(id, body) {
      const answer = await ask("requests", body);
      if (answer.status !== 201) throw refusedBy(source, answer, await now(), "POST");
      const taken = await trusted(answered, answer, id);
      // It may well have been taken: the next look asks for it by its id.
      if (!taken) throw new SourceUnreachable(source, null, "unknown-outcome");
      return taken.expected_completion_time ?? null;
    },
    async status(id) {
      const answer = await ask(`requests/${id}`);
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw refusedBy(source, answer, await now(), "GET");
      const said = await trusted(status, answer, id);
      if (!said) throw unusable();
      return said;
    },
  };
}

function read<Shape extends z.ZodType>(shape: Shape, body: Buffer): z.output<Shape> | null {
  try {
    return shape.safeParse(JSON.parse(body.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

function secretOf(source: string, name: string, { secret }: SourceTools): string {
  const value = secret(name);
  if (!value) throw new Error(`${name} is missing: the source ${source} needs it`);
  return value;
}

function addressOf(source: string, { address }: OpendsrSource, tools: SourceTools): URL {
  const url = new URL(secretOf(source, address, tools));
  if (!mayFetch(url, [url.host])) throw new Error(`${address} must be an https address without a password`);
  return url;
}

function trustOf(source: string, { trust }: OpendsrSource, tools: SourceTools): Trust {
  if ("keys" in trust) return trust;
  const roots = certificatesIn(Buffer.from(secretOf(source, trust.roots, tools)));
  if (roots.length === 0) throw new Error(`${trust.roots} holds no certificate in PEM`);
  return { roots };
}
