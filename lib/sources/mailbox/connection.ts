/**
 * The only place that speaks to the mail server: one connection for each use, with TLS unless the policy says that the
 * network is the company's own. What the server says about a message never becomes an error's text.
 */
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { ImapFlow, type MailboxObject } from "imapflow";
import { SourceUnreachable, type Trouble } from "../source";

export type Server = {
  source: string;
  host: string;
  port: number;
  user: string;
  password: string;
  /** Without TLS, on the own network. */
  private: boolean;
  /** Milliseconds without a word from the server after which it is given up. */
  patience?: number;
};

/** A folder that is open; `permanent` says whether a keyword would stay. */
export type OpenFolder = { client: ImapFlow; box: MailboxObject; keeps(keyword: string): boolean };

/** The server answered what cannot be used. */
export class UnreadableAnswer extends Error {}

/** RFC 1918, RFC 4193, loopback and link-local. */
const ownNetworks = new BlockList();
for (const [net, bits] of [
  ["10.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  ownNetworks.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  ownNetworks.addSubnet(net, bits, "ipv6");

/** Connects, signs in, runs, and says goodbye. Every fault of the line or the server is a `SourceUnreachable`. */
export async function withServer<Value>(server: Server, run: (client: ImapFlow) => Promise<Value>): Promise<Value> {
  const client = await connected(server);
  try {
    const value = await run(client);
    await client.logout();
    return value;
  } catch (error) {
    return fault(server, broken.get(client) ?? error);
  } finally {
    client.close();
  }
}

/** The same for what is streamed. */
export async function* streamingFrom<Value>(
  server: Server,
  run: (client: ImapFlow) => AsyncGenerator<Value>,
): AsyncGenerator<Value> {
  const client = await connected(server);
  try {
    yield* run(client);
  } catch (error) {
    fault(server, broken.get(client) ?? error);
  } finally {
    client.close();
  }
}

/** Opens a folder: to read with EXAMINE, to write or to learn which keywords stay with SELECT (RFC 9051 section 6.3). */
export async function openFolder(client: ImapFlow, path: string, how: "read" | "write"): Promise<OpenFolder> {
  const box = await client.mailboxOpen(path, { readOnly: how === "read" });
  const permanent = box.permanentFlags ?? new Set<string>();
  return { client, box, keeps: (keyword) => how === "write" && (permanent.has("\\*") || permanent.has(keyword)) };
}

/** Why a connection broke. */
const broken = new WeakMap<ImapFlow, unknown>();

async function connected(server: Server): Promise<ImapFlow> {
  const { source, port, user, password, patience = 60_000 } = server;
  const host = server.private ? await addressInside(server) : server.host;
  const client = new ImapFlow({
    host,
    port,
    // 143 is the port of STARTTLS (RFC 9051 section 2.1); everywhere else TLS comes first.
    secure: !server.private && port !== 143,
    doSTARTTLS: server.private ? false : port === 143,
    servername: isIP(server.host) ? undefined : server.host,
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    disableAutoEnable: true,
    connectionTimeout: Math.min(patience, 15_000),
    greetingTimeout: Math.min(patience, 15_000),
    socketTimeout: patience,
  });
  // A line that breaks between two commands is noticed at the next one, which no longer knows why.
  client.on("error", (error) => broken.set(client, error));
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    return fault({ source }, error);
  }
}

/** A password goes without TLS to an address of the own network only. */
async function addressInside({ source, host }: Server): Promise<string> {
  const found = await lookup(host).catch((error: unknown) => fault({ source }, error));
  if (ownNetworks.check(found.address, found.family === 6 ? "ipv6" : "ipv4")) return found.address;
  throw new SourceUnreachable(source, new Error("without TLS outside the own network"), "forbidden");
}

const timeouts = ["CONNECT_TIMEOUT", "GREETING_TIMEOUT", "UPGRADE_TIMEOUT", "ETIMEOUT", "ETIMEDOUT"];

function fault({ source }: Pick<Server, "source">, error: unknown): never {
  if (error instanceof SourceUnreachable || isOurs(error)) throw error;
  if (error instanceof UnreadableAnswer) throw new SourceUnreachable(source, error, "unexpected-answer");
  const { code, authenticationFailed, responseStatus } = error as {
    code?: string;
    authenticationFailed?: boolean;
    responseStatus?: string;
  };
  const trouble: Trouble = authenticationFailed
    ? "refused-credentials"
    : timeouts.includes(code ?? "")
      ? "timeout"
      : code === "ETHROTTLE"
        ? "throttled"
        : responseStatus
          ? "unexpected-answer"
          : "unreachable";
  throw new SourceUnreachable(source, new Error(code ?? responseStatus ?? "connection lost"), trouble);
}

const isOurs = (error: unknown): boolean =>
  !(error instanceof Error) ||
  [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
