/**
 * Applies `prisma/migrations` without Prisma's schema engine, which would have to be downloaded. What it records is what
 * Prisma records, so `prisma migrate status` and `prisma migrate deploy` accept a database that this file migrated.
 */
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { createJobSchema } from "./job-schema";
import { scramVerifier } from "./scram-verifier";

export type MigrateOptions = {
  /** Whether the database is made as a demo, whose clock can be moved. Written once, at the first migration. */
  demo: boolean;
  /** Passwords of the roles `rightful_web` and `rightful_worker`; left as they are when not given. */
  webPassword?: string;
  workerPassword?: string;
};

type Migration = { name: string; sql: string; checksum: string };

// The number that Prisma's own migrate locks.
const prismaLock = 72707369;

const recordTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

/**
 * Brings the portal's database up to date: tables, roles' passwords, job schema and queues. Safe to repeat and to run
 * twice at once. Returns the names of the migrations it applied; throws a sentence when the database was changed
 * in a way that this version does not know.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [prismaLock]);
    const applied = await applyMissing(client, await readMigrations());
    await markDemo(client, options.demo);
    if (!options.demo) await fixClock(client);
    await setPassword(client, "rightful_web", options.webPassword);
    await setPassword(client, "rightful_worker", options.workerPassword);
    await createJobSchema(client, ownerUrl);
    return applied;
  } finally {
    await client.end();
  }
}

async function readMigrations(): Promise<Migration[]> {
  const folder = join(import.meta.dirname, "migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(recordTable);
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null`,
  );
  const records = new Map(rows.map((row) => [row.name, row]));
  const known = new Set(migrations.map(({ name }) => name));
  const stranger = rows.find((row) => !known.has(row.name));
  if (stranger) throw new Error(`The database has the migration ${stranger.name}, which this version does not know.`);

  const applied: string[] = [];
  for (const migration of migrations) {
    const record = records.get(migration.name);
    if (record) assertSame(migration, record);
    else applied.push(await apply(client, migration));
  }
  return applied;
}

function assertSame({ name, checksum }: Migration, record: { checksum: string; finished: boolean }): void {
  if (!record.finished) throw new Error(`The migration ${name} was begun by another program and never finished.`);
  if (record.checksum !== checksum) throw new Error(`The migration ${name} was changed after it had been applied.`);
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<string> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
    return name;
  } catch (cause) {
    await client.query("rollback");
    throw new Error(`The migration ${name} failed and changed nothing.`, { cause });
  }
}

// A demo's clock can be moved. A database that holds real requests must never become one, nor a demo a real one.
async function markDemo(client: pg.Client, demo: boolean): Promise<void> {
  await client.query("insert into meta (key, value) values ('demo', $1) on conflict (key) do nothing", [String(demo)]);
  const { rows } = await client.query<{ value: string }>("select value from meta where key = 'demo'");
  if (rows[0]?.value === String(demo)) return;
  throw new Error(
    demo
      ? "This database was made for production; it cannot become a demo."
      : "This database was made as a demo; it cannot be used in production. Make a new one.",
  );
}

// In production the clock is the server's, and nothing is looked up for it: there is no lead to read, nor a setting to obey.
async function fixClock(client: pg.Client): Promise<void> {
  await client.query(
    "create or replace function portal_now() returns timestamptz language sql volatile as 'select clock_timestamp()'",
  );
}

async function setPassword(client: pg.Client, role: string, password: string | undefined): Promise<void> {
  if (password === undefined) return;
  // The server gets a verifier, never the password: a statement can end up in its log.
  const verifier = client.escapeLiteral(scramVerifier(password));
  await client.query(`alter role ${client.escapeIdentifier(role)} login password ${verifier}`);
}
