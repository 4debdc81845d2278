/** The one wrapper of every route handler: origin for methods that write, who is there, then the work. */
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "../env";
import type { Actor } from "../actor";
import { optionalActor } from "./actor";
import { passes, routes, type RouteId } from "./authorisation";
import { originProblem } from "./origin";

export type Route<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
type OpenId = { [Id in RouteId]: (typeof routes)[Id]["access"] extends "everyone" ? Id : never }[RouteId];

const nothing = () => new Response(null, { status: 404, headers: noStore });
export const noStore = { "Cache-Control": "private, no-store" };

/**
 * Makes a handler for signed-in people with the right role. Nobody signed in → to the sign-in page for a reading
 * method, 404 for a writing one; the wrong role → 404, as for a path that does not exist.
 */
export function secureRoute<Params = Record<string, never>>(
  id: Exclude<RouteId, OpenId>,
  work: (who: Actor, request: Request, params: Params) => Promise<Response>,
): Route<Params> {
  return async (request, { params }) => {
    if (writes(request) && originProblem(request.headers, env().APP_URL)) return new Response(null, { status: 403 });
    const who = await optionalActor();
    if (!who) return writes(request) ? nothing() : toSignIn();
    const named = await params;
    if (!passes(routes[id].access, who.roles) || !isName(named)) return nothing();
    return work(who, request, named);
  };
}

/** Makes a handler for everyone. `who` is null for a stranger. */
export function openRoute<Params = Record<string, never>>(
  _id: OpenId,
  work: (who: Actor | null, request: Request, params: Params) => Promise<Response>,
): Route<Params> {
  return async (request, { params }) => {
    if (writes(request) && originProblem(request.headers, env().APP_URL)) return new Response(null, { status: 403 });
    const named = await params;
    return isName(named) ? work(await optionalActor(), request, named) : nothing();
  };
}

/**
 * Makes a handler for other systems, which bring no session and no origin but the token that stands in the environment
 * under `variable`. Without a token there, or with another, the path does not exist.
 */
export function systemRoute(
  _id: Exclude<RouteId, OpenId>,
  variable: "REGISTRY_TOKEN",
  work: (request: Request) => Promise<Response>,
): Route<Record<string, never>> {
  return async (request) => {
    const expected = env()[variable];
    const given = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
    if (expected === undefined || !sameToken(given, expected)) return nothing();
    return work(request);
  };
}

/** Makes a handler for other systems, which bring no session and no origin but a signature that `work` itself checks. */
export function signedRoute<Params>(
  _id: Exclude<RouteId, OpenId>,
  work: (request: Request, params: Params) => Promise<Response>,
): Route<Params> {
  return async (request, { params }) => {
    const named = await params;
    return isName(named) ? work(request, named) : nothing();
  };
}

/** Nothing of ours has a NUL in its name, and PostgreSQL takes none. */
const isName = (params: unknown): boolean => !JSON.stringify(params ?? null).includes("\\u0000");

/** Compared as hashes: the time it takes says nothing about how far the token was right. */
const sameToken = (given: string, expected: string): boolean => timingSafeEqual(sha256(given), sha256(expected));
const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

const writes = (request: Request): boolean => !["GET", "HEAD"].includes(request.method);

/** A download is not a page to come back to: after signing in the person stands at their overview. */
const toSignIn = () =>
  new Response(null, { status: 303, headers: { ...noStore, Location: new URL("/sign-in", env().APP_URL).href } });
