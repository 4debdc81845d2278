/**
 * The stand-in of another company that takes people's data over (docs/transfer.md, its side): an HTTPS server on this machine with
 * one-time codes, what it took, and faults that really happen on the wire. Nothing of the portal is in here.
 */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { keep, takeUp } from "./keep";
import type { Keys } from "./opendsr-keys";
import type { Shown } from "./stand-in";

/** How the next requests end, one after the other; each is used once. */
export type ReceiverFault =
  /** Another answer before the file comes: 401, 413, 500, 429 with `retry-after`, 307 with `location`. */
  | { kind: "answer"; status: number; headers?: Record<string, string> }
  /** The same, once the file has come. */
  | { kind: "answer-late"; status: number }
  /** The file is taken, and the connection ends before the answer. */
  | { kind: "lost-answer" }
  /** Nothing is ever said. */
  | { kind: "hang" }
  /** The connection ends in the middle of the file. */
  | { kind: "cut" };

type Invitation = { address: string; code: string };
type Arrival = { at: string; receipt: string; bytes: number; sha256: string; key: string; times: number };
type State = { invitations: Invitation[]; arrivals: Arrival[] };

export type Receiver = {
  port: number;
  /** Where it takes data: what the company would tell a person, with a code of their own. */
  invitation(): Invitation;
  fault(...faults: ReceiverFault[]): void;
  arrivals(): readonly Arrival[];
  /** The requests so far, by their headers. */
  log: IncomingMessage["headers"][];
  shown: Shown;
  close(): Promise<void>;
};

type Options = {
  /** Port on localhost; 0 takes any that is free. */
  port: number;
  keys: Pick<Keys, "chain" | "key">;
  /** Where the state is kept; without it in memory. */
  folder?: string;
  now?: () => Date;
  /** The largest file it takes, in bytes. */
  most?: number;
};

const name = "receiver";
const shortest = 8;

/** Starts the server on localhost. Rejects when the port is taken. */
export async function startReceiver({
  port,
  keys,
  folder,
  now = () => new Date(),
  most = 2 ** 31,
}: Options): Promise<Receiver> {
  // prettier-ignore
  const state: State = { invitations: [], arrivals: [] };
  const faults: ReceiverFault[] = [];
  const log: IncomingMessage["headers"][] = [];
  const orders: { at: string; what: string; answer: string }[] = [];
  const kept = { name, state: () => state, restore: (old: unknown) => void Object.assign(state, old), fill: () => undefined, answer: () => ({ status: 404 }) }; // prettier-ignore
  takeUp(kept, [], folder ?? null);
  const own = () => (server.address() as AddressInfo).port;
  const invite = (): Invitation => {
    const made = { address: `https://localhost:${own()}/take-over`, code: randomBytes(6).toString("hex") };
    state.invitations.push(made);
    keep(kept, folder ?? null);
    return made;
  };

  const server = createServer({ cert: keys.chain, key: keys.key });
  const serve = (asksFirst: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, asksFirst).catch((error: unknown) => {
      // Who broke off has no answer to come; everything else is a fault of this stand-in.
      if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") console.error(error);
      request.socket.destroy();
    });
  };
  server.on("checkContinue", serve(true));
  server.on("request", serve(false));

  async function answer(request: IncomingMessage, response: ServerResponse, asksFirst: boolean): Promise<void> {
    log.push(request.headers);
    const entry = { at: now().toISOString(), what: `${request.method} ${request.url}`, answer: "…" };
    orders.push(entry);
    const say = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      entry.answer = String(status);
      response.writeHead(status, { "content-type": "application/json", connection: "close", ...headers });
      response.end(JSON.stringify(body));
    };
    const fault = faults.shift();
    if (fault?.kind === "hang") return;
    if (fault?.kind === "answer") return say(fault.status, { error: "as it was told to" }, fault.headers);
    const before = refusal(request);
    if (before) return say(before, { error: "not taken" });
    if (asksFirst) response.writeContinue();
    if (fault?.kind === "cut") return cut(request);
    const taken = await take(request);
    if (fault?.kind === "answer-late") return say(fault.status, { error: "as it was told to" });
    if (!taken) return say(400, { error: "the file differs from its digest" });
    if (fault?.kind === "lost-answer") return void request.socket.destroy();
    say(201, { receipt: taken.receipt });
  }

  /** What can be told from the headers alone; null when the file may come. */
  function refusal({ method, url, headers }: IncomingMessage): number | null {
    if (url !== "/take-over") return 404;
    if (method !== "PUT") return 405;
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
    // Who sends the same again shows the same code, which then is used already.
    const again = state.arrivals.some(({ key }) => key === headers["idempotency-key"]);
    if (!again && !state.invitations.some(({ code }) => code === bearer)) return 401;
    if (Number(headers["content-length"] ?? 0) > most) return 413;
    return headers["content-type"] === "application/zip" ? null : 415;
  }

  async function take(request: IncomingMessage): Promise<Arrival | null> {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    const digest = hash.digest();
    const { headers } = request;
    if (headers["content-digest"] !== `sha-256=:${digest.toString("base64")}:`) return null;
    const key = String(headers["idempotency-key"] ?? "");
    let arrival = state.arrivals.find((one) => one.key === key);
    if (arrival) arrival.times += 1;
    else {
      const receipt = `TS-${randomBytes(shortest).toString("hex").toUpperCase()}`;
      arrival = { at: now().toISOString(), receipt, bytes, sha256: digest.toString("hex"), key, times: 1 };
      state.arrivals.push(arrival);
      const used = headers.authorization?.slice("Bearer ".length);
      state.invitations = state.invitations.filter(({ code }) => code !== used);
    }
    keep(kept, folder ?? null);
    return arrival;
  }

  server.listen(port, "localhost");
  await once(server, "listening");
  const shownState = () => {
    // There is always one code that nobody has used; an address of an earlier start leads nowhere.
    state.invitations = state.invitations.filter(({ address }) => address.includes(`:${own()}/`));
    if (state.invitations.length === 0) invite();
    return { invitations: state.invitations, arrivals: state.arrivals };
  };
  return {
    port: own(),
    invitation: invite,
    fault: (...more) => void faults.push(...more),
    arrivals: () => state.arrivals,
    log,
    shown: { name, label: "Tonspur (another shop that takes data over)", state: shownState, orders },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function cut(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    request.once("data", () => {
      request.socket.destroy();
      resolve();
    });
  });
}
