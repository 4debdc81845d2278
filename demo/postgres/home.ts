import { randomBytes } from "node:crypto";
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { accounts, type Account } from "./account";
import { copyBinaries, packagedBinaries } from "./binaries";

/** Where a cluster lives, the programs that run it, and the account they run under. */
export type Home = { folder: string; cluster: string; binaries: string; account: Account };

const executable = process.platform === "win32" ? ".exe" : "";

/** The path of one of the three programs. */
export function program(home: Home, name: "initdb" | "pg_ctl" | "postgres"): string {
  return join(home.binaries, "bin", name + executable);
}

/**
 * Finds or makes the home of the cluster that belongs to `dataDir`. It lies inside `dataDir` where the account can reach
 * it; otherwise (a clone under a folder of mode 0700 and no user namespaces) outside, and `dataDir/location` says where.
 */
export async function findHome(dataDir: string): Promise<Home> {
  await mkdir(dataDir, { recursive: true });
  const known = await readFile(join(dataDir, "location"), "utf8").catch(() => null);
  if (known && existsSync(known)) {
    for (const account of accounts()) {
      const home = await tryHome(join(known, "server"), join(known, "postgresql"), account);
      if (home) return home;
    }
  }
  const binaries = await packagedBinaries();
  for (const account of accounts()) {
    const home = await tryHome(join(dataDir, "server"), binaries, account);
    if (home) return home;
  }
  return outside(dataDir, binaries);
}

async function outside(dataDir: string, packaged: string): Promise<Home> {
  // /var/tmp outlives a restart of the machine, /tmp often does not.
  const parent = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();
  const place = await mkdtemp(join(parent, "rightful-"));
  await chmod(place, 0o711);
  const binaries = await copyBinaries(packaged, join(place, "postgresql"));
  for (const account of accounts()) {
    const home = await tryHome(join(place, "server"), binaries, account);
    if (!home) continue;
    await writeFile(join(dataDir, "location"), place);
    return home;
  }
  await rm(place, { recursive: true, force: true });
  throw new Error(
    "Embedded PostgreSQL does not start here: its programs cannot run under any account of this machine " +
      "(it needs glibc, and as root either user namespaces or an account called postgres or nobody).",
  );
}

async function tryHome(folder: string, binaries: string, account: Account): Promise<Home | null> {
  const home = { folder, cluster: join(folder, "cluster"), binaries, account };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await handOver(folder, account);
  // Both must hold: the account can load the programs, and it can enter the folder.
  const runs = await account.run(program(home, "postgres"), ["--version"], folder);
  const enters = process.platform === "win32" ? 0 : await account.run("/bin/sh", ["-c", 'cd "$1"', "sh", folder], "/");
  return runs === 0 && enters === 0 ? home : null;
}

async function handOver(path: string, account: Account): Promise<void> {
  if (!account.owner) return;
  const now = await lstat(path);
  if (now.uid === account.owner.uid) return;
  await handOverFile(path, account);
  if (!now.isDirectory()) return;
  for (const name of await readdir(path)) await handOver(join(path, name), account);
}

/** Hands one file written by us to the account that must read it. */
export async function handOverFile(path: string, { owner }: Account): Promise<void> {
  if (owner) await chown(path, owner.uid, owner.gid);
}

/** Removes the cluster, wherever it lies. The server must have been stopped. */
export async function removeHome(dataDir: string): Promise<void> {
  const place = await readFile(join(dataDir, "location"), "utf8").catch(() => null);
  if (place && /[\\/]rightful-[A-Za-z0-9]{6}$/.test(place)) await rm(place, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

/** A password no one has to remember: 192 random bits, safe inside a URL. */
export function drawPassword(): string {
  return randomBytes(24).toString("base64url");
}
