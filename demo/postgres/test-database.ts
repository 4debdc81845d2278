/**
 * Databases for tests. One embedded server per test run, started by the first test that needs it and removed by
 * `e2e/run/vitest-setup.ts` at the end; the portal's migrations run once, into a template that each test file copies; so does whatever else is made alike for many.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../../prisma/migration-runner";
import { asOwner, ensureDatabase } from "./databases";
import { startPostgres, type Postgres } from "./launcher";
import { locked } from "./leases";

export type TestDatabase = {
  name: string;
  ownerUrl: string;
  /** Connection string for the owner, for one of the portal's roles, or for a role that the test made. */
  url(role?: "owner" | "web" | "worker" | { name: string; password: string }): string;
  drop(): Promise<void>;
};

let server: Promise<Postgres> | undefined;

/** A fresh database of the portal, migrated, marked as a demo. `name` only makes it easier to recognise. */
export async function testDatabase(name: string): Promise<TestDatabase> {
  return copiedDatabase(name, "rightful_template", async (url, { password }) => {
    await migrate(url, { demo: true, webPassword: password, workerPassword: password });
  });
}

/** A fresh copy of the template of that name, which `fill` makes when the first test of the run asks for it. */
export async function copiedDatabase(
  name: string,
  template: string,
  fill: (ownerUrl: string, running: Postgres) => Promise<void>,
): Promise<TestDatabase> {
  const running = await testServer();
  await locked(join(runFolder(), `${template}.lock`), () => ensureTemplate(running, template, fill));
  // Nothing here waits for the disk: files that are copied cost less than a log of every block.
  return make(running, name, `template ${template} strategy file_copy`);
}

/** A fresh database with nothing in it. */
export async function emptyDatabase(name = "empty"): Promise<TestDatabase> {
  return make(await testServer(), name, "");
}

function testServer(): Promise<Postgres> {
  server ??= startPostgres({ dataDir: join(runFolder(), "postgres"), durable: false });
  return server;
}

function runFolder(): string {
  const folder = process.env.RIGHTFUL_TEST_RUN;
  if (!folder) throw new Error("Database tests run under vitest with e2e/run/vitest-setup.ts as its global setup.");
  return folder;
}

async function ensureTemplate(
  running: Postgres,
  template: string,
  fill: (ownerUrl: string, running: Postgres) => Promise<void>,
): Promise<void> {
  const half = `${template}_half`;
  const found = await asOwner(running, (client) =>
    client.query("select 1 from pg_database where datname = $1", [template]),
  );
  if (found.rowCount) return;
  await asOwner(running, (client) => client.query(`drop database if exists ${half}`));
  await ensureDatabase(running, half);
  await fill(running.url(half), running);
  await asOwner(running, (client) => client.query(`alter database ${half} rename to ${template}`));
}

async function make(running: Postgres, label: string, from: string): Promise<TestDatabase> {
  const name = `${label.replace(/[^a-z0-9]+/gi, "_").toLowerCase()}_${randomBytes(4).toString("hex")}`;
  const quoted = pg.escapeIdentifier(name);
  await asOwner(running, (client) => client.query(`create database ${quoted} ${from}`));
  return {
    name,
    ownerUrl: running.url(name),
    url(role = "owner") {
      if (typeof role === "object" || role === "owner") return running.url(name, role);
      return running.url(name, { name: `rightful_${role}`, password: running.password });
    },
    drop: () => asOwner(running, (client) => client.query(`drop database if exists ${quoted} with (force)`)).then(),
  };
}
