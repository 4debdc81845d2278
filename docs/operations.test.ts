/** docs/operations.md and .env.example name every value the portal reads, and the statements on the page run. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../demo/postgres/test-database";
import { environmentProblems } from "../lib/env";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const page = read("docs/operations.md");
const example = read(".env.example");
const listed = [...page.matchAll(/^\| `([A-Z_]+)` +\| ([\w, ]+?) +\| (.+?) +\|$/gm)].map(([, name = ""]) => name);
const required = [...read("lib/env.ts").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name);

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/${file}`)
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/generated|\.(test|fixture)\./.test(file));

/** NODE_ENV is Node's, NEXTAUTH_URL is set by the portal itself from APP_URL. */
const own = ["NODE_ENV", "NEXTAUTH_URL"];

describe("the environment", () => {
  test("that lib/env.ts demands is in the table and in .env.example", () => {
    expect(required.length).toBeGreaterThan(10);
    for (const name of required) {
      expect(listed, name).toContain(name);
      expect(example, name).toMatch(new RegExp(`^(# )?${name}=`, "m"));
    }
  });

  test("that any file reads is in the table", () => {
    const files = ["lib", "prisma", "app"].flatMap(filesIn);
    const written = files.map(read);
    const names = written.flatMap((text) => [
      ...[...text.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name = ""]) => name),
      ...[...text.matchAll(/\{([^{}]+)\} = process\.env/g)].flatMap(
        ([, names = ""]) => names.match(/[A-Z_]{4,}/g) ?? [],
      ),
    ]);
    expect([...new Set(names)].filter((name) => !listed.includes(name) && !own.includes(name))).toEqual([]);
  });

  test("of the example starts nothing: a copied file has no secrets", () => {
    const values = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]);
    const problems = environmentProblems(Object.fromEntries(values) as Record<string, string>).join("\n");
    for (const name of ["DATABASE_URL", "MASTER_KEY", "SUPPRESSION_KEY", "NEXTAUTH_SECRET", "OIDC_CLIENT_SECRET"])
      expect(problems).toContain(name);
  });
});

describe("the replay of the erasure journal", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase("operations");
  });
  afterAll(() => database.drop());

  test("takes the batches that ran, the last of pauses and their ends, and leaves out those that met a stop", async () => {
    const [, replay = ""] = /```sql\n([\s\S]*?)```/.exec(page) ?? [];
    const [owner, worker] = [new pg.Client(database.ownerUrl), new pg.Client(database.url("worker"))];
    await Promise.all([owner.connect(), worker.connect()]);
    try {
      await owner.query(batches);
      await worker.query(replay);
      const { rows } = await worker.query("SELECT part, writing, key FROM replay ORDER BY id, key");
      expect(rows).toEqual([
        { part: "orders/order", writing: "erase", key: "11" },
        { part: "orders/order", writing: "erase", key: "12" },
        { part: "invoices/invoice", writing: "erase", key: "R-1" },
        { part: "newsletter_subscriptions/newsletter", writing: "stop", key: "5" },
        { part: "orders/order", writing: "pause", key: "22" },
        { part: "orders/order", writing: "lift", key: "21" },
        { part: "accounts/account", writing: "rectify", key: "KW-1" },
        { part: "credit_decisions/credit-decision", writing: "rectify", key: "7" },
      ]);
      const corrections = "SELECT DISTINCT request, key FROM replay WHERE writing = 'rectify' ORDER BY key";
      expect((await worker.query(corrections)).rows).toEqual([
        { request: reference, key: "7" },
        { request: reference, key: "KW-1" },
      ]);
    } finally {
      await Promise.all([owner.end(), worker.end()]);
    }
  });

  /** One decision with a batch that was settled and one that a hold stopped, and a duty that was carried out. */
  const reference = "R-0123456789ABCDEF";
  const duty = "0d000000-0000-4000-8000-000000000000";
  const batches = `
    INSERT INTO submission VALUES (gen_random_uuid(), NULL, 'code', now());
    INSERT INTO request (id, submission_id, "right", state, channel, language, received_at, received_on, unrolled_on,
                         due_on, subject, contact, policy)
      SELECT '${reference}', id, 'erasure', 'approved', 'portal', 'en', now(), now(), now(), now(), '', '', '1'
      FROM submission;
    INSERT INTO drawer (request, kind, "commit", sealed) VALUES ('${reference}', 'plan', '', '');
    INSERT INTO plan (request, no, hash, policy, drawer_id) SELECT request, 1, '', '1', id FROM drawer;
    INSERT INTO decision (request, plan_no, idx, source, category, action, groups, next_item) VALUES
      ('${reference}', 1, 0, 'shop', 'order', 'erase', '[]', 2000),
      ('${reference}', 1, 10, 'shop', 'invoice', 'restrict', '[]', 0),
      ('${reference}', 1, 2, 'shop', 'order', 'restrict', '[]', 2),
      ('${reference}', 1, 3, 'shop', 'account', 'correct', '[]', 1);
    INSERT INTO duty (id, request, plan_no, idx, source, category, writing, due_on, count, next_item)
      VALUES ('${duty}', '${reference}', 1, 10, 'shop', 'invoice', 'erase', now(), 1, 1);
    INSERT INTO erasure_journal (source, operation, part, keys, writing, present, at) VALUES
      ('shop', '${reference}/1/0/0', 'orders/order', '{11,12}', 'erase', 2, '2026-05-01'),
      ('shop', '${reference}/1/0/2000', 'orders/order', '{13}', 'erase', 1, '2026-05-01'),
      ('shop', '${duty}/0', 'invoices/invoice', '{R-1}', 'erase', 1, '2026-05-01'),
      ('shop', '${reference}/1/0/0', 'addresses/address-book', '{9}', 'erase', 1, '2025-05-01'),
      ('other', '${reference}/1/0/0', 'people/account', '{8}', 'erase', 1, '2026-05-01'),
      ('shop', '${reference}/stop/3/5', 'newsletter_subscriptions/newsletter', '{5}', 'stop', 1, '2026-05-01'),
      ('shop', '${reference}/1/2/0', 'orders/order', '{21,22}', 'pause', 2, '2026-05-01'),
      ('shop', '${reference}/lift/2/0', 'orders/order', '{21}', 'lift', 1, '2026-06-01'),
      ('shop', '${reference}/1/3/0', 'accounts/account', '{KW-1}', 'rectify', 1, '2026-05-01'),
      ('shop', '${reference}/again', 'credit_decisions/credit-decision', '{7}', 'rectify', 1, '2026-05-01');`;
});
