import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../../demo/postgres/test-database";
import { closeDb, db } from "../../db";
import { closeBoss } from "../../jobs/wake";
import { checkpointOf } from "../../log/checkpoint";
import { openNote, verifierOf, verifierText } from "../../log/note";
import { provesConsistency, provesInclusion } from "../../log/proof";
import { consistencyPath, inclusionPath, leafHash } from "../../log/tree";
import { noteSystem } from "../system-chain";
import { appendToLog } from "./append";
import { keepLog } from "./keep";
import { overLog } from "./nodes";
import { RewrittenLog } from "./last";

let owner: pg.Client;
const pair = () => generateKeyPairSync("ed25519").privateKey;
const inEnv = (key: ReturnType<typeof pair>) => key.export({ format: "der", type: "pkcs8" }).toString("base64");
const key = pair();

beforeAll(async () => {
  const database = await testDatabase("log");
  Object.assign(process.env, {
    DATABASE_URL: database.url("worker"),
    APP_URL: "https://privacy.klangwerk.example",
    LOG_KEY: inEnv(key),
    MASTER_KEY: randomBytes(32).toString("base64"),
    POLICY_FILE: "policy.yaml",
  });
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await Promise.all([owner.end(), closeBoss()]);
  await closeDb();
});
beforeEach(() => {
  delete process.env.LOG_KEY_NEXT;
});

const happens = (year: number) => db().$transaction((tx) => noteSystem(tx, "tax-year-proposed", { data: { year } }));
const known = (of: ReturnType<typeof pair>) => {
  const verifier = verifierOf(verifierText({ name: "privacy.klangwerk.example/rightful", key: createPublicKey(of) }));
  if (!verifier) throw new Error("no key");
  return verifier;
};
function opened(note: string | null, by = key) {
  const result = openNote(note ?? "", [known(by)]);
  if (!result.ok) throw new Error(result.problem);
  const checkpoint = checkpointOf(result.text);
  if (!checkpoint) throw new Error("no checkpoint");
  return checkpoint;
}

test("every event becomes an entry, and a signed checkpoint stands for all of them", async () => {
  for (const year of [2014, 2015, 2016]) await happens(year);
  const checkpoint = opened(await keepLog());
  expect(checkpoint).toMatchObject({ origin: "privacy.klangwerk.example/rightful", size: 3 });
  const events = await db().systemEvent.findMany({ orderBy: { seq: "asc" } });
  for (const [index, { hash }] of events.entries()) {
    const path = await overLog(db(), (nodeOf) => inclusionPath(index, 3, nodeOf));
    const leaf = leafHash(Buffer.from(hash, "hex"));
    expect(provesInclusion({ index, size: 3, root: checkpoint.root, leaf }, path)).toBe(true);
  }
  expect(await keepLog()).toBeNull();
});

test("32 writers and three that append: no gap, none twice, each once, and every checkpoint continues every other", async () => {
  const before = await db().logCheckpoint.count();
  const writing = Promise.all(
    Array.from({ length: 32 }, async (_, writer) => {
      for (let n = 0; n < 5; n++) await happens(2000 + ((writer + n) % 20));
    }),
  );
  let isDone = false;
  const appending = Promise.all(
    [7, 11, 64].map(async (limit) => {
      while (!isDone) await appendToLog(limit);
    }),
  );
  const sealing = (async () => {
    while (!isDone) await keepLog();
  })();
  await writing;
  isDone = true;
  await Promise.all([appending, sealing]);
  await keepLog();
  const [leaves, events] = [await db().logLeaf.findMany({ orderBy: { no: "asc" } }), await db().systemEvent.findMany()];
  expect(leaves.map(({ no }) => Number(no))).toEqual(leaves.map((_, at) => at));
  expect(leaves.map(({ hash }) => Buffer.from(hash).toString("hex")).toSorted()).toEqual(
    events.map(({ hash }) => hash).toSorted(),
  );
  expect(await db().logWaiting.count()).toBe(0);
  const notes = await db().logCheckpoint.findMany({ orderBy: { size: "asc" } });
  expect(notes.length).toBeGreaterThan(before);
  const all = notes.map(({ note }) => opened(note));
  expect(all.at(-1)?.size).toBe(events.length);
  for (const later of all)
    for (const earlier of all.filter(({ size }) => size <= later.size)) {
      const path = await overLog(db(), (nodeOf) => consistencyPath(earlier.size, later.size, nodeOf));
      expect(provesConsistency(earlier, later, path)).toBe(true);
    }
});

test("a worker that dies in between leaves an end that the next one signs", async () => {
  await happens(2017);
  await appendToLog();
  const size = await db().logLeaf.count();
  expect(opened(await keepLog()).size).toBe(size);
});

test("while the key is changed both sign; afterwards the new one alone", async () => {
  const next = pair();
  process.env.LOG_KEY_NEXT = inEnv(next);
  await happens(2018);
  const both = await keepLog();
  expect(opened(both).size).toBe(opened(both, next).size);
  Object.assign(process.env, { LOG_KEY: inEnv(next) });
  delete process.env.LOG_KEY_NEXT;
  await happens(2019);
  const note = await keepLog();
  expect(opened(note, next).size).toBe(opened(both).size + 1);
  expect(() => opened(note)).toThrow("no-known-signature");
  process.env.LOG_KEY = inEnv(key);
});

test("a log that was written anew is not signed", async () => {
  await owner.query("ALTER TABLE log_node DISABLE TRIGGER USER");
  await owner.query("CREATE TEMP TABLE kept AS SELECT * FROM log_node WHERE level = 0 AND index = 1");
  try {
    await happens(2020);
    await owner.query(
      "UPDATE log_node SET hash = sha256('x') WHERE (level = 0 AND index = 1) OR index = 0 AND level > 0",
    );
    await expect(keepLog()).rejects.toThrow(RewrittenLog);
    const last = await db().logCheckpoint.findFirstOrThrow({ orderBy: { size: "desc" } });
    expect(Number(last.size)).toBeLessThan(await db().logLeaf.count());
    expect(await db().mail.count({ where: { kind: "alarm" } })).toBe(1);
  } finally {
    await owner.query("ALTER TABLE log_node ENABLE TRIGGER USER");
  }
});

test("neither worker nor owner changes an entry by mistake, and a missing key is told in a sentence", async () => {
  for (const table of ["log_leaf", "log_node", "log_checkpoint"]) {
    await expect(db().$executeRawUnsafe(`DELETE FROM "${table}"`)).rejects.toThrow(/permission denied/);
    await expect(owner.query(`DELETE FROM "${table}"`)).rejects.toThrow("the log is append-only");
  }
  process.env.LOG_KEY = "bm8ga2V5";
  await expect(keepLog()).rejects.toThrow(/LOG_KEY is missing or no Ed25519 key: openssl/);
});
