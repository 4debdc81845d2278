/**
 * PostgreSQL 18 from npm, for the demo and the tests. Not for production: there DATABASE_URL names a real server.
 *
 * `dataDir` holds everything that belongs to one server. Any number of processes may start or attach to it; the server
 * stops when the last of them gives it back, and a server that was killed recovers at the next start.
 */
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { makeCluster, ownerRole, runningServer, startServer, stopServer } from "./cluster";
import { drawPassword, findHome, removeHome, type Home } from "./home";
import { giveBack, locked, takeLease } from "./leases";

export type Postgres = {
  /** Connection string of a database (default `postgres`) for the owner, or for a role with its password. */
  url(database?: string, role?: "owner" | { name: string; password: string }): string;
  port: number;
  password: string;
  /** Gives the server back; it stops when nobody else holds it. Calling it again does nothing. */
  stop(): Promise<void>;
};

type Access = { port: number; password: string };

/**
 * Starts the server of `dataDir`, making its cluster first when there is none; attaches when it runs already.
 * With `durable: false` a crash of the machine may lose everything (for tests: nothing waits for the disk).
 */
export async function startPostgres(options: { dataDir: string; durable?: boolean }): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return locked(join(dataDir, "lock"), async () => {
    const home = await findHome(dataDir);
    const known = await readAccess(dataDir);
    if (known && runningServer(home.cluster) !== null && (await answers(known))) return hold(dataDir, home, known);
    const password = known?.password ?? drawPassword();
    await writeAccess(dataDir, { port: 0, password });
    await makeCluster(home, password);
    const access = { password, port: await startServer(home, options.durable ?? true) };
    await writeAccess(dataDir, access);
    return hold(dataDir, home, access);
  });
}

/** The running server of `dataDir`, or null when none runs. Never starts one. */
export async function attachPostgres(options: { dataDir: string }): Promise<Postgres | null> {
  const dataDir = resolve(options.dataDir);
  if (!existsSync(dataDir)) return null;
  return locked(join(dataDir, "lock"), async () => {
    const access = await readAccess(dataDir);
    if (!access || access.port === 0 || !(await answers(access))) return null;
    return hold(dataDir, await findHome(dataDir), access);
  });
}

/** Stops the server of `dataDir` whoever holds it, and removes all its data. */
export async function removePostgres(options: { dataDir: string }): Promise<void> {
  const dataDir = resolve(options.dataDir);
  if (!existsSync(dataDir)) return;
  const home = await findHome(dataDir);
  if (runningServer(home.cluster) !== null) await stopServer(home);
  await removeHome(dataDir);
}

async function hold(dataDir: string, home: Home, access: Access): Promise<Postgres> {
  const leases = join(dataDir, "leases");
  const lease = await takeLease(leases);
  let held = true;
  return {
    ...access,
    url: (database = "postgres", role = "owner") => url(access, database, role),
    async stop() {
      if (!held) return;
      held = false;
      const release = async () => {
        if (await giveBack(leases, lease)) await stopServer(home);
      };
      await locked(join(dataDir, "lock"), release).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOSPC") throw error;
        // On a full disk no lock can be written. The server ends all the same.
        await release();
      });
    },
  };
}

function url(access: Access, database: string, role: "owner" | { name: string; password: string }): string {
  const { name, password } = role === "owner" ? { name: ownerRole, password: access.password } : role;
  const credentials = `${encodeURIComponent(name)}:${encodeURIComponent(password)}`;
  return `postgresql://${credentials}@localhost:${access.port}/${encodeURIComponent(database)}`;
}

// The port of a dead server may have gone to a stranger: only an answer to our password counts.
async function answers(access: Access): Promise<boolean> {
  const client = new pg.Client({ connectionString: url(access, "postgres", "owner"), connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function readAccess(dataDir: string): Promise<Access | null> {
  const text = await readFile(join(dataDir, "access.json"), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as Access);
}

async function writeAccess(dataDir: string, access: Access): Promise<void> {
  const path = join(dataDir, "access.json");
  await writeFile(path, JSON.stringify(access), { mode: 0o600 });
  await chmod(path, 0o600);
}
