import { Issuer, generators, type Client } from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../postgres/cluster";
import { startSignIn, type SignIn } from "./server";

const portal = "http://localhost:3000";
const redirect = `${portal}/api/auth/callback/oidc`;
let signIn: SignIn;
let client: Client;

beforeAll(async () => {
  signIn = await startSignIn({ port: await freePort(), portal, clientId: "rightful-portal", clientSecret: "secret" });
  const issuer = await Issuer.discover(signIn.issuer);
  client = new issuer.Client({ client_id: "rightful-portal", client_secret: "secret", redirect_uris: [redirect] });
});
afterAll(() => signIn.stop());

/** A browser without JavaScript: follows redirects by hand and keeps cookies. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async open(url: string, body?: URLSearchParams): Promise<{ url: string; text: string }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { method: body ? "POST" : "GET", body, headers: { cookie }, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const next = response.headers.get("location");
    if (next === null) return { url, text: await response.text() };
    const target = new URL(next, url).href;
    return target.startsWith(portal) ? { url: target, text: "" } : this.open(target);
  }
}

async function press(browser: Browser, person: string, extra: object = {}) {
  const [verifier, state] = [generators.codeVerifier(), generators.state()];
  const challenge = { code_challenge: generators.codeChallenge(verifier), code_challenge_method: "S256" };
  const ask = client.authorizationUrl({ scope: "openid email profile", state, ...challenge, ...extra });
  const list = await browser.open(ask);
  const back = await browser.open(list.url, new URLSearchParams({ person }));
  const parameters = client.callbackParams(back.url);
  const tokens = await client.callback(redirect, parameters, { state, code_verifier: verifier });
  return { list, claims: tokens.claims() };
}

const challenge = () => ({
  scope: "openid",
  code_challenge: generators.codeChallenge(generators.codeVerifier()),
  code_challenge_method: "S256",
});

test("one press signs in as one of the people, with the claims the portal needs", async () => {
  const { list, claims } = await press(new Browser(), "ana");
  expect(list.text).toContain("Who do you want to be?");
  expect(list.text).not.toContain("<script");
  expect(claims).toMatchObject({
    sub: "demo-ana",
    email: "ana.vidal@mail.example",
    email_verified: true,
    name: "Ana Vidal",
    locale: "en",
    shop_account_id: "KW-100001",
    roles: [],
    amr: ["pwd"],
    acr: "1",
    auth_time: expect.any(Number),
  });
});

test("staff assert a second factor and have no shop account", async () => {
  const { claims } = await press(new Browser(), "rui");
  expect(claims).toMatchObject({ roles: ["reviewer"], amr: ["pwd", "otp"], acr: "2" });
  expect(claims).not.toHaveProperty("shop_account_id");
});

test("somebody else can sign in with the same browser, and a step-up has a fresh time", async () => {
  const browser = new Browser();
  const first = await press(browser, "ana");
  const second = await press(browser, "carla", { prompt: "login" });
  expect(second.claims.sub).toBe("demo-carla");
  await expect.poll(() => Math.floor(Date.now() / 1000)).toBeGreaterThan(first.claims.auth_time ?? Infinity);
  const again = await press(browser, "carla", { max_age: 0 });
  expect(again.list.text).toContain("Who do you want to be?");
  expect(again.claims.auth_time).toBeGreaterThan(first.claims.auth_time ?? Infinity);
  const asked = await press(browser, "ana", { prompt: "login" });
  expect(asked.claims.sub).toBe("demo-ana");
});

test("whoever has just signed in is not asked again by a client that lets a recent sign-in do", async () => {
  const browser = new Browser();
  await press(browser, "ana");
  const back = await browser.open(client.authorizationUrl({ ...challenge(), max_age: 900 }));
  expect(back.url).toContain(`${redirect}?code=`);
  const list = await browser.open(client.authorizationUrl({ ...challenge(), max_age: 0 }));
  expect(list.text).toContain("Who do you want to be?");
});

test("people without an account and strangers are not let in", async () => {
  await expect(press(new Browser(), "ben")).rejects.toThrow();
  await expect(press(new Browser(), "nobody")).rejects.toThrow();
});
