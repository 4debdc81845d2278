/**
 * The wrapper of every route that other systems call with a key of their own: who asks, what the key is good for, how
 * often it may ask, then the work. Problems are RFC 9457: what is wrong and how to mend it, never what was sent.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type * as z from "zod";
import { env } from "../env";
import { portalNow } from "../db";
import { keyOf, type Scope } from "../steps/registry/keys";
import type { problem } from "../steps/registry/contract";
import { routes, type RouteId } from "./authorisation";
import { mayTry } from "./rate";
import { noStore, type Route } from "./secure-route";

type ApiId = { [Id in RouteId]: (typeof routes)[Id] extends { scope: Scope } ? Id : never }[RouteId];
type Problem = z.output<typeof problem>;

/** Calls of one key in a quarter of an hour, of one route. */
const most: Record<ApiId, number> = {
  "POST /api/v1/uses/check": 20_000,
  "POST /api/v1/suppressions/filter": 200,
  "GET /api/v1/suppressions": 100,
  "POST /api/v1/unsubscribe-links": 2_000,
};

/** Makes a handler for other systems. The key of `REGISTRY_TOKEN` is one with the scope `registry`. */
export function apiRoute(id: ApiId, work: (request: Request) => Promise<Response>): Route<Record<string, never>> {
  return async (request) => {
    const key = await keyFrom(request);
    if (!key) return problemAnswer(unknownKey);
    if (!key.scopes.includes(routes[id].scope)) return problemAnswer(wrongScope(routes[id].scope));
    if (!(await mayTry([{ what: `api ${id}`, whose: key.name, most: most[id] }]))) return tooMany();
    try {
      return await work(request);
    } catch (error) {
      // The cause goes to the log of the process; it holds no word of the question.
      console.error(`${id} failed: ${error instanceof Error ? error.name : "error"}`);
      return problemAnswer(failed);
    }
  };
}

async function keyFrom(request: Request): Promise<{ name: string; scopes: readonly string[] } | null> {
  const given = /^Bearer (\S{1,200})$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (given === undefined) return null;
  const token = env().REGISTRY_TOKEN;
  if (token !== undefined && timingSafeEqual(sha256(given), sha256(token)))
    return { name: "REGISTRY_TOKEN", scopes: ["registry"] };
  return keyOf(given);
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** An answer that says what is wrong. */
export function problemAnswer(about: Omit<Problem, "type">, headers: Record<string, string> = {}): Response {
  return Response.json(
    { type: "about:blank", ...about },
    { status: about.status, headers: { ...noStore, "Content-Type": "application/problem+json", ...headers } },
  );
}

/** What was asked does not fit the contract: the places, and what is needed there. */
export const unfit = (title: string, errors: NonNullable<Problem["errors"]>): Response =>
  problemAnswer({ title, status: 400, detail: "Mend the places that are named and send it again.", errors });

/** Places of a schema's problems, in words. */
export const placesOf = ({ issues }: z.ZodError): NonNullable<Problem["errors"]> =>
  issues.map(({ path, message }) => ({ at: path.join(".") || "body", message }));

const unknownKey = {
  title: "The key is not known",
  status: 401,
  detail: "Send “Authorization: Bearer …” with a key that was made by “rightful keys add” and was not revoked.",
};
const wrongScope = (scope: Scope) => ({
  title: "The key is not good for this",
  status: 403,
  detail: `Use a key with the scope ${scope}: “rightful keys add <name> --scope ${scope}”.`,
});
const failed = {
  title: "The portal could not answer",
  status: 500,
  detail: "Read it as a no, and ask again later. The portal's log says when it happened.",
};

async function tooMany(): Promise<Response> {
  const quarter = 900_000;
  const wait = Math.ceil((quarter - ((await portalNow()).getTime() % quarter)) / 1_000);
  const detail = `Ask again in ${wait} seconds, with more questions in each call.`;
  return problemAnswer({ title: "Too many calls", status: 429, detail }, { "Retry-After": String(wait) });
}
