import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Context, type Grant } from "oidc-provider";
import { peopleWithSignIn, subjectOf } from "../people";
import { escapeHtml, languageOf, page, pageHeaders } from "../start/page";
import { texts } from "./texts";

export type SignInOptions = {
  /** Port of localhost; the issuer is `http://localhost:<port>`. */
  port: number;
  /** Origin of the portal, for example `http://localhost:3000`. */
  portal: string;
  clientId: string;
  clientSecret: string;
};

/** An OpenID provider that knows the demo's people and one client, the portal. */
export async function makeProvider(options: SignInOptions): Promise<Provider> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return new Provider(`http://localhost:${options.port}`, {
    clients: [client(options)],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" }] },
    // Cookies ignore ports: without names of their own they could meet the portal's.
    cookies: {
      keys: [randomBytes(32).toString("hex")],
      names: { session: "demo_sign_in", interaction: "demo_sign_in_step", resume: "demo_sign_in_resume" },
    },
    pkce: { required: () => true },
    claims: {
      openid: ["sub", "acr", "amr", "shop_account_id", "roles"],
      email: ["email", "email_verified"],
      profile: ["name", "locale"],
    },
    conformIdTokenClaims: false,
    findAccount,
    loadExistingGrant: grantEverything,
    interactions: { url: (_: Context, { uid }: { uid: string }) => `/sign-in/${uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { logoutSource, postLogoutSuccessSource } },
    ttl: { Session: 8 * 3600, Interaction: 3600, Grant: 8 * 3600, AccessToken: 600, IdToken: 600 },
    renderError,
  });
}

function client({ clientId, clientSecret, portal }: SignInOptions) {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    client_name: "Rightful",
    redirect_uris: [`${portal}/api/auth/callback/oidc`],
    post_logout_redirect_uris: [`${portal}/`],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    require_auth_time: true,
  };
}

function findAccount(_: Context, subject: string) {
  const person = peopleWithSignIn.find((one) => subjectOf(one) === subject);
  if (!person) return undefined;
  const claims = {
    sub: subject,
    name: person.name,
    locale: person.language,
    email: person.email,
    email_verified: true,
    roles: person.roles,
    ...(person.accountId === null ? {} : { shop_account_id: person.accountId }),
  };
  return { accountId: subject, claims: () => claims };
}

async function grantEverything({ oidc }: Context): Promise<Grant> {
  const clientId = oidc.client?.clientId;
  const accountId = oidc.session.accountId;
  if (!clientId || !accountId) throw new Error("a grant without client and account");
  const known = oidc.session.grantIdFor(clientId);
  if (known) return oidc.provider.Grant.find(known);
  const grant = new oidc.provider.Grant({ clientId, accountId });
  grant.addOIDCScope("openid email profile");
  await grant.save();
  return grant;
}

function logoutSource(ctx: Context, form: string): void {
  const language = languageOf(ctx.get("accept-language"));
  const { signOut, signOutQuestion, header } = texts[language];
  const button = `<button type="submit" form="op.logoutForm" value="yes" name="logout">${signOut}</button>`;
  answer(ctx, page(language, signOutQuestion, header, `<h1>${signOutQuestion}</h1>${form}${button}`));
}

function postLogoutSuccessSource(ctx: Context): void {
  const language = languageOf(ctx.get("accept-language"));
  const { signedOut, header } = texts[language];
  answer(ctx, page(language, signedOut, header, `<h1>${signedOut}</h1>`));
}

function renderError(ctx: Context, out: { error: string; error_description?: string }): void {
  const language = languageOf(ctx.get("accept-language"));
  const { failed, header } = texts[language];
  const reason = escapeHtml(out.error_description ?? out.error);
  answer(ctx, page(language, failed, header, `<h1>${failed}</h1><p>${reason}</p>`));
}

function answer(ctx: Context, html: string): void {
  for (const [name, value] of Object.entries(pageHeaders(["http://localhost:*"]))) ctx.set(name, value);
  ctx.body = html;
}
