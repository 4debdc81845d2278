import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { openMail } from "../mail/outbox";
import { askForLink, followLink } from "./link";
import { actorOf, newToken } from "./session";
import { leaveDatabase, signInDatabase } from "./sign-in.fixture";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await signInDatabase("link", "http://localhost:1");
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await leaveDatabase(database);
});
beforeEach(() => owner.query("truncate rate, mail, sign_in_link cascade; delete from meta where key = 'ahead'"));

const wish = { address: "cleo@mail.example", browser: "a browser", language: "en", visitor: "203.0.113.5" } as const;

async function mails() {
  const { rows } = await owner.query<{ sealed: Buffer }>("select sealed from mail order by made_at");
  return rows.map((row) => openMail(row.sealed));
}

async function linkFor(address: string): Promise<string> {
  expect(await askForLink({ ...wish, address })).toEqual({ ok: true, value: undefined });
  const text = (await mails()).at(-1)?.text ?? "";
  return /token=([\w-]+)/.exec(text)?.[1] ?? "";
}

describe("the e-mail link", () => {
  test("goes to exactly the address that asked, lower-cased, and holds nothing but a token", async () => {
    await linkFor("  Cleo@Mail.Example ");
    const [mail] = await mails();
    expect(mail?.to).toEqual({ name: "", address: "cleo@mail.example" });
    expect(mail?.text).toMatch(/http:\/\/localhost:3000\/sign-in\/confirm\?token=[\w-]{43}\n/);
    expect(`${mail?.subject} ${mail?.text} ${mail?.html}`).not.toContain("cleo");
  });

  test.each([
    "a@victim.example\r\nBcc: b@attacker.example",
    "victim@victim.example <b@attacker.example>",
    "a@victim.example, b@attacker.example",
    "a@victim.example; b@attacker.example",
    "group: a@victim.example, b@attacker.example;",
    '"b@attacker.example"@victim.example',
    "(comment)a@victim.example",
    "a@victim.example(b@attacker.example)",
    "a b@victim.example",
    "a@localhost",
    "@victim.example",
    "a@@victim.example",
    "a\u0000@victim.example",
  ])("writes to nobody for %j", async (address) => {
    expect(await askForLink({ ...wish, address })).toEqual({ ok: false, reason: "not-an-address" });
    expect(await mails()).toEqual([]);
  });

  test("opens a session by link, once", async () => {
    const token = await linkFor(wish.address);
    const followed = await followLink(token, wish.browser, null);
    const who = followed.ok ? await actorOf(followed.value.token) : null;
    expect(who).toMatchObject({ door: "link", account: null, email: "cleo@mail.example", roles: ["subject"] });
    expect(await followLink(token, wish.browser, null)).toEqual({ ok: false, reason: "not-usable" });
  });

  test("of two presses at the same time one gets in", async () => {
    const token = await linkFor(wish.address);
    const both = await Promise.all([1, 2].map(() => followLink(token, wish.browser, null)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([
    { how: "in another browser", browser: "another browser" },
    { how: "in a browser without the cookie", browser: null },
  ])("does not work $how, and stays good for the right one", async ({ browser }) => {
    const token = await linkFor(wish.address);
    expect((await followLink(token, browser, null)).ok).toBe(false);
    expect((await followLink(token, wish.browser, null)).ok).toBe(true);
  });

  test("does not work after ten minutes", async () => {
    const token = await linkFor(wish.address);
    await owner.query("insert into meta values ('ahead', '601 seconds')");
    expect((await followLink(token, wish.browser, null)).ok).toBe(false);
  });

  test("does not work with a token that nobody drew", async () => {
    expect((await followLink(newToken(), wish.browser, null)).ok).toBe(false);
  });

  test("token and address lie hashed and sealed in the database", async () => {
    const token = await linkFor(wish.address);
    const { rows } = await owner.query("select id, browser, address::text from sign_in_link");
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(wish.browser);
    expect(Buffer.from(rows[0].address.slice(2), "hex").toString("latin1")).not.toContain("cleo");
  });

  test("the sixth wish for one address in a quarter of an hour is answered alike and sends nothing", async () => {
    for (let n = 0; n < 6; n++) expect((await askForLink({ ...wish, visitor: String(n) })).ok).toBe(true);
    expect(await mails()).toHaveLength(5);
  });

  test("one visitor is held up after a hundred wishes, whatever the addresses", async () => {
    await owner.query("delete from rate");
    for (let n = 0; n < 100; n++) await askForLink({ ...wish, address: `a${n}@mail.example` });
    expect(await askForLink({ ...wish, address: "z@mail.example" })).toEqual({ ok: false, reason: "too-many" });
    expect((await askForLink({ ...wish, address: "z@mail.example", visitor: "198.51.100.1" })).ok).toBe(true);
  });

  test("takes as long for a person who is known as for one who is not", async () => {
    const token = await linkFor("known@mail.example");
    await followLink(token, wish.browser, null);
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    // Taken in turns, so that whatever else this machine does hits both alike.
    for (let n = 0; n < 150; n++)
      for (const who of ["known", "unknown"] as const) {
        await owner.query("delete from rate");
        const before = performance.now();
        await askForLink({ ...wish, address: `${who}@mail.example` });
        times[who].push(performance.now() - before);
      }
    const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;
    const [known, unknown] = [median(times.known), median(times.unknown)];
    // On a busy machine everything takes longer, and so does the difference between two medians of the same.
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(5, unknown / 5));
  });
});
