import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../demo/postgres/cluster";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { startSignIn, type SignIn } from "../../demo/sign-in/server";
import { askForLink, followLink } from "./link";
import { finishOidc, startOidc, type Turn } from "./next-auth";
import { actorOf } from "./session";
import { leaveDatabase, signInDatabase } from "./sign-in.fixture";

let database: TestDatabase;
let owner: pg.Client;
let issuer: SignIn;
beforeAll(async () => {
  const port = await freePort();
  database = await signInDatabase("next auth", `http://localhost:${port}`);
  const portal = process.env.APP_URL ?? "";
  const clientId = process.env.OIDC_CLIENT_ID ?? "";
  issuer = await startSignIn({ port, portal, clientId, clientSecret: process.env.OIDC_CLIENT_SECRET ?? "" });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await issuer.stop();
  await leaveDatabase(database);
});
/** Asked of the owner: the web's own role sees no row without saying who looks. */
const count = async (table: "session" | "person"): Promise<number> =>
  (await owner.query(`select 1 from ${table}`)).rowCount ?? 0;
beforeEach(() => owner.query("delete from person; delete from mail; delete from sign_in_link"));

/** A browser as far as a sign-in needs one: it keeps cookies and follows redirects at the issuer. */
class Browser {
  cookies: Record<string, string> = {};
  lines: string[] = [];
  asked = "";
  private readonly theirs = new Map<string, string>();

  visit = () => ({ cookies: this.cookies, language: null });
  get session(): string {
    return this.cookies["rightful-session"] ?? "";
  }

  take({ setCookie }: Turn): void {
    this.lines = setCookie;
    for (const line of setCookie) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) delete this.cookies[name];
      else this.cookies[name] = decodeURIComponent(value);
    }
  }

  /** Presses the portal's button and, at the issuer, the one of a person. Gives what the issuer sends back. */
  async toIssuer(person: string, wish = { to: "/my", fresh: false }): Promise<Record<string, string>> {
    const turn = await startOidc(this.visit(), wish);
    this.take(turn);
    this.asked = turn.to;
    const list = await this.open(turn.to);
    const back = await this.open(list, new URLSearchParams({ person }));
    return Object.fromEntries(new URL(back).searchParams);
  }

  async signIn(person: string, wish = { to: "/my", fresh: false }): Promise<string> {
    const turn = await finishOidc(this.visit(), await this.toIssuer(person, wish));
    this.take(turn);
    return turn.to;
  }

  private async open(url: string, body?: URLSearchParams): Promise<string> {
    const cookie = [...this.theirs].map(([name, value]) => `${name}=${value}`).join("; ");
    const sent = body ? { method: "POST", body } : {};
    const response = await fetch(url, { ...sent, headers: { cookie }, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.theirs.set(name, value);
    }
    const next = response.headers.get("location");
    if (next === null) return url;
    const target = new URL(next, url).href;
    return target.startsWith(process.env.APP_URL ?? "") ? target : this.open(target);
  }
}

describe("the customer account's door", () => {
  test("opens a session that knows account, door and how the person proved who they are", async () => {
    const browser = new Browser();
    expect(await browser.signIn("ana", { to: "/my/new?right=access", fresh: false })).toBe("/my/new?right=access");
    expect(await actorOf(browser.session)).toMatchObject({ door: "oidc", account: "KW-100001", roles: ["subject"] });
    expect((await actorOf(browser.session))?.authAge).toBeLessThan(60);
    const { rows } = await owner.query("select door, acr, amr from session");
    expect(rows).toEqual([{ door: "oidc", acr: "1", amr: ["pwd"] }]);
  });

  test("sets cookies that scripts cannot read and other sites cannot send", async () => {
    const browser = new Browser();
    await browser.signIn("ana");
    expect(browser.lines.length).toBeGreaterThan(0);
    for (const line of browser.lines) {
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; SameSite=Lax/i);
      expect(line).toMatch(/; Path=\/(;|$)/i);
    }
    expect(Object.keys(browser.cookies).sort()).toEqual(["rightful-session", "rightful-to"]);
  });

  test("stores no address that could be matched, and none in the clear", async () => {
    await new Browser().signIn("ana");
    const { rows } = await owner.query("select person::text from person");
    expect(rows[0].person).not.toMatch(/mail\.example|Vidal/i);
  });

  test("asks the account again when the proof must be fresh, and says how old it may be otherwise", async () => {
    const browser = new Browser();
    await browser.signIn("ana", { to: "/my", fresh: true });
    expect(new URL(browser.asked).searchParams.get("max_age")).toBe("0");
    await browser.signIn("ana");
    expect(new URL(browser.asked).searchParams.get("max_age")).toBe("43200");
    expect(new URL(browser.asked).searchParams.get("prompt")).toBe("login");
  });

  test("signing in again is a new session and the end of the old one", async () => {
    const browser = new Browser();
    await browser.signIn("ana");
    const before = browser.session;
    await browser.signIn("ana", { to: "/my", fresh: true });
    expect(browser.session).not.toBe(before);
    expect(await actorOf(before)).toBeNull();
    expect(await count("session")).toBe(1);
  });

  test("signing in as somebody else, while signed in, links nothing: two persons, the first one's session is over", async () => {
    const browser = new Browser();
    await browser.signIn("ana");
    const before = browser.session;
    await browser.signIn("rui");
    expect(await actorOf(before)).toBeNull();
    expect(await actorOf(browser.session)).toMatchObject({ roles: ["reviewer"], account: null });
    await browser.signIn("ana");
    expect(await actorOf(browser.session)).toMatchObject({ roles: ["subject"], account: "KW-100001" });
    expect(await count("person")).toBe(2);
  });

  test("an e-mail link for the address of an account opens another person, and the account's door the account again", async () => {
    const browser = new Browser();
    await browser.signIn("ana");
    const account = (await actorOf(browser.session))?.person;
    const address = (await actorOf(browser.session))?.email ?? "";
    await askForLink({ address, browser: "b", language: "en", visitor: "v" });
    const { openMail } = await import("../mail/outbox");
    const mail = openMail((await owner.query<{ sealed: Buffer }>("select sealed from mail")).rows[0]?.sealed as Buffer);
    const token = /token=([\w-]+)/.exec(mail.text)?.[1] ?? "";
    const before = browser.session;
    const followed = await followLink(token, "b", before);
    const linked = followed.ok ? await actorOf(followed.value.token) : null;
    expect(linked).toMatchObject({ door: "link", account: null, roles: ["subject"], email: address });
    expect(linked?.person).not.toBe(account);
    expect(await actorOf(before)).toBeNull();
    await browser.signIn("ana");
    expect((await actorOf(browser.session))?.person).toBe(account);
  });

  test("brings account, roles and name up to date each time, and leaves the language that the person has here", async () => {
    const browser = new Browser();
    await browser.signIn("ana");
    await owner.query("update person set roles = '{dpo}', account = 'another', language = 'de', name = null");
    await browser.signIn("ana");
    expect(await actorOf(browser.session)).toMatchObject({
      roles: ["subject"],
      account: "KW-100001",
      language: "de",
      name: "Ana Vidal",
    });
  });

  test.each([
    ["rui", "/desk"],
    ["lea", "/evidence"],
    ["otto", "/my"],
  ])("leads %s to the right first page %s", async (person, page) => {
    expect(await new Browser().signIn(person)).toBe(page);
  });

  test("never leads to another site", async () => {
    const browser = new Browser();
    const query = await browser.toIssuer("ana");
    browser.cookies["rightful-to"] = "https://evil.example/";
    expect((await finishOidc(browser.visit(), query)).to).toBe("/my");
  });
});

describe("an answer that is not the issuer's to this browser", () => {
  test("without this browser's state there is no session", async () => {
    const query = await new Browser().toIssuer("ana");
    expect((await finishOidc(new Browser().visit(), query)).to).toBe("/sign-in?problem=failed");
    expect(await count("session")).toBe(0);
  });

  test("the code of another's sign-in does not sign in here (login CSRF)", async () => {
    const attacker = await new Browser().toIssuer("rui");
    const victim = new Browser();
    await victim.toIssuer("ana");
    expect((await finishOidc(victim.visit(), attacker)).to).toBe("/sign-in?problem=failed");
    expect(await count("session")).toBe(0);
  });

  test("a code works once", async () => {
    const browser = new Browser();
    const query = await browser.toIssuer("ana");
    const visit = { ...browser.visit(), cookies: { ...browser.cookies } };
    expect((await finishOidc(visit, query)).to).toBe("/my");
    expect((await finishOidc(visit, query)).to).toBe("/sign-in?problem=failed");
  });

  test.each([{}, { error: "server_error" }, { code: "x" }, { code: "x", state: "y" }, { nextauth: "x" }])(
    "%j is none",
    async (query) => {
      const browser = new Browser();
      await browser.toIssuer("ana");
      expect((await finishOidc(browser.visit(), query as Record<string, string>)).to).toBe("/sign-in?problem=failed");
    },
  );

  test("whoever stops at the issuer is told so", async () => {
    expect((await finishOidc(new Browser().visit(), { error: "access_denied" })).to).toBe("/sign-in?problem=cancelled");
  });
});
