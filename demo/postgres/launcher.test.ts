import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, ensureDatabase } from "./databases";
import { attachPostgres, removePostgres, startPostgres } from "./launcher";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rightful-launcher-test-"));
});
afterAll(async () => {
  await removePostgres({ dataDir });
  await rm(dataDir, { recursive: true, force: true });
});

async function serverPid(): Promise<number> {
  const { stdout } = await promisify(execFile)("find", [dataDir, "-name", "postmaster.pid"]);
  return Number((await readFile(stdout.trim(), "utf8")).split("\n")[0]);
}

test("starts on loopback, is shared, and stops when the last holder gives it back", async () => {
  expect(await attachPostgres({ dataDir })).toBeNull();
  const first = await startPostgres({ dataDir });
  const second = await attachPostgres({ dataDir });
  expect(second?.port).toBe(first.port);
  expect(await ensureDatabase(first, "kept")).toBe(true);
  expect(await ensureDatabase(first, "kept")).toBe(false);
  await asOwner(first, (client) => client.query("create table t (n int); insert into t values (1), (2)"), "kept");
  await first.stop();
  expect(await attachPostgres({ dataDir }).then((server) => server?.stop().then(() => "ran"))).toBe("ran");
  await second?.stop();
  expect(await attachPostgres({ dataDir })).toBeNull();
});

test("keeps every row through kill -9, and refuses a wrong password", { timeout: 30_000 }, async () => {
  const before = await startPostgres({ dataDir });
  await asOwner(before, (client) => client.query("insert into t values (3)"), "kept");
  process.kill(await serverPid(), "SIGKILL");
  const after = await startPostgres({ dataDir });
  const { rows } = await asOwner(after, (client) => client.query("select count(*)::int n from t"), "kept");
  expect(rows).toEqual([{ n: 3 }]);
  const stranger = { ...after, url: () => after.url("kept", { name: "rightful_owner", password: "wrong" }) };
  await expect(asOwner(stranger, (client) => client.query("select 1"))).rejects.toThrow(/password/);
  await before.stop();
  await after.stop();
});
