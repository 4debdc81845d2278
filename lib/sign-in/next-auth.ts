/**
 * next-auth speaks OpenID Connect for us (PKCE, state, nonce, the ID token's signature, issuer and audience). Who the
 * person is, what a session is and how long it lives is decided here: see docs/decisions/001-sign-in.md.
 *
 * One set of options per visit: what the server said about the person goes from the token to the session through
 * `visit`, never through the browser.
 */
import { createHash, randomBytes } from "node:crypto";
import NextAuth, { type AuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import type { NextApiRequest, NextApiResponse } from "next";
import type { Language } from "../gdpr/language";
import { policy } from "../company";
import { env } from "../env";
import { admitAccount } from "./admit";
import { readClaims, usedSecondFactor, type Arrival } from "./claims";
import { cookieName, cookieOptions, lastToken } from "./cookies";
import type { Device } from "./device";
import { firstPage, returnPath } from "./return-path";
import { newToken, startSession } from "./session";

export type Visit = {
  /** The cookies of the request, by name. */
  cookies: Record<string, string>;
  /** The language that this browser was set to. */
  language: Language | null;
  /** By which the person will recognise this sign-in. */
  device?: Device;
};
export type Turn = { to: string; setCookie: string[] };

/**
 * `fresh`: the person must prove who they are now. `within`: whoever signed in at the issuer in the last so many seconds is not
 * asked again; without it everybody is.
 */
type Wish = { to: string; fresh?: boolean; within?: number };

/** For so long a sign-in at the shop counts for a link from the shop: as long as it counts as fresh here. */
export const recentSeconds = (): number => policy().release.freshMinutes * 60;

/** Starts a sign-in: gives the issuer's address to go to. */
export async function startOidc(visit: Visit, { to, fresh = false, within }: Wish): Promise<Turn> {
  const csrfToken = randomBytes(32).toString("hex");
  // Our route has checked the Origin; next-auth gets the pair of its own that it insists on.
  const sealed = `${csrfToken}|${createHash("sha256").update(`${csrfToken}${env().NEXTAUTH_SECRET}`).digest("hex")}`;
  const { location, setCookie } = await run({ ...visit, cookies: { [cookieName("csrf")]: sealed } }, "signin", {
    method: "POST",
    query:
      within === undefined
        ? { prompt: "login", max_age: fresh ? "0" : String(12 * 3600) }
        : { max_age: String(within) },
    body: { csrfToken, callbackUrl: `${env().APP_URL}${to}` },
  });
  // The issuer's own answer, or next-auth's error page when the issuer cannot be reached.
  const there = location.startsWith(new URL(env().APP_URL).origin) ? "/sign-in?problem=failed" : location;
  return { to: there, setCookie };
}

/** Ends a sign-in: checks the issuer's answer and opens a session. Gives the page to go to. */
export async function finishOidc(visit: Visit, query: Record<string, string>): Promise<Turn> {
  if (query.error === "access_denied") return { to: "/sign-in?problem=cancelled", setCookie: [] };
  const { location, setCookie, staff } = await run(visit, "callback", { method: "GET", query, body: {} });
  const path = location.replace(new URL(env().APP_URL).origin, "");
  if (path.startsWith("/api/auth/")) return { to: "/sign-in?problem=failed", setCookie };
  if (path.startsWith("/sign-in?problem=")) return { to: path, setCookie };
  const there = returnPath(path);
  return { to: staff && there === firstPage ? firstOf(staff) : there, setCookie };
}

const firstOf = (roles: string[]): string =>
  roles.includes("reviewer") || roles.includes("dpo") ? "/desk" : roles.includes("legal") ? "/evidence" : firstPage;

type Call = { method: "GET" | "POST"; query: Record<string, string>; body: Record<string, string> };
type Came = { arrival?: Arrival; person?: string };

/** Calls next-auth without a web framework around it: plain values in, where to go and which cookies out. */
async function run(visit: Visit, action: "signin" | "callback", { method, query, body }: Call) {
  // next-auth knows its own address from here alone, never from a Host header.
  process.env.NEXTAUTH_URL = env().APP_URL;
  const came: Came = {};
  const headers = new Map<string, unknown>();
  let location = "";
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: unknown) => {
      headers.set(name, value);
      if (name === "Location") location = String(value);
      return response;
    },
    end: () => response,
    json: () => response,
    send: () => response,
  };
  const request = {
    method,
    headers: {},
    cookies: ours(visit.cookies),
    body,
    query: { ...query, nextauth: [action, "oidc"] },
  };
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options(visit, came));
  const setCookie = ((headers.get("Set-Cookie") as string[] | undefined) ?? []).filter(
    (line) => !line.startsWith(`${cookieName("csrf")}=`),
  );
  const staff = came.person && came.arrival && came.arrival.roles.length > 0 ? came.arrival.roles : null;
  return { location: location || `${env().APP_URL}/sign-in?problem=failed`, setCookie, staff };
}

/** Only the cookies of the flow; where to go afterwards only when it is one of our own pages. */
function ours(cookies: Record<string, string>): Record<string, string> {
  const names = (["state", "pkce", "nonce", "csrf"] as const).map(cookieName);
  const kept = Object.fromEntries(Object.entries(cookies).filter(([name]) => names.includes(name)));
  const { origin } = new URL(env().APP_URL);
  const to = cookies[cookieName("to")];
  if (to?.startsWith(`${origin}/`)) kept[cookieName("to")] = `${origin}${returnPath(to.slice(origin.length))}`;
  return kept;
}

/** An issuer without its last slash, which people forget in settings. */
const bare = (issuer: string): string => issuer.replace(/\/$/, "");

function options(visit: Visit, came: Came): AuthOptions {
  const cookie = (name: Parameters<typeof cookieName>[0]) => ({ name: cookieName(name), options: cookieOptions() });
  return {
    secret: env().NEXTAUTH_SECRET,
    adapter: adapter(visit, came),
    providers: [provider(came)],
    session: { strategy: "database", maxAge: 12 * 3600, generateSessionToken: newToken },
    cookies: {
      sessionToken: cookie("session"),
      callbackUrl: cookie("to"),
      csrfToken: cookie("csrf"),
      state: cookie("state"),
      pkceCodeVerifier: cookie("pkce"),
      nonce: cookie("nonce"),
    },
    callbacks: {
      async signIn() {
        const { arrival } = came;
        if (!arrival || bare(arrival.iss) !== bare(env().OIDC_ISSUER)) return "/sign-in?problem=failed";
        if (arrival.roles.length > 0 && !usedSecondFactor(arrival)) return "/sign-in?problem=mfa";
        came.person = await admitAccount(arrival, visit.language);
        return true;
      },
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${returnPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url)}`,
    },
    // next-auth logs profiles and tokens with its errors; only the code of what went wrong is kept.
    logger: { error: (code) => console.error(`sign-in: ${code}`), warn: () => undefined, debug: () => undefined },
  };
}

function provider(came: Came): AuthOptions["providers"][number] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  return {
    id: "oidc",
    name: "oidc",
    type: "oauth",
    wellKnown: `${bare(OIDC_ISSUER)}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    idToken: true,
    // An issuer that is busy for some seconds must not turn people away; openid-client gives up after 3.5 by itself.
    httpOptions: { timeout: 10_000 },
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    profile(claims: Record<string, unknown>) {
      came.arrival = readClaims(claims, policy().signIn);
      // next-auth learns nothing but an id: no address it could match, no name it could store.
      return { id: came.arrival.sub };
    },
  };
}

function adapter(visit: Visit, came: Came): Adapter {
  const refuse = () => {
    throw new Error("next-auth neither makes persons nor links accounts here");
  };
  const guest = (id: string): AdapterUser => ({ id, email: "", emailVerified: null });
  return {
    // The session that this browser already has plays no part in a new sign-in: it is ended by it.
    getSessionAndUser: () => null,
    getUserByEmail: () => null,
    getUser: () => null,
    getUserByAccount: () => (came.person ? guest(came.person) : null),
    createUser: refuse,
    linkAccount: refuse,
    updateUser: refuse,
    updateSession: () => null,
    deleteSession: () => null,
    async createSession({ sessionToken, userId }) {
      if (!came.arrival) throw new Error("a session before a sign-in");
      const { age, acr, amr } = came.arrival;
      const before = lastToken((name) => visit.cookies[name]);
      const expires = await startSession(
        sessionToken,
        userId,
        { door: "oidc", age, acr, amr, device: visit.device },
        before,
      );
      return { sessionToken, userId, expires };
    },
  };
}
