import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { removeLeftovers } from "./leftovers";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let folder = "";

beforeAll(async () => {
  portal = await openTestPortal("leftovers");
  folder = await mkdtemp(join(tmpdir(), "rightful-leftovers-"));
  process.env.FILES_DIR = folder;
}, 60_000);
afterAll(async () => {
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});

async function put(name: string, hoursOld: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "x");
  const at = new Date(Date.now() - hoursOld * 3_600_000);
  await utimes(path, at, at);
  return name;
}

test("what no package names goes a day after it was last written; nothing else does", async () => {
  const request = await fileRequest(await signedIn());
  const row = { bytes: 1n, records: 1, sha256: "0".repeat(64), key: randomBytes(60) };
  await db().package.create({ data: { request, file: await put("kept.package", 900), ...row } });
  const destroyed = { destroyedAt: new Date(), key: null, request: await fileRequest(await signedIn()) };
  await db().package.create({ data: { ...row, ...destroyed, file: await put("destroyed.package", 25) } });
  for (const name of ["orphan.package", "half.package.0a.part", "records.0b.spool"]) await put(name, 25);
  const young = await put("young.package.0c.part", 23);
  const foreign = await put("note.txt", 900);
  expect(await removeLeftovers()).toBe(4);
  expect((await readdir(folder)).toSorted()).toEqual(["kept.package", foreign, young].toSorted());
  expect(await removeLeftovers()).toBe(0);
});

test("a folder that was never made holds nothing", async () => {
  process.env.FILES_DIR = join(folder, "absent");
  expect(await removeLeftovers()).toBe(0);
  process.env.FILES_DIR = folder;
});
