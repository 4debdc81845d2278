/** A mail server and the page on which one reads what it received. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { languageOf, pageHeaders } from "../start/page";
import { Mailbox } from "./mailbox";
import { MailServer, manners, type Manner } from "./mail-server";
import { framed, framedHeaders, listPage, messagePage, missingPage } from "./pages";

export type InboxOptions = {
  /** Port of the page and of the SMTP server, both on localhost. */
  port: number;
  smtpPort: number;
  /** Folder that keeps the messages. */
  folder: string;
  /** Whether `POST /fault` may change how the mail server behaves: only in tests. */
  faults: boolean;
};

export type Inbox = { stop(): Promise<void> };

/** Starts both servers. Rejects when a port is taken. */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const mailbox = await Mailbox.open(options.folder);
  const mail = new MailServer(mailbox, options.smtpPort);
  await mail.behave("accept");
  const server = createServer((request, response) => {
    const fault = options.faults && request.method === "POST" && request.url === "/fault";
    const done = fault ? changeManner(mail, request, response) : Promise.resolve(show(mailbox, request, response));
    done.catch((error: unknown) => {
      console.error(error);
      response.writeHead(400).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "localhost", resolve);
  });
  return {
    async stop() {
      await mail.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function changeManner(mail: MailServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const { mode } = JSON.parse(body) as { mode: Manner };
  if (!manners.includes(mode)) throw new Error(`${mode} is not one of ${manners.join(", ")}`);
  await mail.behave(mode);
  response.writeHead(204).end();
}

function show(mailbox: Mailbox, request: IncomingMessage, response: ServerResponse): void {
  const language = languageOf(request.headers["accept-language"]);
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/") {
    response.writeHead(200, pageHeaders()).end(listPage(language, mailbox.messages));
    return;
  }
  if (pathname === "/messages.json") {
    const to = searchParams.get("to");
    const found = mailbox.messages.filter((message) => to === null || message.envelope.to.includes(to));
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(found));
    return;
  }
  const [, id, html] = /^\/messages\/([\d-]+)(\/html)?$/.exec(pathname) ?? [];
  const message = mailbox.messages.find((one) => one.id === id);
  if (!message) response.writeHead(404, pageHeaders()).end(missingPage(language));
  else if (html) response.writeHead(200, framedHeaders).end(framed(message.html));
  else response.writeHead(200, pageHeaders([], "'self'")).end(messagePage(language, message));
}
