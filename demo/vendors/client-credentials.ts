/**
 * OAuth 2.0 of a vendor: gives out tokens that run out, and knows them again. By client credentials (RFC 6749, 4.4) or, where
 * the vendor has given one, by a refresh token (RFC 6749, 6).
 */
import { basic, bearer, digits, form, isSecret } from "./asked";
import type { Answered, Asked } from "./stand-in";

export type Client = { clientId: string; clientSecret: string; refreshToken?: string };

export type Tokens = {
  /** Answers a request for a token. */
  issue(asked: Asked, now: Date): Answered;
  /** The scopes of the token that a request carries, or null when it carries none that is good. */
  scopes(asked: Asked, now: Date): readonly string[] | null;
};

/** Tokens for one client that live `seconds`; a request that names no scope gets `allScopes`. */
export function tokensFor(client: Client, seconds: number, allScopes: readonly string[]): Tokens {
  const { clientId, clientSecret, refreshToken } = client;
  const given = new Map<string, { until: number; scopes: readonly string[] }>();
  return {
    issue(asked, now) {
      const fields = form(asked);
      const header = basic(asked);
      const id = fields.get("client_id") ?? header.name;
      if (id !== clientId || !isSecret(fields.get("client_secret") ?? header.password, clientSecret))
        return refused(401, "invalid_client", "Client authentication failed.");
      const grant = fields.get("grant_type");
      if (grant === "refresh_token" && refreshToken !== undefined) {
        if (!isSecret(fields.get("refresh_token") ?? "", refreshToken))
          return refused(400, "invalid_grant", "Token has been expired or revoked.");
      } else if (grant !== "client_credentials")
        return refused(400, "unsupported_grant_type", "This grant is not given.");
      const scopes = fields.get("scope")?.split(" ").filter(Boolean) ?? allScopes;
      if (scopes.some((scope) => !allScopes.includes(scope))) return refused(400, "invalid_scope", "Unknown scope.");
      const token = digits(`${clientSecret} ${now.getTime()} ${given.size}`, 40);
      given.set(token, { until: now.getTime() + seconds * 1000, scopes });
      const body = { access_token: token, token_type: "Bearer", expires_in: seconds, scope: scopes.join(" ") };
      return { status: 200, headers: { "cache-control": "no-store" }, body };
    },
    scopes(asked, now) {
      const found = given.get(bearer(asked));
      return found && found.until > now.getTime() ? found.scopes : null;
    },
  };
}

const refused = (status: number, error: string, error_description: string): Answered => ({
  status,
  body: { error, error_description },
});
