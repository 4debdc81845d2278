/**
 * The vendors of the demo and of tests: one server on localhost whose first part of the path picks the vendor. Each
 * answers as it documents; every fault really happens on the wire. Nothing of the portal is in here.
 */
import type { ImapStandIn } from "./imap";
import type { Delivered } from "./imap/store";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Receiver, ReceiverFault } from "./receiver";
import { languageOf, pageHeaders } from "../start/page";
import { control } from "./control";
import { keep, takeUp } from "./keep";
import { overview } from "./pages";
import type { Asked, Fault, Known, Logged, Shown, StandIn } from "./stand-in";
import { fail, send } from "./wire";

export type VendorsOptions = {
  /** Port on localhost; 0 takes any that is free. */
  port: number;
  standIns: readonly StandIn[];
  /** Whom the vendors know from the start. */
  people: readonly Known[];
  /** Whether other processes may steer the vendors under `/_control`. Only in tests and while the demo is filled. */
  faults: boolean;
  /** Folder that keeps what the vendors hold; without one they forget it at the end. */
  folder?: string;
  /** How many milliseconds the vendors' clock is ahead of this machine's, besides `advance` and `setClock`. */
  ahead?: () => Promise<number>;
  /** What answers by itself elsewhere and is shown on the page all the same. */
  others?: readonly Shown[];
  /** The mailbox, which has a port of its own. */
  mailbox?: Pick<ImapStandIn, "deliver" | "shut">;
  /** The company that takes data over, which has a port of its own. */
  receiver?: Pick<Receiver, "invitation" | "fault">;
  /** Milliseconds after which vendors do what is due although nobody asked; without it they wait to be asked. */
  beat?: number;
};

export type Vendors = {
  port: number;
  /** Where a vendor answers, without a slash at the end. */
  url(name: string): string;
  /** The next requests of a vendor fail so, one after the other. */
  fault(name: string, ...faults: Fault[]): void;
  /** The requests that a vendor got, oldest first. */
  log(name: string): readonly Logged[];
  /** Forgets the logs and the faults that were not used; the mailbox opens again. */
  clear(): void;
  /** Moves the vendors' clock on. */
  advance(milliseconds: number): void;
  /** Sets the vendors' clock, or lets it go with this machine's again. It runs on from there. */
  setClock(to: Date | null): void;
  state(name: string): unknown;
  /** Puts a message into the mailbox. Throws where there is none. */
  deliver(message: Omit<Delivered, "at">): void;
  /** Nobody reads the mailbox until all is cleared. Throws where there is none. */
  shutMailbox(): void;
  /** An address and a code of the company that takes data over, whose next requests end so. Throws where there is none. */
  invite(...faults: ReceiverFault[]): { address: string; code: string };
  /** Replaces what all vendors hold. */
  fill(people: readonly Known[]): void;
  stop(): Promise<void>;
};

/** One vendor at work. */
export type Desk = { standIn: StandIn; faults: Fault[]; log: Logged[] };

/** The oldest requests leave the log first. */
const longestLog = 5_000;

/** Starts the vendors. Rejects when the port is taken. */
export async function startVendors(options: VendorsOptions): Promise<Vendors> {
  const { standIns, people, folder = null, ahead, others = [], beat } = options;
  const desks = new Map(standIns.map((standIn): [string, Desk] => [standIn.name, { standIn, faults: [], log: [] }]));
  const clock = { moved: 0, ahead: 0 };
  const now = () => new Date(Date.now() + clock.moved + clock.ahead);
  const desk = (name: string): Desk => {
    const found = desks.get(name);
    if (!found) throw new Error(`there is no stand-in called ${name}`);
    return found;
  };
  for (const { standIn } of desks.values()) takeUp(standIn, people, folder);

  const vendors: Vendors = {
    port: 0,
    url: (name) => `http://localhost:${vendors.port}/${desk(name).standIn.name}`,
    fault: (name, ...faults) => void desk(name).faults.push(...faults),
    log: (name) => desk(name).log,
    deliver: (message) => {
      if (!options.mailbox) throw new Error("there is no mailbox");
      options.mailbox.deliver({ ...message, at: now().toISOString() });
    },
    shutMailbox() {
      if (!options.mailbox) throw new Error("there is no mailbox");
      options.mailbox.shut(true);
    },
    invite(...next) {
      if (!options.receiver) throw new Error("nobody takes data over");
      options.receiver.fault(...next);
      return options.receiver.invitation();
    },
    clear() {
      for (const { faults, log } of desks.values()) faults.length = log.length = 0;
      options.mailbox?.shut(false);
    },
    advance: (milliseconds) => void (clock.moved += milliseconds),
    setClock: (to) => void (clock.moved = to ? to.getTime() - Date.now() - clock.ahead : 0),
    state(name) {
      const { standIn } = desk(name);
      standIn.pass?.(now());
      return standIn.state();
    },
    fill(everyone) {
      for (const { standIn } of desks.values()) {
        standIn.fill(everyone);
        keep(standIn, folder);
      }
    },
    stop: () =>
      new Promise((resolve) => {
        clearInterval(beating);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const passAll = () => {
    for (const { standIn } of desks.values()) standIn.pass?.(now());
  };
  const beating = beat === undefined ? undefined : setInterval(() => void beatOnce().catch(console.error), beat);
  async function beatOnce(): Promise<void> {
    if (ahead) clock.ahead = await ahead();
    passAll();
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    serve(url, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function serve(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (ahead) clock.ahead = await ahead();
    const [, first = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(url.pathname) ?? [];
    const found = desks.get(first);
    if (found) return work(found, await read(rest || "/", url, request), response);
    if (first === "_control" && options.faults) return control(vendors, [...desks.keys()], request, response);
    if (url.pathname === "/" && request.method === "GET") {
      const language = languageOf(request.headers["accept-language"]);
      passAll();
      response.writeHead(200, pageHeaders());
      response.end(
        overview(language, [...[...desks.values()].map(shown), ...others], url.searchParams.get("find")?.trim() ?? ""),
      );
      return;
    }
    response.writeHead(404).end();
  }

  async function work({ standIn, faults, log }: Desk, asked: Asked, response: ServerResponse): Promise<void> {
    const { method, path, query, body } = asked;
    const at = now();
    const entry: Logged = {
      at: at.toISOString(),
      method,
      path,
      query: query.toString(),
      body: body.toString(),
      status: null,
    };
    log.push(entry);
    if (log.length > longestLog) log.shift();
    const answer = async () => {
      standIn.pass?.(at);
      const answered = await standIn.answer(asked, at);
      // What is done is kept before anybody hears of it.
      if (method !== "GET" && method !== "HEAD") keep(standIn, folder);
      return answered;
    };
    const next = faults.findIndex(({ on = "" }) => `${method} ${path}`.startsWith(on));
    const [fault] = next < 0 ? [] : faults.splice(next, 1);
    if (fault) {
      entry.status = await fail(fault, answer, response);
      return;
    }
    const answered = await answer();
    entry.status = answered.status;
    await send(answered, response);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "localhost", resolve);
  });
  vendors.port = (server.address() as AddressInfo).port;
  return vendors;
}

const isWrite = ({ method, path }: Logged): boolean => !["GET", "HEAD"].includes(method) && !path.endsWith("/token");

const shown = ({ standIn, log }: Desk): Shown => ({
  name: standIn.name,
  ...(standIn.label ? { label: standIn.label } : {}),
  state: () => standIn.state(),
  orders: log
    .filter(isWrite)
    .map(({ at, method, path, status }) => ({ at, what: `${method} ${path}`, answer: String(status ?? "…") })),
});

async function read(path: string, url: URL, request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "GET", headers } = request;
  return { method, path, query: url.searchParams, headers, body: Buffer.concat(chunks) };
}
