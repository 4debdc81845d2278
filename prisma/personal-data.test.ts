/** The portal obeys its own law: every table is named on the page about its own data, with period and end. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import pg from "pg";
import { testDatabase, type TestDatabase } from "../demo/postgres/test-database";
import { loadPolicy } from "../lib/policy/load";
import { rowsOf } from "./row-security.fixture";
import { readSchema } from "./schema-file.fixture";

const root = join(import.meta.dirname, "..");
const page = await readFile(join(root, "docs/own-data.md"), "utf8");
const { categories } = loadPolicy(join(root, "policy.yaml"));
const schema = await readSchema();
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").slice(1, -1).map(bare));
const personal = rows.filter((cells) => cells.length === 5);
const others = rows.filter((cells) => cells.length === 2);

function bare(cell: string): string {
  return cell.trim().replace(/^`(.*)`$/, "$1");
}

describe("docs/own-data.md", () => {
  test("names each model once, in the schema's words", () => {
    expect(rows.map(([model]) => model).toSorted()).toEqual(schema.map(({ name }) => name).toSorted());
  });

  test("counts as personal what the schema marks @personal", () => {
    const marked = schema.filter((model) => model.personal).map(({ name }) => name);
    expect(marked.length).toBeGreaterThan(5);
    expect(personal.map(([model]) => model).toSorted()).toEqual(marked.toSorted());
  });

  test.each(personal)("%s: %s", (_model, what, category = "", howLong, howItGoes) => {
    expect(what).not.toBe("");
    const periods = categories[category]?.rules.map(({ keep }) => keep) ?? [];
    expect(periods.some((period) => howLong?.includes(period))).toBe(true);
    expect(howItGoes).not.toBe("");
  });

  test.each(others)("gives a reason for %s", (_model, why) => {
    expect(why?.length).toBeGreaterThan(10);
  });
});

describe("columns of bytes", () => {
  /** Bytes are where encrypted values lie; a table that has them is about a person unless it is known why not. */
  const known = {
    RequestKey: ["wrapped"],
    Package: ["key"],
    Suppression: ["subject", "export"],
    LogWaiting: ["hash"],
    LogLeaf: ["hash"],
    LogNode: ["hash"],
  };

  test("lie in tables about people, or are keys and hashes", () => {
    const strays = schema
      .filter((model) => !model.personal)
      .map(({ name, shape }) => [name, shape.columns.filter(({ type }) => type === "bytea").map((one) => one.name)])
      .filter(([, columns]) => columns?.length);
    expect(Object.fromEntries(strays)).toEqual(known);
  });
});

describe("the statements on the page", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase("own-data");
  });
  afterAll(() => database.drop());

  test("run as they stand, as the worker, and shred what is over", async () => {
    const [, sql = ""] = /```sql\n([\s\S]*?)```/.exec(page) ?? [];
    expect(sql).toContain("request_key");
    const [owner, worker] = [new pg.Client(database.ownerUrl), new pg.Client(database.url("worker"))];
    await Promise.all([owner.connect(), worker.connect()]);
    try {
      const [over, open] = [await rowsOf(owner, "ana"), await rowsOf(owner, "ben")];
      await owner.query("UPDATE duty SET state = 'done' WHERE request = $1", [over.request]);
      await owner.query("UPDATE restriction SET lifted_at = now() WHERE request = $1", [over.request]);
      await owner.query("UPDATE request SET closed_at = now() - interval '5 years' WHERE id = $1", [over.request]);
      await owner.query(
        "UPDATE contract_withdrawal SET received_at = now() - interval '5 years' WHERE person_id = $1",
        [over.person],
      );
      await owner.query("UPDATE restriction SET subjects = '{ab}'");
      await worker.query(sql);
      const { rows } = await owner.query("SELECT request FROM request_key");
      expect(rows).toEqual([{ request: open.request }]);
      const left = await owner.query("SELECT person_id, account, contact FROM request WHERE id = $1", [over.request]);
      expect(left.rows).toEqual([{ person_id: null, account: null, contact: Buffer.alloc(0) }]);
      const paused = await owner.query(
        "SELECT account, cardinality(subjects) AS n FROM restriction WHERE request = $1",
        [over.request],
      );
      expect(paused.rows).toEqual([{ account: null, n: 0 }]);
      const declared = await owner.query("SELECT person_id FROM contract_withdrawal");
      expect(declared.rows).toEqual([{ person_id: open.person }]);
    } finally {
      await Promise.all([owner.end(), worker.end()]);
    }
  });
});
