import { generateKeyPairSync } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { signNote, verifierOf, type Verifier } from "../../log/note";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { noteSystem } from "../system-chain";
import { keepLog } from "./keep";
import { logOrigin, logSigners, logVerifiers } from "./keys";
import { verifyLog } from "./verify-log";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let owner: pg.Client;
const references: string[] = [];
const tables = ["event", "system_event", "log_leaf", "log_node", "log_checkpoint", "log_waiting", "gate"];

beforeAll(async () => {
  portal = await openTestPortal("verify_log");
  const key = generateKeyPairSync("ed25519").privateKey;
  process.env.LOG_KEY = key.export({ format: "der", type: "pkcs8" }).toString("base64");
  owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  const who = await signedIn();
  for (const state of ["delivered", "received", "delivered"] as const) {
    references.push(await fileRequest(who, { state }));
    await db().$transaction((tx) => noteSystem(tx, "tax-year-proposed", { data: { year: 2019 } }));
    await keepLog();
  }
  for (const table of [...tables, "request", "system_chain"]) {
    await owner.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
    await owner.query(`ALTER TABLE "${table}" NO FORCE ROW LEVEL SECURITY`);
    await owner.query(`CREATE TEMP TABLE "kept_${table}" AS TABLE "${table}"`);
  }
}, 120_000);
afterEach(async () => {
  for (const table of tables) {
    await owner.query(`DELETE FROM "${table}"`);
    await owner.query(`INSERT INTO "${table}" OVERRIDING SYSTEM VALUE TABLE "kept_${table}"`);
  }
  await owner.query(
    `UPDATE request r SET state = k.state, head_hash = k.head_hash, head_seq = k.head_seq FROM kept_request k WHERE k.id = r.id`,
  );
  await owner.query(
    "UPDATE system_chain c SET head_hash = k.head_hash, head_seq = k.head_seq FROM kept_system_chain k",
  );
});
afterAll(async () => {
  await owner.end();
  await portal.close();
});

const known = (): Verifier[] => logVerifiers().flatMap((text) => verifierOf(text) ?? []);
async function found(asked: Parameters<typeof verifyLog>[0] = { keys: known() }): Promise<string[]> {
  const { ok, findings } = await verifyLog(asked);
  expect(ok).toBe(findings.length === 0);
  return [...new Set(findings.map(({ code }) => code))].toSorted();
}

test("what was recorded is whole, and everything was looked at", async () => {
  const events = (await db().event.count()) + (await db().systemEvent.count());
  const seen: number[] = [];
  const verified = await verifyLog({ keys: known(), progress: (count) => seen.push(count) });
  expect(verified).toEqual({ ok: true, findings: [], more: 0, requests: 3, events, entries: events, checkpoints: 3 });
  expect(seen.at(-1)).toBe(events);
});

test("an event that waits for its place is no finding", async () => {
  await owner.query("ALTER TABLE system_event ENABLE TRIGGER USER");
  await db().$transaction((tx) => noteSystem(tx, "tax-year-proposed", { data: { year: 2020 } }));
  await owner.query("ALTER TABLE system_event DISABLE TRIGGER USER");
  expect(await found()).toEqual([]);
  await owner.query("UPDATE log_waiting SET hash = sha256('x')");
  expect(await found()).toEqual(["not-in-log"]);
});

const first = () => references[0] ?? "";
const tamperings: [name: string, sql: () => string, codes: string[]][] = [
  [
    "a word of an event changed",
    () =>
      `UPDATE event SET data = '{"letter":"refusal","package":null}' WHERE fact = 'delivered' AND request = '${first()}'`,
    ["wrong-hash"],
  ],
  [
    "an event left out of the middle",
    () => `DELETE FROM event WHERE request = '${first()}' AND seq = 2`,
    ["broken-link", "entry-without-event", "gap", "illegal-move", "other-plan", "wrong-head"],
  ],
  [
    "the tail cut",
    () => `DELETE FROM event WHERE request = '${first()}' AND fact = 'delivered'`,
    ["entry-without-event", "wrong-head", "wrong-state"],
  ],
  [
    "the tail cut, and the request's row with it",
    () => `DELETE FROM event WHERE request = '${first()}' AND fact = 'delivered';
      UPDATE request r SET state = e.fact, head_seq = e.seq, head_hash = e.hash FROM event e
      WHERE e.request = r.id AND r.id = '${first()}' AND e.fact = 'fulfilled'`,
    ["entry-without-event"],
  ],
  [
    "every event of a request gone",
    () => `DELETE FROM event WHERE request = '${first()}'`,
    ["entry-without-event", "wrong-head"],
  ],
  ["the state alone changed", () => `UPDATE request SET state = 'refused' WHERE id = '${first()}'`, ["wrong-state"]],
  [
    "a line of the system gone",
    () => "DELETE FROM system_event WHERE seq = 1",
    ["broken-link", "entry-without-event", "gap", "wrong-head"],
  ],
  [
    "a download that no gate let through",
    () => `WITH last AS (SELECT * FROM event WHERE request = '${first()}' ORDER BY seq DESC LIMIT 1)
      INSERT INTO event SELECT request, seq + 1, at, 'downloaded', actor_role, actor_id, '{"count":1}', NULL, hash, repeat('0', 64) FROM last`,
    ["no-gate", "not-in-log", "wrong-hash", "wrong-head"],
  ],
  [
    "an entry of the log exchanged",
    () => "UPDATE log_leaf SET hash = sha256('x') WHERE no = 2",
    ["other-entry", "wrong-node"],
  ],
  ["an entry left out", () => "DELETE FROM log_leaf WHERE no = 2", ["log-gap", "not-in-log"]],
  ["a leaf exchanged", () => "UPDATE log_node SET hash = sha256('x') WHERE level = 0 AND index = 2", ["wrong-node"]],
  [
    "a node exchanged",
    () => "UPDATE log_node SET hash = sha256('x') WHERE level = 2 AND index = 0",
    ["wrong-node", "wrong-root"],
  ],
  ["a node gone", () => "DELETE FROM log_node WHERE level = 1 AND index = 1", ["log-gap", "wrong-node"]],
  [
    "a checkpoint exchanged",
    () => "UPDATE log_checkpoint SET note = (SELECT note FROM log_checkpoint ORDER BY size LIMIT 1)",
    ["no-checkpoint"],
  ],
  [
    "a checkpoint with a letter changed",
    () => "UPDATE log_checkpoint SET note = overlay(note PLACING 'x' FROM 1)",
    ["not-signed"],
  ],
  ["a checkpoint that is none", () => "UPDATE log_checkpoint SET note = 'x'", ["no-checkpoint", "not-signed"]],
];

test.each(tamperings)("%s is found", async (_, sql, codes) => {
  await owner.query(sql());
  expect(await found()).toEqual(codes);
});

test("an event rewritten with everything after it, the whole tree too, contradicts what was signed", async () => {
  // Whoever owns the database can make all of it fit, but for the signatures.
  await owner.query("UPDATE log_node SET hash = sha256('x') WHERE level = 0 AND index = 0");
  await owner.query("UPDATE log_leaf SET hash = sha256('y') WHERE no = 0");
  expect(await found()).toContain("wrong-node");
  const { note } = await db().logCheckpoint.findFirstOrThrow({ orderBy: { size: "asc" } });
  const forged = note.replace(/\n[A-Za-z0-9+/]{43}=\n/, `\n${Buffer.alloc(32, 1).toString("base64")}\n`);
  await owner.query("UPDATE log_checkpoint SET note = $1 WHERE size = (SELECT min(size) FROM log_checkpoint)", [
    forged,
  ]);
  expect(await found()).toEqual(["not-signed", "other-entry", "wrong-node", "wrong-root"]);
});

test("a checkpoint from elsewhere: ours, another log's, a longer one, one of another key", async () => {
  const { note, size } = await db().logCheckpoint.findFirstOrThrow({ orderBy: { size: "asc" } });
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const signed = (of: string) => signNote(of, logSigners());
  const given = (checkpoint: string) => found({ keys: known(), checkpoint });
  expect(await given(note)).toEqual([]);
  expect(await given(signed(text.replace(logOrigin(), "shop.example/rightful")))).toEqual(["other-log"]);
  expect(await given(signed(text.replace(`\n${size}\n`, "\n9000\n")))).toEqual(["beyond-the-log"]);
  expect(await given(signed(text.replace(`\n${size}\n`, `\n${size + 1n}\n`)))).toEqual(["wrong-root"]);
  expect(await given("hello\n")).toEqual(["no-checkpoint", "not-signed"]);
  const stranger = { name: logOrigin(), key: generateKeyPairSync("ed25519").privateKey };
  expect(await given(signNote(text, [stranger]))).toEqual(["not-signed"]);
});
