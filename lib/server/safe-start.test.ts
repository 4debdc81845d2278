import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { emptyDatabase, type TestDatabase } from "../../demo/postgres/test-database";
import { closeSources } from "../company";
import { closeDb } from "../db";
import { leaveDatabase, signInDatabase } from "../sign-in/sign-in.fixture";

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await signInDatabase("safe start", "http://localhost:1");
  folder = await mkdtemp(join(tmpdir(), "rightful-"));
  delete process.env.POLICY_FILE;
});
afterEach(async () => {
  await closeSources();
  await leaveDatabase(database);
  await rm(folder, { recursive: true });
});

/** What a process with this environment says when it starts; the module is read anew, as by a new process. */
async function start(changes: Record<string, string | undefined> = {}): Promise<string> {
  await closeDb();
  vi.resetModules();
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  const { refuseUnsafeStart } = await import("./safe-start");
  try {
    await refuseUnsafeStart();
    return "starts";
  } catch (error) {
    return error instanceof Error ? error.message : "threw something else";
  } finally {
    await closeDb();
  }
}

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(sql).finally(() => owner.end());
}

describe("a start", () => {
  test("as the web's or the worker's role on a migrated database is fine", async () => {
    expect(await start()).toBe("starts");
    expect(await start({ DATABASE_URL: database.url("worker") })).toBe("starts");
  });

  test("with hosts of this machine that take people's data over is a demo's alone", async () => {
    const { environmentProblems } = await import("../env");
    const wrong = /TRANSFER_DEMO_HOSTS and TRANSFER_DEMO_ROOTS/;
    for (const name of ["TRANSFER_DEMO_HOSTS", "TRANSFER_DEMO_ROOTS"]) {
      const set = { ...process.env, [name]: "localhost:4433" };
      expect(environmentProblems({ ...set, RIGHTFUL_DEMO: undefined }).join("\n")).toMatch(wrong);
      expect(environmentProblems({ ...set, RIGHTFUL_DEMO: "1" }).join("\n")).not.toMatch(wrong);
    }
    expect(await start({ TRANSFER_DEMO_HOSTS: "localhost:4433", RIGHTFUL_DEMO: undefined })).toMatch(wrong);
    delete process.env.TRANSFER_DEMO_HOSTS;
  });

  test("as superuser and owner is refused", async () => {
    expect(await start({ DATABASE_URL: database.ownerUrl })).toMatch(/superuser or the owner/);
  });

  test("as a role that merely belongs to the owner's is refused", async () => {
    const name = `sly_${database.name}`.slice(0, 60);
    await asOwner(
      `do $$ begin execute format('create role %I login password ''sly'' in role %I', '${name}', current_user); end $$`,
    );
    expect(await start({ DATABASE_URL: database.url({ name, password: "sly" }) })).toMatch(/superuser or the owner/);
    await asOwner(`drop role ${name}`);
  });

  test("on a demo database without being asked to is refused, and the other way round", async () => {
    expect(await start({ RIGHTFUL_DEMO: undefined })).toMatch(/demo database/);
    await asOwner("delete from meta where key = 'demo'");
    expect(await start({ RIGHTFUL_DEMO: "1" })).toMatch(/real one/);
    expect(await start({ RIGHTFUL_DEMO: undefined })).toBe("starts");
  });

  test.each(["DISABLE", "NO FORCE"])("on a table with row-level security set to %s is refused by name", async (how) => {
    await asOwner(`alter table letter ${how} row level security`);
    expect(await start()).toMatch(/Row-level security .* letter:/);
  });

  test("on a database with nothing in it says what to do", async () => {
    const empty = await emptyDatabase();
    expect(await start({ DATABASE_URL: empty.url("web") })).toMatch(/npm run migrate/);
    await empty.drop();
  });

  test("without a database says so, without the connection string", async () => {
    const url = "postgresql://rightful_web:hunter2@localhost:1/rightful";
    const said = await start({ DATABASE_URL: url });
    expect(said).toMatch(/does not answer/);
    expect(said).not.toContain("hunter2");
  });

  test.each([
    ["MASTER_KEY", undefined, /MASTER_KEY is missing/],
    ["MASTER_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", /MASTER_KEY/],
    ["SUPPRESSION_KEY", undefined, /SUPPRESSION_KEY/],
    ["NEXTAUTH_SECRET", "short", /NEXTAUTH_SECRET/],
    ["OIDC_ISSUER", "not an address", /OIDC_ISSUER/],
    ["APP_URL", "http://privacy.example.com", /APP_URL must be https/],
  ])("with %s = %s is refused by name", async (name, value, sentence) => {
    const said = await start({ [name]: value });
    expect(said).toMatch(sentence);
    if (value) expect(said).not.toContain(value);
  });

  test("on a policy with problems is refused", async () => {
    const file = join(folder, "policy.yaml");
    writeFileSync(file, "version: 1\nedition: x\n");
    expect(await start({ POLICY_FILE: file })).toMatch(/policy has problems/);
    expect(await start({ POLICY_FILE: join(folder, "none.yaml") })).toMatch(/POLICY_FILE/);
  });
});
