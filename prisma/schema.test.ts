/**
 * The migrations make the database and `schema.prisma` describes it: written twice, so compared here. And what the
 * database itself refuses, whoever asks.
 */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyDatabase, testDatabase, type TestDatabase } from "../demo/postgres/test-database";
import { migrate } from "./migration-runner";
import { readSchema, type Column, type ForeignKey, type Table } from "./schema-file.fixture";

const schema = await readSchema();
let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase("schema");
  owner = await connect(database.ownerUrl);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  return client;
}

async function as<Row extends pg.QueryResultRow>(role: "web" | "worker", sql: string): Promise<Row[]> {
  const client = await connect(database.url(role));
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const select = async <Row extends pg.QueryResultRow>(sql: string, table: string): Promise<Row[]> =>
  (await owner.query<Row>(sql, [table])).rows;

const columnsOf = `
  SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
         CASE WHEN a.attidentity <> '' THEN 'identity' ELSE pg_get_expr(d.adbin, d.adrelid) END AS default
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

const named = (table: string, keys: string) => `
  (SELECT array_agg(a.attname::text ORDER BY k.at) FROM unnest(${keys}) WITH ORDINALITY k(attnum, at)
     JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.attnum)`;
const keysOf = `
  SELECT contype AS kind, ${named("conrelid", "conkey")} AS columns FROM pg_constraint
  WHERE conrelid = $1::regclass AND contype IN ('p', 'u') ORDER BY conname`;
const foreignKeysOf = `
  SELECT ${named("conrelid", "conkey")} AS columns, confrelid::regclass::text AS "table",
         ${named("confrelid", "confkey")} AS references,
         CASE confdeltype WHEN 'a' THEN 'NoAction' WHEN 'c' THEN 'Cascade' WHEN 'n' THEN 'SetNull' END AS "onDelete",
         CASE confupdtype WHEN 'a' THEN 'NoAction' WHEN 'c' THEN 'Cascade' WHEN 'n' THEN 'SetNull' END AS "onUpdate"
  FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'`;
/** Partial indexes cannot be said in the schema file; those of a constraint are compared as constraints. */
const indexesOf = `
  SELECT c.relname AS name, ${named("i.indrelid", "i.indkey::int2[]")} AS columns
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = $1::regclass AND i.indpred IS NULL
    AND NOT EXISTS (SELECT FROM pg_constraint n WHERE n.conindid = i.indexrelid AND n.contype IN ('p', 'u'))`;

async function migrated(table: string): Promise<Table> {
  const keys = await select<{ kind: string; columns: string[] }>(keysOf, table);
  return {
    columns: await select<Column>(columnsOf, table),
    primaryKey: keys.find(({ kind }) => kind === "p")?.columns ?? [],
    uniques: keys.filter(({ kind }) => kind === "u").map(({ columns }) => columns),
    foreignKeys: await select<ForeignKey>(foreignKeysOf, table),
    indexes: await select<{ name: string; columns: string[] }>(indexesOf, table),
  };
}

/** The columns with their defaults as PostgreSQL prints them: `-1` and `'-1'::integer` are one. */
async function printed(columns: Column[]): Promise<Column[]> {
  const lines = columns.map(({ name, type, nullable, default: value }) => {
    const made = value === "identity" ? "GENERATED ALWAYS AS IDENTITY" : value === null ? "" : `DEFAULT ${value}`;
    return `${pg.escapeIdentifier(name)} ${type} ${nullable ? "" : "NOT NULL"} ${made}`;
  });
  await owner.query(`CREATE TEMP TABLE described (${lines.join(", ")})`);
  const found = await select<Column>(columnsOf, "pg_temp.described");
  await owner.query("DROP TABLE pg_temp.described");
  return found;
}

const sorted = <Value>(values: Value[]): Value[] =>
  values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const inOrder = (table: Table): Table => ({
  ...table,
  columns: sorted(table.columns),
  foreignKeys: sorted(table.foreignKeys),
  uniques: sorted(table.uniques),
  indexes: sorted(table.indexes),
});

describe("schema.prisma says what the migrations make", () => {
  test("table for table", async () => {
    const { rows } = await owner.query<{ name: string }>(
      "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
    );
    expect(rows.map(({ name }) => name).toSorted()).toEqual(schema.map(({ table }) => table).toSorted());
  });

  test.each(schema.map((model) => [model.table, model] as const))("%s", async (table, model) => {
    const described = { ...model.shape, columns: await printed(model.shape.columns) };
    expect(inOrder(await migrated(table))).toEqual(inOrder(described));
  });

  test("and every model has its sentence", () => {
    expect(schema.filter(({ sentence }) => sentence === "").map(({ name }) => name)).toEqual([]);
  });
});

describe("the roles of the running portal", () => {
  const forbidden = [
    ["UPDATE event SET fact = 'refused'"],
    ["DELETE FROM event"],
    ["TRUNCATE event"],
    ["UPDATE gate SET outcome = 'open'"],
    ["DELETE FROM gate"],
    ["INSERT INTO meta VALUES ('ahead', '1 day')"],
    ["UPDATE meta SET value = 'true' WHERE key = 'demo'"],
    ["DELETE FROM meta"],
    ["ALTER TABLE event DISABLE TRIGGER event_append_only"],
    ["CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'"],
  ] as const;
  describe.each(["web", "worker"] as const)("%s", (role) => {
    test.each(forbidden)("may not: %s", async (sql) => {
      await expect(as(role, sql)).rejects.toThrow(/permission denied|must be owner/);
    });
  });

  test.each(["web", "worker"] as const)("%s owns nothing and is no superuser", async (role) => {
    const [row] = await as<{ n: number }>(
      role,
      `SELECT (SELECT count(*) FROM pg_class WHERE relowner = r.oid)::int + r.rolsuper::int + r.rolcreaterole::int
         + r.rolcreatedb::int + r.rolbypassrls::int AS n FROM pg_roles r WHERE rolname = current_user`,
    );
    expect(row?.n).toBe(0);
  });
});

describe("events", () => {
  test.each([
    ["UPDATE event SET fact = 'refused'"],
    ["UPDATE event SET hash = hash WHERE false"],
    ["DELETE FROM event"],
    ["TRUNCATE event"],
  ])("are append-only for their owner too: %s", async (sql) => {
    await expect(owner.query(sql)).rejects.toThrow("events are append-only");
  });
});

describe("portal_now()", () => {
  const seconds = "SELECT extract(epoch FROM portal_now() - clock_timestamp())::float8 AS ahead";
  const aheadOf = async (client: pg.Client) => (await client.query<{ ahead: number }>(seconds)).rows[0]?.ahead ?? 0;

  test("follows rightful.now in a demo database", async () => {
    await owner.query("SET rightful.now = '2031-05-01T12:00:00Z'");
    const { rows } = await owner.query<{ now: Date }>("SELECT portal_now() AS now");
    await owner.query("RESET rightful.now");
    expect(rows[0]?.now.toISOString()).toBe("2031-05-01T12:00:00.000Z");
    expect(Math.abs(await aheadOf(owner))).toBeLessThan(5);
  });

  test("ignores rightful.now and any lead in a real database", async () => {
    const real = await emptyDatabase("real");
    await migrate(real.ownerUrl, { demo: false });
    const client = await connect(real.ownerUrl);
    try {
      await client.query("SET rightful.now = '2031-05-01T12:00:00Z'");
      await client.query("INSERT INTO meta VALUES ('ahead', '30 days')");
      expect(Math.abs(await aheadOf(client))).toBeLessThan(5);
      const { rows } = await client.query<{ body: string }>(
        "SELECT prosrc AS body FROM pg_proc WHERE proname = 'portal_now'",
      );
      expect(rows).toEqual([{ body: "select clock_timestamp()" }]);
    } finally {
      await client.end();
      await real.drop();
    }
  });
});
