/**
 * Row-level security, asked of the database itself: every table × every sight, with a row of Ana's and a row of Ben's in
 * each. What a page forgets to ask for must not be answered.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../demo/postgres/test-database";
import { actor } from "../lib/actor";
import { closeDb, db, transactionAs } from "../lib/db";
import { openTables } from "../lib/server/open-tables";
import { ownSight, staffSight, type Sight } from "../lib/sight";
import { rowsOf, tablesWith, type Rows, notForTheSubject, anybodyEnters, notForTheDesk } from "./row-security.fixture";

let database: TestDatabase;
let owner: pg.Client;
let web: pg.Client;
let ana: Rows;
let ben: Rows;
/** Tables with row-level security, as the database has them. */
const guarded = await tablesWith("relrowsecurity AND relforcerowsecurity");

beforeAll(async () => {
  database = await testDatabase("row-security");
  [owner, web] = [new pg.Client(database.ownerUrl), new pg.Client(database.url("web"))];
  await Promise.all([owner.connect(), web.connect()]);
  ana = await rowsOf(owner, "ana");
  ben = await rowsOf(owner, "ben");
  process.env.DATABASE_URL = database.url("web");
});
afterAll(async () => {
  await closeDb();
  await Promise.all([owner.end(), web.end()]);
  await database.drop();
});

const person = (id: string, ...roles: ("subject" | "reviewer" | "dpo" | "legal" | "operator")[]) =>
  actor({
    person: id,
    roles,
    door: "oidc",
    authAge: 1,
    session: null,
    account: null,
    email: null,
    name: null,
    language: "en",
  });
const [subject, staff] = [({ person: id }: Rows): Sight => ownSight(person(id, "subject")), (): Sight => staffSight(person(randomUUID(), "reviewer"))]; // prettier-ignore

/** Runs one statement as the web's role with a sight, and takes it back. Gives the rows it returned. */
async function look(
  sight: Sight,
  sql: string,
  values: unknown[] = [],
  client = web,
): Promise<Record<string, unknown>[]> {
  await client.query("BEGIN");
  try {
    const { role, person: who, key } = { role: "", person: "", key: "", ...sight };
    const settings = ["role", "person", "key"].map((name, at) => `set_config('rightful.${name}', $${at + 1}, true)`);
    await client.query(`SELECT ${settings.join(", ")}`, [role, who ?? "", key ?? ""]);
    return (await client.query(sql, values)).rows;
  } finally {
    await client.query("ROLLBACK");
  }
}

const quoted = (table: string) => pg.escapeIdentifier(table);
const all = (table: string) => `SELECT to_jsonb(t) AS row FROM ${quoted(table)} t`;
const seen = async (sight: Sight, table: string, client = web) =>
  (await look(sight, all(table), [], client)).map(({ row }) => row);

test("every table is guarded or named with a reason, and none is both", async () => {
  const open = await tablesWith("NOT (relrowsecurity AND relforcerowsecurity)");
  expect(open).toEqual(Object.keys(openTables).toSorted());
  for (const reason of Object.values(openTables)) expect(reason.length).toBeGreaterThan(15);
});

test("the fixture has a row of each person in every guarded table", () => {
  // A new table? Say in the migration who sees it, and add its rows to row-security.fixture.ts.
  expect(Object.keys(ana.of).toSorted()).toEqual(guarded);
  expect(Object.keys(ben.of).toSorted()).toEqual(guarded);
});

describe.each(guarded)("%s", (table) => {
  test("without a word about who looks shows nothing to web and everything to the worker", async () => {
    expect(await seen(null, table)).toEqual([]);
    const worker = new pg.Client(database.url("worker"));
    await worker.connect();
    const found = await seen(null, table, worker).finally(() => worker.end());
    expect(found).toEqual(expect.arrayContaining([ana.of[table], ben.of[table]]));
  });

  test("shows a person at most their own rows, and the worker who looks as them no more", async () => {
    const worker = new pg.Client(database.url("worker"));
    await worker.connect();
    const expected = notForTheSubject.includes(table) ? [] : [ben.of[table]];
    expect(await seen(subject(ben), table)).toEqual(expected);
    expect(await seen(subject(ben), table, worker).finally(() => worker.end())).toEqual(expected);
  });

  test("shows the desk both or none", async () => {
    const found = await seen(staff(), table);
    if (table === "person" || notForTheDesk.includes(table)) expect(found).toEqual([]);
    else expect(found).toEqual(expect.arrayContaining([ana.of[table], ben.of[table]]));
  });

  test.each(["nobody", "Ben", "an e-mail link's door"])(
    "takes no row of Ana's from %s, and lets none be changed",
    async (who) => {
      const door: Sight = { role: "door", key: "a key that fits nothing" };
      const sight = who === "nobody" ? null : who === "Ben" ? subject(ben) : door;
      const row = JSON.stringify(ana.of[table]);
      const insert = `INSERT INTO ${quoted(table)} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${quoted(table)}, $1)`;
      if (!(who === "Ben" && anybodyEnters.includes(table)))
        await expect(look(sight, insert, [row])).rejects.toThrow(/row-level security|permission denied/);
      const column = quoted(Object.keys(ana.of[table] ?? {})[0] ?? "");
      for (const sql of [
        `UPDATE ${quoted(table)} t SET ${column} = ${column} WHERE to_jsonb(t) = $1 RETURNING 1`,
        `DELETE FROM ${quoted(table)} t WHERE to_jsonb(t) = $1 RETURNING 1`,
      ]) {
        const touched = await look(sight, sql, [row]).catch((error: Error) => {
          expect(error.message).toMatch(/row-level security|permission denied|append-only/);
          return [];
        });
        expect(touched).toEqual([]);
      }
    },
  );
});

describe("the narrow sights", () => {
  const event = `INSERT INTO event (request, seq, at, fact, actor_role, actor_id, data, prev, hash)
     VALUES ($1, 9, now(), $2, 'system', 'x', '{}', 'x', repeat('0', 64))`;
  const say = (sight: Sight, fact: string, { request }: Rows) => look(sight, event, [request, fact]);
  test("a door shows the one session, person or link whose key was brought along", async () => {
    const { session, sign_in_link: link } = ana.of;
    const door = (key: unknown): Sight => ({ role: "door", key: String(key) });
    expect(await seen(door(session?.id), "session")).toEqual([session]);
    expect(await seen(door(session?.id), "person")).toEqual([ana.of.person]);
    expect(await seen(door("ana"), "person")).toEqual([ana.of.person]);
    expect(await seen(door(link?.id), "sign_in_link")).toEqual([link]);
    for (const table of guarded.filter((name) => !["person", "session", "sign_in_link"].includes(name)))
      expect(await seen(door(session?.id), table), table).toEqual([]);
  });

  test("a receipt shows one request with its letters, whoever's it is", async () => {
    const receipt: Sight = { role: "receipt", key: ana.request };
    const shown = ["request", "submission", "request_key", "letter", "drawer", "event", "recipient_notice", "removal", "decision", "duty"]; // prettier-ignore
    for (const table of guarded)
      expect(await seen(receipt, table), table).toEqual(shown.includes(table) ? [ana.of[table]] : []);
  });

  test("a proof shows what was promised to the person of one request, and writes nothing", async () => {
    const proof: Sight = { role: "proof", key: ana.request };
    const shown = ["event", "request_key", "plan", "decision", "answer", "list_chunk", "drawer"];
    for (const table of guarded)
      expect(await seen(proof, table), table).toEqual(shown.includes(table) ? [ana.of[table]] : []);
  });

  test("the register of one request shows who of the staff acted, and legal's own notes, which only they write", async () => {
    const register: Sight = { role: "register", key: ana.request, person: ana.person };
    const shown = ["legal_note", "pseudonym", "request", "request_key"];
    for (const table of guarded)
      expect(await seen(register, table), table).toEqual(shown.includes(table) ? [ana.of[table]] : []);
    const leave = ({ request }: Rows, by: Rows) =>
      look(register, "INSERT INTO legal_note (request, sealed, written_by) VALUES ($1, 'x', $2)", [request, by.person]);
    await expect(leave(ana, ana)).resolves.toEqual([]);
    await expect(leave(ben, ana)).rejects.toThrow(/row-level security/);
    await expect(leave(ana, ben)).rejects.toThrow(/row-level security/);
  });

  test("a stop link shows the request it names, and writes down nothing but the stop", async () => {
    const stop: Sight = { role: "stop", key: String(ana.of.stop_link?.id) };
    const shown = ["package", "request", "stop_link"];
    for (const table of guarded)
      expect(await seen(stop, table), table).toEqual(shown.includes(table) ? [ana.of[table]] : []);
    const leave = (kind: string, { request }: Rows) =>
      look(stop, "INSERT INTO task (request, kind, due_on) VALUES ($1, $2, now())", [request, kind]);
    await expect(leave("stopped", ana)).resolves.toEqual([]);
    await expect(leave("second-refusal", ana)).rejects.toThrow(/row-level security/);
    await expect(leave("stopped", ben)).rejects.toThrow(/row-level security/);
  });

  test("a recipient's link shows the notice it names, and writes down nothing but that it was read and holds", async () => {
    const recipient: Sight = { role: "recipient", key: String(ana.of.recipient_link?.id) };
    const shown = ["recipient_link", "recipient_notice", "request", "request_key"];
    for (const table of guarded)
      expect(await seen(recipient, table), table).toEqual(shown.includes(table) ? [ana.of[table]] : []);
    await expect(say(recipient, "recipient-told", ana)).resolves.toEqual([]);
    await expect(say(recipient, "delivered", ana)).rejects.toThrow(/row-level security/);
    await expect(say(recipient, "recipient-told", ben)).rejects.toThrow(/row-level security/);
  });

  test("the link of a task shows the one task it names, and writes down nothing but that it was opened and answered", async () => {
    const handed: Sight = { role: "handed", key: String(ana.of.task_link?.id) };
    const shown = ["request", "request_key", "task", "task_link"];
    for (const table of guarded)
      expect(await seen(handed, table), table).toEqual(shown.includes(table) ? [ana.of[table]] : []);
    await expect(say(handed, "hand-over-answered", ana)).resolves.toEqual([]);
    await expect(say(handed, "approved", ana)).rejects.toThrow(/row-level security/);
    await expect(say(handed, "hand-over-answered", ben)).rejects.toThrow(/row-level security/);
    const drawer = `INSERT INTO drawer (request, kind, "commit", sealed) VALUES ($1, $2, '', '')`;
    const put = (kind: string, { request }: Rows) => look(handed, drawer, [request, kind]);
    await expect(put("hand-over answer", ana)).resolves.toEqual([]);
    await expect(put("opinion", ana)).rejects.toThrow(/row-level security/);
    await expect(put("hand-over answer", ben)).rejects.toThrow(/row-level security/);
  });

  test("an attempt shows the package that was knocked for and writes down nothing but that", async () => {
    const attempt: Sight = { role: "attempt", key: ana.request };
    for (const table of guarded)
      expect(await seen(attempt, table), table).toEqual(table === "package" ? [ana.of.package] : []);
    const write = (outcome: string, { of }: Rows) =>
      look(attempt, "INSERT INTO gate (package_id, outcome) VALUES ($1, $2)", [of.package?.id, outcome]);
    await expect(write("not-found", ana)).resolves.toEqual([]);
    await expect(write("opened", ana)).rejects.toThrow(/row-level security/);
    await expect(write("not-found", ben)).rejects.toThrow(/row-level security/);
  });

  test("a person reads the letters of the drawer and the tasks by hand, not the house's own notes", async () => {
    const note = [ben.request];
    await owner.query(`INSERT INTO drawer (request, kind, "commit", sealed) VALUES ($1, 'opinion', '', '')`, note);
    await owner.query("INSERT INTO task (request, kind, due_on) VALUES ($1, 'second-refusal', now())", note);
    expect(await seen(subject(ben), "drawer")).toEqual([ben.of.drawer]);
    expect(await seen(subject(ben), "task")).toEqual([ben.of.task]);
    const add = `INSERT INTO drawer (request, kind, "commit", sealed) VALUES ($1, 'opinion', '', '')`;
    await expect(look(subject(ben), add, note)).rejects.toThrow(/row-level security/);
  });

  test("nobody files a request for another's account", async () => {
    const file = `INSERT INTO request SELECT (jsonb_populate_record(NULL::request, $1)).*`;
    const wish = { ...ben.of.request, id: "R-ZZZZZZZZZZZZZZZZ", right: "erasure" };
    await expect(look(subject(ben), file, [JSON.stringify(wish)])).resolves.toEqual([]);
    const foreign = JSON.stringify({ ...wish, account: ana.of.request?.account });
    await expect(look(subject(ben), file, [foreign])).rejects.toThrow(/row-level security/);
  });

  test("nobody approves in a colleague's name", async () => {
    const sight = staffSight(person(ben.person, "reviewer"));
    const approve =
      "INSERT INTO approval (request, plan_no, kind, person_id, plan_hash) VALUES ($1, 1, 'second', $2, '')";
    await expect(look(sight, approve, [ana.request, ben.person])).resolves.toEqual([]);
    await expect(look(sight, approve, [ana.request, ana.person])).rejects.toThrow(/row-level security/);
  });

  test("roles that do not work on requests have no desk's sight", () => {
    for (const role of ["subject", "operator"] as const)
      expect(staffSight(person(ana.person, role))).toEqual({ role: "subject", person: ana.person });
  });
});

describe("through Prisma", () => {
  test("a findMany without any where gives a person their own requests and all that hangs on them", async () => {
    const rows = await transactionAs(subject(ana), (tx) =>
      tx.request.findMany({ include: { letters: true, events: true } }),
    );
    expect(rows.map(({ id }) => id)).toEqual([ana.request]);
    const events = await transactionAs(subject(ana), (tx) => tx.event.findMany());
    expect(new Set(events.map(({ request }) => request))).toEqual(new Set([ana.request]));
    expect(await transactionAs(subject(ana), (tx) => tx.request.updateMany({ data: { tries: 0 } }))).toEqual({
      count: 1,
    });
  });

  test("what was said about one transaction is gone for the next user of the connection", async () => {
    // More at once than the pool has connections, so each is used by several; then nobody says who looks.
    const turns = Array.from({ length: 40 }, (_, n) => (n % 2 ? ana : ben));
    const found = await Promise.all(turns.map((who) => transactionAs(subject(who), (tx) => tx.request.findMany())));
    expect(found.map((rows) => rows.map(({ id }) => id))).toEqual(turns.map(({ request }) => [request]));
    const after = await Promise.all(Array.from({ length: 40 }, () => db().request.count()));
    expect(new Set(after)).toEqual(new Set([0]));
  });

  test("nor does it outlive a transaction that failed", async () => {
    const failing = transactionAs(staff(), async (tx) => {
      expect(await tx.request.count()).toBe(2);
      throw new Error("the step failed");
    });
    await expect(failing).rejects.toThrow("the step failed");
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => db().request.count())))).toEqual(new Set([0]));
  });
});
