/** Art. 32: the list of one's own sign-ins, and what ends them. As the web's own role. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { actor, type Actor } from "../actor";
import { deviceOf } from "./device";
import { endOtherSessions, endOwnSession, ownSessions } from "./own-sessions";
import { actorOf, newToken, startSession, tokenHash } from "./session";
import { leaveDatabase, signInDatabase } from "./sign-in.fixture";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  process.env.POLICY_FILE = "policy.yaml";
  database = await signInDatabase("own-sessions", "http://localhost:1");
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await leaveDatabase(database);
});
beforeEach(() => owner.query("truncate session"));

async function someone(): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    "insert into person (kind, iss, sub) values ('oidc', 'https://id.example', $1) returning id",
    [randomUUID()],
  );
  return rows[0]?.id ?? "";
}
async function signIn(person: string, userAgent: string, age = 0): Promise<{ token: string; who: Actor }> {
  const token = newToken();
  await startSession(token, person, { door: "oidc", age, acr: null, amr: [], device: deviceOf(userAgent) }, null);
  const who = await actorOf(token);
  if (!who) throw new Error("not signed in");
  return { token, who };
}
const phone = "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0";
const desktop = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

describe("the list", () => {
  test("names each by its kind of browser, this one first; nothing else of the browser is kept", async () => {
    const ana = await someone();
    const { who } = await signIn(ana, desktop);
    await signIn(ana, phone);
    expect(await ownSessions(who)).toMatchObject([
      { browser: "chrome", handheld: false, here: true, door: "oidc" },
      { browser: "firefox", handheld: true, here: false },
    ]);
    const { rows } = await owner.query("select * from session");
    expect(JSON.stringify(rows)).not.toMatch(/Mozilla|Android|145\./);
  });

  test("shows nobody else's, none that is over, and no id that opens anything", async () => {
    const [ana, ben] = [await someone(), await someone()];
    const { who, token } = await signIn(ana, desktop);
    const idle = await signIn(ana, phone);
    await signIn(ben, phone);
    await owner.query("update session set seen_at = now() - interval '31 minutes' where id = $1", [
      tokenHash(idle.token),
    ]);
    const list = await ownSessions(who);
    expect(list).toHaveLength(1);
    expect(JSON.stringify(list)).not.toContain(tokenHash(token));
  });
});

describe("the press", () => {
  test("ends one other, whose next page asks to sign in; pressed again it is gone", async () => {
    const ana = await someone();
    const { who, token } = await signIn(ana, desktop);
    const other = await signIn(ana, phone);
    const third = await signIn(ana, phone);
    const code = (await ownSessions(other.who))[0]?.code ?? "";
    expect(await endOwnSession(who, code)).toEqual({ ok: true });
    expect([await actorOf(other.token), (await actorOf(token))?.person, (await actorOf(third.token))?.person]).toEqual([
      null,
      ana,
      ana,
    ]);
    expect(await endOwnSession(who, code)).toEqual({ ok: false, reason: "gone" });
  });

  test("ends all others and not this one; twice is the same as once", async () => {
    const [ana, ben] = [await someone(), await someone()];
    const { who, token } = await signIn(ana, desktop);
    const gone = [await signIn(ana, phone), await signIn(ana, phone)];
    const his = await signIn(ben, phone);
    expect(await Promise.all([endOtherSessions(who), endOtherSessions(who)])).toEqual([{ ok: true }, { ok: true }]);
    for (const one of gone) expect(await actorOf(one.token)).toBeNull();
    expect([await actorOf(token), await actorOf(his.token)].map((one) => one?.person)).toEqual([ana, ben]);
  });

  test("ends nobody else's, not this one, and nothing by a code that was made up", async () => {
    const [ana, ben] = [await someone(), await someone()];
    const { who, token } = await signIn(ana, desktop);
    const his = await signIn(ben, phone);
    const codes = [(await ownSessions(his.who))[0]?.code, (await ownSessions(who))[0]?.code, "0".repeat(32), ""];
    for (const code of codes) expect(await endOwnSession(who, code ?? "")).toEqual({ ok: false, reason: "gone" });
    expect([await actorOf(token), await actorOf(his.token)].map((one) => one?.person)).toEqual([ana, ben]);
  });

  test("asks for a sign-in of a moment ago, by whichever door", async () => {
    const ana = await someone();
    const { who } = await signIn(ana, desktop, 3600);
    const other = await signIn(ana, phone);
    const code = (await ownSessions(other.who))[0]?.code ?? "";
    for (const end of [endOwnSession(who, code), endOtherSessions(who)])
      expect(await end).toEqual({ ok: false, reason: "not-fresh" });
    expect(await actorOf(other.token)).not.toBeNull();
    expect(await endOwnSession(actor({ ...who, door: "link", authAge: 5 }), code)).toEqual({ ok: true });
  });
});
