import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../demo/postgres/test-database";
import pg from "pg";
import { isFresh } from "../actor";
import { admitAccount, admitAddress } from "./admit";
import type { Arrival } from "./claims";
import { actorOf, endSession, newToken, startSession, tokenHash } from "./session";
import { leaveDatabase, signInDatabase } from "./sign-in.fixture";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await signInDatabase("session", "http://localhost:1");
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await leaveDatabase(database);
});
beforeEach(() => owner.query("delete from meta where key = 'ahead'"));

const ana: Arrival = {
  iss: "http://localhost:1",
  sub: "ana",
  account: "KW-1",
  email: "ana@mail.example",
  emailVerified: true,
  name: "Ana",
  language: "en",
  roles: [],
  acr: null,
  amr: ["pwd"],
  age: 0,
};
const proof = { door: "oidc", age: 0, acr: null, amr: ["pwd"] } as const;

async function signedIn(arrival: Arrival, age = 0): Promise<string> {
  const token = newToken();
  await startSession(token, await admitAccount(arrival, null), { ...proof, amr: ["pwd"], age }, null);
  return token;
}

/** The portal's clock runs ahead, as only a demo database allows. */
const later = (interval: string) =>
  owner.query("insert into meta values ('ahead', $1) on conflict (key) do update set value = $1", [interval]);

describe("a session", () => {
  test("tells who acts, with account, proved address and language", async () => {
    const who = await actorOf(await signedIn(ana));
    expect(who).toMatchObject({
      roles: ["subject"],
      door: "oidc",
      account: "KW-1",
      email: "ana@mail.example",
      name: "Ana",
      language: "en",
    });
  });

  test("is stored under the hash of its token only", async () => {
    const token = await signedIn(ana);
    const rows = await owner.query("select id from session where id = $1 or id = $2", [token, tokenHash(token)]);
    expect(rows.rows).toEqual([{ id: tokenHash(token) }]);
  });

  test("names no address that the account's server has not verified", async () => {
    expect((await actorOf(await signedIn({ ...ana, sub: "unverified", emailVerified: false })))?.email).toBeNull();
  });

  test.each([
    { whose: "a person", roles: [], after: "29 minutes", alive: true },
    { whose: "a person", roles: [], after: "31 minutes", alive: false },
    { whose: "staff", roles: ["reviewer" as const], after: "14 minutes", alive: true },
    { whose: "staff", roles: ["reviewer" as const], after: "16 minutes", alive: false },
  ])("of $whose, idle for $after, is alive: $alive", async ({ roles, after, alive }) => {
    const token = await signedIn({ ...ana, sub: `idle ${after}`, roles });
    await later(after);
    expect((await actorOf(token)) !== null).toBe(alive);
  });

  test.each([
    { whose: "a person", roles: [], step: 25, steps: 28, alive: true },
    { whose: "a person", roles: [], step: 25, steps: 29, alive: false },
    { whose: "staff", roles: ["dpo" as const], step: 12, steps: 39, alive: true },
    { whose: "staff", roles: ["dpo" as const], step: 12, steps: 41, alive: false },
  ])(
    "of $whose, used every $step minutes, is alive after $steps of them: $alive",
    async ({ roles, step, steps, alive }) => {
      const token = await signedIn({ ...ana, sub: `absolute ${steps}`, roles });
      for (let n = 1; n < steps; n++) {
        await later(`${n * step} minutes`);
        await actorOf(token);
      }
      await later(`${steps * step} minutes`);
      expect((await actorOf(token)) !== null).toBe(alive);
    },
  );

  test("is over at once when it is ended, wherever the cookie lies", async () => {
    const token = await signedIn(ana);
    await endSession(token);
    expect(await actorOf(token)).toBeNull();
  });

  test("starts with a new id and ends the one the browser had, also another person's", async () => {
    const first = await signedIn(ana);
    const ben = await admitAccount({ ...ana, sub: "ben", account: "KW-2" }, null);
    const second = newToken();
    await startSession(second, ben, { ...proof, amr: [] }, first);
    expect(await actorOf(first)).toBeNull();
    expect((await actorOf(second))?.account).toBe("KW-2");
  });

  test("is fresh by the account's own proof, not by the session's age", async () => {
    const who = await actorOf(await signedIn(ana, 11 * 60));
    expect(who && isFresh(who, 10)).toBe(false);
    const now = await actorOf(await signedIn(ana, 9 * 60));
    expect(now && isFresh(now, 10)).toBe(true);
  });

  test("follows a change of roles: older sessions end, the new one has them", async () => {
    const before = await signedIn({ ...ana, sub: "rui", roles: ["reviewer"] });
    const after = await signedIn({ ...ana, sub: "rui", roles: ["reviewer", "dpo"] });
    expect(await actorOf(before)).toBeNull();
    expect((await actorOf(after))?.roles).toEqual(["reviewer", "dpo"]);
  });
});

describe("who a person is", () => {
  test("the same address at two accounts is two persons", async () => {
    const one = await admitAccount({ ...ana, sub: "couple-1" }, null);
    const two = await admitAccount({ ...ana, sub: "couple-2" }, null);
    expect(one).not.toBe(two);
  });

  test("the same subject at another issuer is another person", async () => {
    expect(await admitAccount(ana, null)).not.toBe(await admitAccount({ ...ana, iss: "http://elsewhere" }, null));
  });

  test("the language that somebody chose here stays at a later sign-in, unless that browser has another one", async () => {
    const german = { ...ana, sub: "chooses" };
    const id = await admitAccount(german, null);
    const language = async () =>
      (await owner.query("select language from person where id = $1", [id])).rows[0].language;
    expect(await language()).toBe("en");
    await owner.query("update person set language = 'de' where id = $1", [id]);
    await admitAccount(german, null);
    expect(await language()).toBe("de");
    await admitAccount(german, "en");
    expect(await language()).toBe("en");
  });

  test("a link never opens an account with the same address", async () => {
    const account = await admitAccount(ana, null);
    const link = await admitAddress("ana@mail.example", "en");
    expect(link).not.toBe(account);
    const { rows } = await owner.query("select kind, iss, sub, account, roles from person where id = $1", [link]);
    const [person] = rows;
    expect(person).toMatchObject({ kind: "link", iss: "link", account: null, roles: [] });
    expect(person.sub).not.toContain("ana");
  });

  test("the database itself gives no role to somebody who came by link", async () => {
    const id = await admitAddress("staff@klangwerk.example", "de");
    const update = owner.query("update person set roles = '{dpo}' where id = $1", [id]);
    await expect(update).rejects.toThrow(/check constraint/);
  });

  test("name and address lie sealed", async () => {
    await admitAccount({ ...ana, sub: "sealed" }, null);
    const { rows } = await owner.query("select email, name from person where sub = 'sealed'");
    expect(Buffer.concat([rows[0].email, rows[0].name]).toString("latin1")).not.toMatch(/ana/i);
  });
});
