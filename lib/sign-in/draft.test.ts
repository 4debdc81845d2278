import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import pg from "pg";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { admitAddress } from "./admit";
import { markOf } from "./opened-by";
import { draftOf, dropDraft, keepDraft, type Draft } from "./draft";
import { endOtherSessions, ownSessions } from "./own-sessions";
import { actorOf, endSession, newToken, startSession, tokenHash } from "./session";
import { leaveDatabase, signInDatabase } from "./sign-in.fixture";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await signInDatabase("draft", "http://localhost:1");
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await leaveDatabase(database);
});
beforeEach(() => owner.query("delete from meta where key = 'ahead'"));

const form = { line: "pause", path: "/my/pause" } as const;
const typed: Draft = {
  ...form,
  values: { words: ["My synthesiser is called Bertha."], category: ["order", "repair"] },
};

async function signIn(address: string, before: string | null = null): Promise<string> {
  const token = newToken();
  await startSession(token, await admitAddress(address, "en"), { door: "link", age: 0, acr: null, amr: [] }, before);
  return token;
}

async function waits(token: string): Promise<Draft | null> {
  const who = await actorOf(token);
  if (!who) throw new Error("nobody is signed in");
  return draftOf(who);
}

const overnight = () => owner.query("insert into meta values ('ahead', '31 minutes')");

test("what was typed too late waits for the same person in the same browser, and nowhere in the clear", async () => {
  const old = await signIn("ana@post.example");
  await overnight();
  expect(await actorOf(old)).toBeNull();
  expect(await keepDraft(old, typed)).toBe(true);
  const { rows } = await owner.query("select encode(draft, 'escape') as draft from session where draft is not null");
  expect(rows).toHaveLength(1);
  expect(rows[0].draft).not.toContain("Bertha");
  expect(await waits(await signIn("ana@post.example", old))).toEqual(typed);
});

test("a tab that stayed open over night: the session has run out, and the browser still knows whose it was", async () => {
  const old = newToken();
  const person = await admitAddress("ana@post.example", "en");
  const held = await startSession(old, person, { door: "link", age: 0, acr: null, amr: [] }, null);
  await owner.query("insert into meta values ('ahead', '13 hours')");
  expect(await actorOf(old)).toBeNull();
  const { rows } = await owner.query<{ now: Date }>("select portal_now() as now");
  expect(held.getTime()).toBeGreaterThan(rows[0]?.now.getTime() ?? Infinity);
  expect(await keepDraft(old, typed)).toBe(true);
  expect(await waits(await signIn("ana@post.example", old))).toEqual(typed);
});

test("words from a form that was shown to somebody else are kept for nobody", async () => {
  const old = await signIn("ana@post.example");
  const { rows } = await owner.query<{ person: string }>(
    "select person_id as person from session order by created_at desc limit 1",
  );
  await overnight();
  expect(await keepDraft(old, typed, markOf({ person: "somebody else" }))).toBe(false);
  expect(await keepDraft(old, typed, "")).toBe(false);
  expect(await keepDraft(old, typed, markOf({ person: rows[0]?.person ?? "" }))).toBe(true);
});

test("somebody else who signs in there does not find it, and it is gone", async () => {
  const old = await signIn("ana@post.example");
  await keepDraft(old, typed);
  const other = await signIn("ben@post.example", old);
  expect(await waits(other)).toBeNull();
  expect(await waits(await signIn("ana@post.example", other))).toBeNull();
});

test("another browser of the same person does not find it", async () => {
  await keepDraft(await signIn("ana@post.example"), typed);
  expect(await waits(await signIn("ana@post.example"))).toBeNull();
});

test("it waits until its own form is sent, and the newer one counts", async () => {
  const token = await signIn("ana@post.example");
  await keepDraft(token, { ...typed, values: { words: ["older"] } });
  await keepDraft(token, typed);
  const who = (await actorOf(token))!;
  await dropDraft(who, { line: "pause", path: "/my/elsewhere" });
  await dropDraft(who, { line: "cancel", path: "/my/pause" });
  expect(await waits(token)).toEqual(typed);
  await dropDraft(who, form);
  expect(await waits(token)).toBeNull();
});

test("it is not kept where nobody can tell whose it is, nor without end", async () => {
  expect(await keepDraft(newToken(), typed)).toBe(false);
  const token = await signIn("ana@post.example");
  expect(await keepDraft(token, { ...form, values: { words: ["x".repeat(200_001)] } })).toBe(false);
});

test("what is typed after somebody signed out in another tab waits as well, for the one to whom the form was shown", async () => {
  const old = await signIn("ana@post.example");
  const who = (await actorOf(old))!;
  await keepDraft(old, { ...typed, values: { words: ["left behind on purpose"] } });
  await endSession(old);
  expect(await actorOf(old)).toBeNull();
  const { rows } = await owner.query("select draft from session where id = $1", [tokenHash(old)]);
  expect(rows).toEqual([{ draft: null }]);
  // Without a mark, or with somebody else's, the words may be anybody's who sits there now.
  expect(await keepDraft(old, typed)).toBe(false);
  expect(await keepDraft(old, typed, markOf({ person: "somebody else" }))).toBe(false);
  expect(await keepDraft(old, typed, markOf(who))).toBe(true);
  // Ended once more, by a press in yet another tab, it still waits; and it opens nothing.
  await endSession(old);
  expect(await actorOf(old)).toBeNull();
  expect(await waits(await signIn("ana@post.example", old))).toEqual(typed);
  expect((await owner.query("select from session where id = $1", [tokenHash(old)])).rowCount).toBe(0);
});

test("after signing out, somebody else who signs in there does not find what was typed, and it is gone", async () => {
  const old = await signIn("ana@post.example");
  const mark = markOf((await actorOf(old))!);
  await endSession(old);
  expect(await keepDraft(old, typed, mark)).toBe(true);
  const other = await signIn("ben@post.example", old);
  expect(await waits(other)).toBeNull();
  expect(await waits(await signIn("ana@post.example", other))).toBeNull();
  expect(await keepDraft(old, typed, mark)).toBe(false);
});

test("a device that was signed out from another one keeps what is typed there for the same person", async () => {
  const here = await signIn("ana@post.example");
  const far = await signIn("ana@post.example");
  const who = (await actorOf(here))!;
  process.env.POLICY_FILE = "policy.yaml";
  expect(await endOtherSessions(who)).toEqual({ ok: true });
  expect(await actorOf(far)).toBeNull();
  expect((await ownSessions(who)).map(({ here: is }) => is)).toEqual([true]);
  expect(await keepDraft(far, typed, markOf(who))).toBe(true);
  expect(await waits(here)).toBeNull();
  expect(await waits(await signIn("ana@post.example", far))).toEqual(typed);
});
