import { createServer } from "node:net";
import { appendFile, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { handOverFile, program, type Home } from "./home";
import { isAlive } from "./leases";

/** The role that owns every embedded database. It is a superuser; the portal's own roles are not. */
export const ownerRole = "rightful_owner";

/** Makes the cluster when it is missing. A first start that was cut short leaves nothing that counts. */
export async function makeCluster(home: Home, password: string): Promise<void> {
  if (existsSync(join(home.cluster, "PG_VERSION"))) return;
  const half = `${home.cluster}.half`;
  const secret = join(home.folder, "password");
  await rm(half, { recursive: true, force: true });
  await writeFile(secret, password, { mode: 0o600 });
  await handOverFile(secret, home.account);
  const options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const arguments_ = ["-D", half, "-U", ownerRole, `--pwfile=${secret}`, ...options, ...locale];
  const code = await home.account.run(program(home, "initdb"), arguments_, home.folder);
  await unlink(secret);
  if (code !== 0) throw new Error(`initdb could not make a database cluster in ${home.cluster} (exit ${code}).`);
  await appendFile(join(half, "postgresql.conf"), "\ninclude 'rightful.conf'\n");
  await rename(half, home.cluster);
}

/** Starts the server on a free port of the loopback interface and returns the port. */
export async function startServer(home: Home, durable: boolean): Promise<number> {
  await forgetDeadServer(home);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    await configure(home, port, durable);
    const log = join(home.folder, "server.log");
    const code = await home.account.run(
      program(home, "pg_ctl"),
      ["start", "-w", "-t", "60", "-D", home.cluster, "-l", log],
      home.folder,
    );
    if (code === 0) return port;
    // A backend of a killed server lives on for a moment, and somebody may have taken the port.
    if (attempt === 5) throw new Error(`Embedded PostgreSQL did not start. Its last words:\n${await lastWords(log)}`);
    await new Promise((resolve) => setTimeout(resolve, 400 * attempt));
    await forgetDeadServer(home);
  }
}

/** Ends the server: open connections are cut, everything committed is kept. */
export async function stopServer(home: Home): Promise<void> {
  const stop = (mode: string) =>
    home.account.run(program(home, "pg_ctl"), ["stop", "-w", "-m", mode, "-t", "60", "-D", home.cluster], home.folder);
  await stop("fast");
  // A tidy end needs room on the disk; without it the next start recovers what was committed.
  if (runningServer(home.cluster) !== null) await stop("immediate");
}

/** The process id of the server that runs on this cluster, or null. */
export function runningServer(cluster: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return null;
  }
  return isAlive(pid) && commandOf(pid).includes("postgres") ? pid : null;
}

// After kill -9 the number of the dead server may belong to any other process; PostgreSQL alone would then not start.
async function forgetDeadServer(home: Home): Promise<void> {
  if (runningServer(home.cluster) === null) await rm(join(home.cluster, "postmaster.pid"), { force: true });
}

function commandOf(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (process.platform === "win32") return "postgres";
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

async function configure(home: Home, port: number, durable: boolean): Promise<void> {
  const settings = [
    `port = ${port}`,
    "listen_addresses = 'localhost'",
    "unix_socket_directories = ''",
    "max_connections = 100",
    "shared_buffers = '128MB'",
    `fsync = ${durable ? "on" : "off"}`,
    `synchronous_commit = ${durable ? "on" : "off"}`,
    `full_page_writes = ${durable ? "on" : "off"}`,
    "timezone = 'UTC'",
    "jit = off",
    // Statements can hold personal data: the log gets the error, never the statement.
    "log_min_error_statement = panic",
  ];
  const file = join(home.cluster, "rightful.conf");
  await writeFile(file, settings.join("\n") + "\n");
  await handOverFile(file, home.account);
}

async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, "utf8").catch(() => "");
  return text.trim().split("\n").slice(-8).join("\n");
}

/** A port of localhost that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "localhost", () => {
      const address = probe.address();
      if (address === null || typeof address === "string") throw new Error("a probe without a port");
      probe.close(() => resolve(address.port));
    });
  });
}
