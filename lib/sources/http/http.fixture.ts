/** HTTP sources over systems that really answer, for tests. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { httpSource as schema } from "../../policy/kinds/http";
import type { Policy } from "../../policy/schema";
import { withPresets } from "../../policy/presets";
import { httpSource } from "../http";
import type { Item, Person, Source, SourceTools } from "../source";
import { testTools } from "../tools.fixture";

/** What the portal's secret looks like. */
export const portalSecret = { SUPPRESSION_KEY: Buffer.alloc(32, 7).toString("base64") };

const words = { en: "System", de: "System" };
const base = { kind: "http", label: words, recipient: "system", private: true };

/** A policy's source as it is read: presets filled in, defaults set. */
export function sourceOf(source: Record<string, unknown>): ReturnType<typeof schema.parse> {
  const { value, findings } = withPresets({ sources: { system: { ...base, ...source } } });
  if (findings.length > 0) throw new Error(findings[0]?.message);
  return schema.parse((value as { sources: { system: unknown } }).sources.system);
}

const rule = { id: "plain", keep: "P0D", from: "trigger", onRequest: "erase", end: "erase" };
const categories = { mail: { rules: [rule] } } as unknown as Policy["categories"];

export type Opened = { source: Source; tools: SourceTools };

/** Opens a source of the policy's values. */
export function open(
  source: Record<string, unknown>,
  secrets: Record<string, string> = {},
  given?: SourceTools,
): Opened {
  const tools = given ?? testTools({ ...portalSecret, ...secrets });
  return { source: httpSource("system", sourceOf(source), { tools, zone: "Europe/Berlin", categories }), tools };
}

export type Logged = { method: string; path: string; body: string; headers: IncomingMessage["headers"] };
export type Answering = (asked: Logged, response: ServerResponse) => void | Promise<void>;
export type System = { url: string; log: Logged[]; next: Answering[]; writes(): Logged[] };

/** A system on a free port. The answers under `next` come first, one each; then `usual`. Ends with the test. */
export async function system(usual: Answering): Promise<System> {
  const log: Logged[] = [];
  const next: Answering[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    const asked = { method, path: url, body: Buffer.concat(chunks).toString(), headers };
    log.push(asked);
    await (next.shift() ?? usual)(asked, response);
  };
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, log, next, writes: () => log.filter(({ method }) => method !== "GET") };
}

/** An answer in JSON. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answering =>
  (_, response) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

/** A person with a proved address and numbers of other systems. */
export const person = (email: string, ids: Record<string, string[]> = {}): Person => ({
  account: "KW-1",
  addresses: [{ email, proved: true, held: null }],
  names: [],
  postcodes: [],
  ids,
});

/** All items of all groups that are the person's. */
export async function listOf(source: Source, who: Person): Promise<Item[]> {
  const items: Item[] = [];
  for (const group of (await source.locate(who, {})).groups)
    if (group.count !== null) for await (const item of source.list(who, group)) items.push(item);
  return items;
}
