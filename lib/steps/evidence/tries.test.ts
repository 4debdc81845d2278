/** An export that cannot be made: begun three times, then it says so; what its chains say of it, and what it leaves behind. */
import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { programOf, shortLived } from "../../build/program.fixture";
import { db } from "../../db";
import { exportLines } from "../../queries/evidence/exports";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { mailCopies } from "../log/tell-legal";
import { makeExports } from "./collect";
import { confirmDestroyed, fetchExport } from "./hold";
import { orderExport } from "./order";

const run = promisify(execFile);
let portal: Awaited<ReturnType<typeof openTestPortal>>;
let owner: pg.Client;
let folder: string;
let legal: Actor;
let lines: string[];
const mine: string[] = [];

beforeAll(async () => {
  portal = await openTestPortal("tries");
  folder = await mkdtemp(join(tmpdir(), "rightful-tries-"));
  process.env.LOG_KEY = generateKeyPairSync("ed25519")
    .privateKey.export({ format: "der", type: "pkcs8" })
    .toString("base64");
  owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  const ana = await signedIn({ name: "Ana Vidal", email: "ana.vidal@mail.example" });
  for (let n = 0; n < 3; n++) mine.push(await fileRequest(ana));
  legal = await signedIn({ roles: ["legal"] });
}, 120_000);
beforeEach(() => {
  process.env.FILES_DIR = folder;
  lines = [];
});
afterAll(async () => {
  await owner.end();
  await portal.close();
  await rm(folder, { recursive: true });
});

async function ordered(personal = false): Promise<string> {
  const order = await orderExport(legal, { of: { request: mine[0] as string }, personal });
  if (!order.ok) throw new Error(order.reason);
  return order.value.id;
}

const tried = () => makeExports("collections", { stop: () => false, report: (line) => lines.push(line) });
const leaseRunsOut = () => owner.query("UPDATE evidence_export SET lease_until = now() - interval '1 second'");
const rowOf = (id: string) => db().evidenceExport.findUniqueOrThrow({ where: { id } });
const filesOf = async (id: string) => (await readdir(folder)).filter((name) => name.startsWith(id));
/** How often each chain says that it was taken. */
const told = () => Promise.all(mine.map((request) => db().event.count({ where: { request, fact: "exported" } })));
const more = (before: number[], after: number[]) => after.map((count, at) => count - (before[at] as number));

/** A worker process that dies at the nth request of the order. */
async function killedAt(nth: number): Promise<void> {
  const killed = run(process.execPath, [...shortLived, await programOf("lib/steps/evidence/killed.fixture.ts"), String(nth)]); // prettier-ignore
  await expect(killed).rejects.toMatchObject({ signal: "SIGKILL" });
}

test("without a place for its file it is begun three times, and then has an end that says so", async () => {
  const [before, id] = [await told(), await ordered(true)];
  // A file where the folder should be: what a volume that was not mounted, or may not be written, looks like.
  await writeFile(join(folder, "no-folder"), "");
  process.env.FILES_DIR = join(folder, "no-folder", "files");
  expect(await tried()).toBe(0);
  expect(await rowOf(id)).toMatchObject({ state: "waiting", tries: 1 });
  // Nobody begins it again before its lease has run out.
  expect(await tried()).toBe(0);
  expect(lines).toHaveLength(1);
  for (const state of ["waiting", "failed"]) {
    await leaseRunsOut();
    await tried();
    expect(await rowOf(id)).toMatchObject({ state });
  }
  await leaseRunsOut();
  expect(await tried()).toBe(0);
  const name = `evidence export ${id} at ${mine[0]}`;
  expect(lines).toEqual([
    `${name} failed and will be begun again, try 1 of 3 (Error ENOTDIR)`,
    `${name} failed and will be begun again, try 2 of 3 (Error ENOTDIR)`,
    `${name} failed for good (Error ENOTDIR)`,
  ]);
  expect(await told()).toEqual(before);
  // Nobody has a copy: there is none to destroy, none to fetch, and none to be told of.
  expect((await exportLines(legal))?.[0]).toMatchObject({ id, state: "failed", destroyOn: null, late: false });
  expect(await fetchExport(legal, id)).toEqual({ ok: false, reason: "not-ready" });
  expect(await confirmDestroyed(legal, id)).toEqual({ ok: false, reason: "not-found" });
  await owner.query("UPDATE evidence_export SET destroy_on = current_date - 1 WHERE id = $1", [id]);
  expect(await mailCopies()).toBe(0);
  // Ordered again it is another one, and works.
  process.env.FILES_DIR = folder;
  const again = await ordered(true);
  expect(again).not.toBe(id);
  expect(await tried()).toBe(1);
  expect(more(before, await told())).toEqual([1, 1, 1]);
});

test("where the key of one request is broken, the chains before it tell of it once, and no file is left", async () => {
  const [before, id] = [await told(), await ordered(true)];
  const { rows } = await owner.query<{ wrapped: Buffer }>("SELECT wrapped FROM request_key WHERE request = $1", [mine[1]]); // prettier-ignore
  const broken = Buffer.from(rows[0]?.wrapped ?? "");
  broken[20] = (broken[20] as number) ^ 1;
  const put = (wrapped?: Buffer) => owner.query("UPDATE request_key SET wrapped = $2 WHERE request = $1", [mine[1], wrapped]); // prettier-ignore
  await put(broken);
  for (let n = 0; n < 3; n++) {
    expect(await tried()).toBe(0);
    expect(await filesOf(id)).toEqual([]);
    await leaseRunsOut();
  }
  await put(rows[0]?.wrapped);
  expect(await rowOf(id)).toMatchObject({ state: "failed", tries: 3, file: null });
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(new RegExp(`^evidence export ${id} at ${mine[1]} failed .*\\(Error[\\w ]*\\)$`)); // prettier-ignore
  // What the second chain would have said went with its transaction.
  expect(more(before, await told())).toEqual([1, 0, 0]);
  expect(await db().exportedChain.count()).toBe(0);
});

describe("killed with -9", () => {
  test("in the midst, another one makes it, and each chain tells of it once", async () => {
    const [before, id] = [await told(), await ordered()];
    await killedAt(3);
    expect(await filesOf(id)).toHaveLength(1);
    expect(more(before, await told())).toEqual([1, 1, 0]);
    expect(await tried()).toBe(0);
    await leaseRunsOut();
    expect(await tried()).toBe(1);
    const { state, file, tries } = await rowOf(id);
    expect({ state, tries }).toEqual({ state: "ready", tries: 2 });
    expect(await filesOf(id)).toEqual([file]);
    expect(more(before, await told())).toEqual([1, 1, 1]);
    expect(await db().exportedChain.count()).toBe(0);
  });

  test("each time, it has the same end, and the folder is as if nothing had been", async () => {
    const [before, id] = [await told(), await ordered()];
    for (const nth of [2, 3, 2]) {
      await killedAt(nth);
      expect(await filesOf(id)).toHaveLength(1);
      await leaseRunsOut();
    }
    expect(await rowOf(id)).toMatchObject({ state: "waiting", tries: 3 });
    expect(await tried()).toBe(0);
    expect(await rowOf(id)).toMatchObject({ state: "failed" });
    expect(lines).toEqual([`evidence export ${id} at ${mine[0]} failed for good (worker ended)`]);
    expect(await filesOf(id)).toEqual([]);
    expect(more(before, await told())).toEqual([1, 1, 0]);
  });
});
