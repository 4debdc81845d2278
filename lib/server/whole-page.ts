/**
 * Whole pages for 404 and 500. When a page of Next says "not found" or fails, Next sends an empty body that only
 * JavaScript can fill; here the same answer gets the page that a missing path has, made on the server, so that it can be
 * read without JavaScript and tells nothing about why (foreign and unknown are byte for byte alike).
 */
import { randomUUID } from "node:crypto";
import { request as ask, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";

/** Marks our own question for the missing page; drawn anew at each start, so nobody else can ask it. */
const ours = randomUUID();
const marker = "x-rightful-missing";
const nowhere = "/there-is-no-such-page";

/** The way out, as Node made it. */
type Out = {
  head(status: number, headers: OutgoingHttpHeaders): void;
  body(chunk: Buffer | string): void;
  end(): void;
};
type Sender = Pick<ServerResponse, "writeHead" | "write" | "end" | "flushHeaders">;

export type Watch = {
  /** Where this server itself listens. */
  address: { host: string; port: number };
  /** Whether a failure is the caller's fault: what was sent could not even be read. */
  unreadable: () => boolean;
};

/** Watches one answer. Call before Next gets hold of it. */
export function sendWholePages(request: IncomingMessage, response: ServerResponse, watch: Watch): void {
  const inner = request.headers[marker] === ours;
  delete request.headers[marker];
  if (inner || !wantsPage(request)) return;
  const { writeHead, write, end, flushHeaders } = response;
  let held: 404 | 500 | null = null;
  let passes = false;
  /** Decides once, when the head would go out: everything but 404 and 500 passes as it is. */
  const holds = (status: number): boolean => {
    if (!passes && held === null && (status === 404 || status === 500)) held = status;
    passes ||= held === null;
    return !passes;
  };
  const patched: Record<keyof Sender, (...args: never[]) => unknown> = {
    writeHead: (status: number, ...rest: unknown[]) =>
      holds(status) ? response : Reflect.apply(writeHead, response, [status, ...rest]),
    flushHeaders: () => (holds(response.statusCode) ? undefined : flushHeaders.call(response)),
    write: (...args: unknown[]) => (holds(response.statusCode) ? true : Reflect.apply(write, response, args)),
    end: (...args: unknown[]) => {
      if (!holds(response.statusCode)) return Reflect.apply(end, response, args);
      // Next's compression stands above us and holds these four: what goes out now goes past it.
      const out: Out = {
        head: (code, headers) => void Reflect.apply(writeHead, response, [code, headers]),
        body: (chunk) => void Reflect.apply(write, response, [chunk]),
        end: () => void Reflect.apply(end, response, []),
      };
      const set = [response.getHeader("set-cookie") ?? []].flat().map(String);
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      if (held === 404) missing(request, out, watch.address, set);
      else sorry(out, watch.unreadable() ? 400 : 500);
      return response;
    },
  };
  Object.assign(response, patched);
}

/** A browser that asks for a page, or sends a form without JavaScript. */
function wantsPage({ method, url = "", headers }: IncomingMessage): boolean {
  if (!["GET", "HEAD", "POST"].includes(method ?? "")) return false;
  return !/^\/(api|_next)\//.test(url) && headers.rsc === undefined && headers["next-action"] === undefined;
}

/** The page of a path that does not exist, in the person's language and with their links; cookies set meanwhile stay set. */
function missing(request: IncomingMessage, out: Out, address: Watch["address"], set: string[]): void {
  const language = request.headers["accept-language"];
  const headers = {
    [marker]: ours,
    cookie: withNew(request.headers.cookie ?? "", set),
    ...(language ? { "accept-language": language } : {}),
  };
  const method = request.method === "HEAD" ? "HEAD" : "GET";
  const question = ask({ ...address, path: nowhere, method, headers }, (answer) => {
    out.head(404, { ...withoutHops(answer.headers), ...(set.length > 0 ? { "set-cookie": set } : {}) });
    answer.on("data", out.body);
    answer.once("end", out.end);
    answer.once("error", out.end);
  });
  question.once("error", () => sorry(out, 500));
  question.end();
}

/** A Cookie header after the given Set-Cookie lines. */
function withNew(cookie: string, set: string[]): string {
  const jar = new Map<string, string>();
  for (const pair of [...cookie.split("; "), ...set.map((line) => line.split(";", 1)[0] ?? "")]) {
    const at = pair.indexOf("=");
    if (at > 0) jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

function withoutHops({
  connection: _c,
  "keep-alive": _k,
  "transfer-encoding": _t,
  ...rest
}: IncomingMessage["headers"]) {
  return rest;
}

const texts = {
  400: ["This could not be read. Nothing was done.", "Das war nicht zu lesen. Es ist nichts geschehen."],
  500: [
    "Something went wrong on our side. Nothing you sent earlier is lost. Please load the page again in a moment.",
    "Bei uns ist etwas schiefgegangen. Was Sie vorher gesendet haben, ist nicht verloren. Bitte laden Sie die Seite gleich noch einmal.",
  ],
} as const;

function sorry(out: Out, status: 400 | 500): void {
  const [english, german] = texts[status];
  out.head(status, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
  });
  out.body(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Rightful</title></head><body><main>` +
      `<h1>${english}</h1><p lang="de">${german}</p><p><a href="/">Rightful</a></p></main></body></html>\n`,
  );
  out.end();
}
