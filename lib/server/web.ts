/** `npm start`: checks what must hold, then serves the built pages. Anything wrong is one sentence and exit code 1. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { existsSync } from "node:fs";
import { join } from "node:path";
import next from "next";
import { closeSources } from "../company";
import { closeDb } from "../db";
import { env } from "../env";
import { isByToken } from "../sign-in/by-token";
import { callHeader, openCall } from "../sign-in/begun";
import { originProblem } from "../sign-in/origin";
import { visitorHeader } from "../sign-in/visitor-header";
import { bodyRefused } from "./body-limit";
import { sendLength } from "./length";
import { sendWholePages } from "./whole-page";
import { Refusal, refuseUnsafeStart } from "./safe-start";

const root = join(import.meta.dirname, "../..");

async function start(): Promise<void> {
  await refuseUnsafeStart();
  // Only the demo's start script asks for it: pages as they are in the sources, made anew at each change.
  const dev = process.argv.includes("--dev");
  if (!dev && !existsSync(join(root, ".next/BUILD_ID")))
    throw new Refusal("Nothing is built yet: run `npm run build` first.");
  const { PORT: port } = env();
  // Behind a TLS proxy on the same machine localhost is enough; HOST opens it to others.
  const hostname = process.env.HOST ?? "localhost";
  const app = next({ dev, dir: root, hostname, port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    if (refused(request, response) || tooMuch(request, response)) return;
    nameVisitor(request);
    const unreadable = watchCall(request, response);
    sendLength(response);
    sendWholePages(request, response, { address: { host: hostname, port }, unreadable });
    void handle(request, response);
  });
  if (dev) server.on("upgrade", app.getUpgradeHandler());
  await listen(server, port, hostname);
  console.log(`web ready on ${hostname}:${port}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(server, app));
}

/**
 * The first of two looks at where a writing request comes from (the second is in `secureAction` and `secureRoute`):
 * here it costs nothing and is answered plainly, where Next would fail with 500.
 */
function refused(request: IncomingMessage, response: ServerResponse): boolean {
  const { method = "", url = "" } = request;
  if (["GET", "HEAD", "OPTIONS"].includes(method) || isByToken(method, url.split("?", 1)[0] ?? "")) return false;
  const get = (name: string) => {
    const value = request.headers[name];
    return typeof value === "string" ? value : null;
  };
  if (!originProblem({ get }, env().APP_URL)) return false;
  response.writeHead(403, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "private, no-store" });
  response.end("This did not come from a page of this portal. Nothing was done.\n");
  return true;
}

/** What is too long for its page is not read, nor the language asked for; going back shows the form as it was. */
function tooMuch(request: IncomingMessage, response: ServerResponse): boolean {
  const status = bodyRefused(request);
  if (status === null) return false;
  request.resume();
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "private, no-store",
    Connection: "close",
  });
  response.end(
    "This is more than the page can take. Nothing was done: go back and choose smaller files.\n" +
      "Das ist mehr, als die Seite annehmen kann. Es ist nichts geschehen: Gehen Sie zurück und wählen Sie kleinere Dateien.\n",
  );
  return true;
}

/** A Server Action that Next cannot read is the caller's fault: 400, where Next says 500. Says whether it was so. */
function watchCall(request: IncomingMessage, response: ServerResponse): () => boolean {
  delete request.headers[callHeader];
  if (request.method !== "POST" || (request.url ?? "").startsWith("/api/")) return () => false;
  const id = randomUUID();
  request.headers[callHeader] = id;
  const call = openCall(id);
  response.once("close", call.close);
  const unreadable = () => !call.hasBegun();
  if (request.headers["next-action"] !== undefined) {
    const write = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
    response.writeHead = ((status: number, ...rest: unknown[]) =>
      write(status === 500 && unreadable() ? 400 : status, ...rest)) as typeof response.writeHead;
  }
  return unreadable;
}

/**
 * Hands on the address of the visitor: the peer's own, or, behind a proxy on this machine, the last one that the proxy
 * added. What a visitor wrote into these headers themselves never counts.
 */
function nameVisitor(request: IncomingMessage): void {
  const peer = request.socket.remoteAddress ?? "unknown";
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  const local = /^(::1|127\.|::ffff:127\.)/.test(peer);
  request.headers[visitorHeader] = local && forwarded ? forwarded.slice(0, 64) : peer;
  // The address of the portal is a setting. Whatever a visitor claims as host must not reach Next.
  request.headers.host = new URL(env().APP_URL).host;
  delete request.headers["x-forwarded-host"];
}

function listen(server: Server, port: number, hostname: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new Refusal(`Port ${port} is taken: set PORT to another.`) : error),
    );
    server.listen(port, hostname, resolve);
  });
}

async function stop(server: Server, app: { close(): Promise<void> }): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await app.close();
  await Promise.all([closeDb(), closeSources()]);
  process.exit(0);
}

start().catch((error: unknown) => {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
});
