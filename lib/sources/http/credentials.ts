/**
 * How the portal shows who it is: a bearer token (RFC 6750), a name and password (RFC 7617), a header of the system's own,
 * or OAuth 2 tokens that are fetched and renewed (RFC 6749, 4.4 and 6). Secrets come by name and are kept nowhere.
 */
import type { HttpAuth } from "../../policy/kinds/http";
import type { SourceTools } from "../source";
import type { Client } from "./client";
import { CallFailed } from "./failure";
import { isJson, parsed } from "./json";
import { addressOf } from "./template";

export type Credentials = {
  /** What limits of use belong to: the name of the secret, never the secret. */
  name: string;
  /** Headers of a call; with `renew` a token that was refused is thrown away first. */
  headers(renew?: boolean): Promise<Record<string, string>>;
  renewable: boolean;
};

type OAuth = Extract<HttpAuth, { type: "oauth2" }>;

/** The secret of a name. Throws when the environment lacks it. */
export function secretOf(tools: Pick<SourceTools, "secret">, name: string): string {
  const value = tools.secret(name);
  if (!value) throw new Error(`${name} is missing: the policy names it as a secret of a source`);
  return value;
}

/** The secrets that the credentials need, by name. */
export function secretsOf(auth: HttpAuth | undefined): string[] {
  if (!auth) return [];
  if (auth.type === "bearer") return [auth.token];
  if (auth.type === "basic") return [auth.password];
  if (auth.type === "header") return [auth.value];
  return [auth.clientId, auth.clientSecret, ...(auth.refreshToken ? [auth.refreshToken] : [])];
}

/** Where tokens come from, when they are fetched. Throws when the environment lacks the address. */
export function tokenAddress(auth: HttpAuth | undefined, base: URL, tools: Pick<SourceTools, "secret">): URL | null {
  if (auth?.type !== "oauth2") return null;
  const { tokenFrom } = auth;
  if (tokenFrom.startsWith("/")) return addressOf(base, { path: tokenFrom, query: {} }, {});
  return new URL(/^[A-Z]/.test(tokenFrom) ? secretOf(tools, tokenFrom) : tokenFrom);
}

/** Credentials as the policy says; `fallback` names them where there is no secret. */
export function credentials(
  auth: HttpAuth | undefined,
  { tools, client, base, fallback }: { tools: SourceTools; client: Client; base: URL; fallback: string },
): Credentials {
  const fixed = (name: string, headers: () => Record<string, string>): Credentials => ({
    name,
    headers: async () => headers(),
    renewable: false,
  });
  switch (auth?.type) {
    case undefined:
      return fixed(fallback, () => ({}));
    case "bearer":
      return fixed(auth.token, () => ({ authorization: `Bearer ${secretOf(tools, auth.token)}` }));
    case "basic": {
      const word = () => Buffer.from(`${auth.user}:${secretOf(tools, auth.password)}`).toString("base64");
      return fixed(auth.password, () => ({ authorization: `Basic ${word()}` }));
    }
    case "header":
      return fixed(auth.value, () => ({ [auth.name.toLowerCase()]: secretOf(tools, auth.value) }));
    case "oauth2":
      return fetched(auth, { tools, client, url: tokenAddress(auth, base, tools) as URL });
    default:
      return auth satisfies never;
  }
}

type Fetching = { tools: SourceTools; client: Client; url: URL };
type Token = { text: string; until: number };

/** Tokens are kept until a minute before their end; calls that need one at the same time share one request. */
function fetched(auth: OAuth, fetching: Fetching): Credentials {
  let token: Promise<Token> | null = null;
  const fresh = () => {
    const asked = request(auth, fetching).catch((error: unknown) => {
      token = null;
      throw error;
    });
    token = asked;
    return asked;
  };
  return {
    name: auth.clientId,
    renewable: true,
    async headers(renew = false) {
      const kept = renew ? null : await token;
      const used = kept && kept.until > Date.now() ? kept : await fresh();
      return { authorization: `Bearer ${used.text}` };
    },
  };
}

async function request(auth: OAuth, { tools, client, url }: Fetching): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: auth.grant,
    client_id: secretOf(tools, auth.clientId),
    client_secret: secretOf(tools, auth.clientSecret),
    ...(auth.refreshToken ? { refresh_token: secretOf(tools, auth.refreshToken) } : {}),
    ...(auth.scope ? { scope: auth.scope } : {}),
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status, text } = await client.call({ method: "POST", url, headers, credentials: {}, body: form.toString() });
  if ([400, 401, 403].includes(status))
    throw new CallFailed("refused-credentials", false, `no token was given (${status})`);
  const answer = parsed(text);
  if (status !== 200 || !isJson(answer) || typeof answer.access_token !== "string")
    throw new CallFailed("unreachable", false, `the place that gives tokens answered ${status}`);
  const seconds = typeof answer.expires_in === "number" ? answer.expires_in : 300;
  return { text: answer.access_token, until: Date.now() + Math.max(0, seconds - 60) * 1_000 };
}
