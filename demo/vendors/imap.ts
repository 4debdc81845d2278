/**
 * The stand-in of the support mailbox: a small IMAP server without TLS, on this machine only. It keeps what it is given,
 * answers the commands a reading client needs, and is told when to fail.
 */
import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import { session, type Rules } from "./imap/session";
import { openStore, type Delivered, type Folder } from "./imap/store";
import { asQuoted, tokens } from "./imap/tokens";

export type { Delivered } from "./imap/store";

/** How the next command of this name fails; each is used once. */
export type MailFault = {
  on: string;
  /** The connection ends before anything is done, or after it was done and before the answer. */
  how: "drop" | "lost-answer" | "hang" | "no" | { slow: number };
};

export type ImapOptions = {
  /** 0 takes a free one. */
  port: number;
  /** Where the state is kept; without it in memory. */
  folder?: string;
  messages: readonly Delivered[];
  /** Folders beside INBOX that are there, however empty; a message makes its own. */
  folders?: readonly string[];
  /** Its clock; this machine's without one. */
  now?: () => Date;
} & Partial<Rules>;

export type ImapStandIn = {
  port: number;
  /** Takes a message in, and gives its UID. */
  deliver(message: Delivered): number;
  fail(...faults: MailFault[]): void;
  /** RFC 5530 section 3: as long as it is shut it greets with `BYE [UNAVAILABLE]` and hangs up. */
  shut(shut: boolean): void;
  /** RFC 9051 section 2.3.1.1: the same messages under other numbers. */
  renumber(folder: string): void;
  folders(): ReadonlyMap<string, Folder>;
  /** The commands so far, without their arguments; of `UID` the second word too. */
  log: string[];
  /** Those of them that changed something, with what came of each. */
  orders: Ordered[];
  close(): Promise<void>;
};

export type Ordered = { at: string; what: string; answer: string };

export const mailboxUser = "support";
export const mailboxPassword = "mailbox-of-the-demo";

/** Starts the server on 127.0.0.1. */
export async function startImap({
  port,
  folder,
  messages,
  folders = [],
  now = () => new Date(),
  ...changed
}: ImapOptions): Promise<ImapStandIn> {
  const store = openStore(messages, folders, folder);
  const rules: Rules = {
    user: mailboxUser,
    password: mailboxPassword,
    capabilities: ["IMAP4rev1", "UIDPLUS", "AUTH=PLAIN", "SASL-IR", "LITERAL+"],
    permanentFlags: ["\\Deleted", "\\Seen", "\\*"],
    ...changed,
  };
  const faults: MailFault[] = [];
  const log: string[] = [];
  const orders: Ordered[] = [];
  const ordered = (what: string, answer: string) => {
    if (/^UID (STORE|EXPUNGE)$/.test(what)) orders.push({ at: now().toISOString(), what, answer });
  };
  const sockets = new Set<Socket>();
  let isShut = false;
  const server = createServer((socket) => {
    if (isShut) return void socket.end("* BYE [UNAVAILABLE] the mailbox is not available\r\n");
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    serve(socket, () => session(store, rules), { faults, log, ordered }).catch((error: unknown) => {
      // A client that leaves in the middle ends its own connection and nothing else.
      if (!socket.destroyed) throw error;
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    deliver(message) {
      const uid = store.deliver(message);
      store.save();
      return uid;
    },
    fail: (...more) => void faults.push(...more),
    shut(shut) {
      isShut = shut;
      if (shut) for (const socket of sockets) socket.destroy();
    },
    renumber(name) {
      const box = store.folders.get(name);
      if (!box) throw new Error(`no folder ${name}`);
      box.validity += 1_000;
      box.messages.forEach((kept, at) => (kept.uid = at + 1));
      box.next = box.messages.length + 1;
      store.save();
    },
    folders: () => store.folders,
    log,
    orders,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

type Steered = { faults: MailFault[]; log: string[]; ordered(what: string, answer: string): void };

async function serve(socket: Socket, begin: () => ReturnType<typeof session>, steered: Steered): Promise<void> {
  const { faults, log, ordered } = steered;
  const own = begin();
  const lines = commands(socket);
  socket.write("* OK ready\r\n");
  let half = "";
  for await (const each of lines) {
    // RFC 4616: the name and the password come when the server has asked for them.
    const line = half + each;
    half = "";
    if (/^\S+ AUTHENTICATE \S+$/i.test(line)) {
      half = `${line} `;
      socket.write("+ \r\n");
      continue;
    }
    const [tag = "*", name = "", ...args] = tokens(line);
    const command = String(name).toUpperCase();
    const logged = command === "UID" ? `UID ${String(args[0]).toUpperCase()}` : command;
    log.push(logged);
    const at = faults.findIndex(({ on }) => on === logged);
    const how = at < 0 ? null : (faults.splice(at, 1)[0]?.how ?? null);
    if (how === "drop") return void socket.destroy();
    if (how === "hang") continue;
    if (how === "no") {
      socket.write(`${String(tag)} NO not now\r\n`);
      continue;
    }
    if (how && typeof how === "object") await new Promise((resolve) => setTimeout(resolve, how.slow));
    socket.cork();
    const answer = own.answer(command, args, (...sent) => {
      if (how !== "lost-answer") for (const each of sent) socket.write(each);
    });
    ordered(logged, answer.line.split(" ", 1)[0] ?? "");
    if (how === "lost-answer") return void socket.destroy();
    socket.write(`${String(tag)} ${answer.line}\r\n`);
    socket.uncork();
    if (answer.done) return void socket.end();
  }
}

/** Whole commands; a literal (RFC 9051 section 4.3) is asked for and stands in the line as a quoted string. */
async function* commands(socket: Socket): AsyncGenerator<string> {
  let rest = "";
  let line = "";
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    rest += chunk.toString("latin1");
    for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
      const literal = /\{(\d+)(\+?)\}$/.exec(rest.slice(0, end));
      if (literal) {
        const length = Number(literal[1]);
        if (!literal[2] && rest.length === end + 2) socket.write("+ go on\r\n");
        if (rest.length < end + 2 + length) break;
        line += rest.slice(0, literal.index) + asQuoted(rest.slice(end + 2, end + 2 + length));
        rest = rest.slice(end + 2 + length);
        continue;
      }
      yield Buffer.from(line + rest.slice(0, end), "latin1").toString("utf8");
      line = "";
      rest = rest.slice(end + 2);
    }
  }
}
