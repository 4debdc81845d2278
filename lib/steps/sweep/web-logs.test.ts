/** Art. 5(1)(e): log files on a disk are swept like the database, with the model policy: counted first, then shortened. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { sweepNow } from "./sweep";
import { openWindows } from "./window";
import { runSweep } from "./run-sweep";

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal("sweep-web-logs", { vendors: true });
}, 300_000);
afterAll(() => portal.close());

/** Lines of more than seven days ago that still name an account or a whole address. */
async function overdue(): Promise<string[]> {
  const before = Date.now() - 168 * 3_600_000;
  const found: string[] = [];
  for (const name of await readdir(portal.webLogs)) {
    const bytes = await readFile(join(portal.webLogs, name));
    const lines = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().trim().split("\n");
    found.push(...lines.filter((line) => instantOf(line) < before && /KW-\d|\d+\.\d+\.\d+\.[1-9]|"user":"/.test(line)));
  }
  return found;
}

function instantOf(line: string): number {
  const [, iso] = /"time":"([^"]+)"/.exec(line) ?? [];
  const [, day, month, year, time] = /\[(\d\d)\/(\w{3})\/(\d{4}):(\S+) /.exec(line) ?? [];
  return Date.parse(iso ?? `${day} ${month} ${year} ${time} GMT`);
}

async function sweepOf(window: string) {
  await openWindows({ dry: false, window });
  const at = { window, source: "web-logs", category: "server-log" };
  const { id } = await db().sweep.findFirstOrThrow({ where: at });
  await runSweep(id);
  return db().sweep.findUniqueOrThrow({ where: { id } });
}

test("a dry run counts what is due in the files and writes nothing", async () => {
  const before = await overdue();
  expect(before.length).toBeGreaterThan(50);
  const counted = await sweepNow({ dry: true });
  const files = counted.filter(({ source }) => source === "web-logs");
  expect(files).toMatchObject([{ category: "server-log", rule: "full-address", writing: "truncate", done: 0 }]);
  const due = files[0]?.due ?? 0;
  expect(due).toBeGreaterThanOrEqual(before.length);
  expect(await overdue()).toEqual(before);

  // Only rules of which there can be lines in the files are looked at.
  const rules = await db().sweep.findMany({ where: { source: "web-logs" }, select: { category: true } });
  expect(rules.map(({ category }) => category).toSorted()).toEqual(["server-log", "server-log-truncated"]);
}, 300_000);

test("a hold on one person keeps their lines and nobody else's", async () => {
  const placed = {
    kind: "legal",
    account: "KW-100002",
    reason: Buffer.from("x"),
    placedBy: (await signedIn("hold", { roles: ["dpo"] })).person as string,
    reviewOn: new Date("2027-06-01"),
  };
  const held = await db().hold.create({ data: placed });
  const before = await overdue();
  const own = before.filter((line) => line.includes("KW-100002"));
  expect(own.length).toBeGreaterThan(5);
  const row = await sweepOf("held");
  expect(row).toMatchObject({ state: "done", held: 0n, stopped: BigInt(own.length) });
  expect(Number(row.done)).toBeGreaterThan(50);
  expect(await overdue()).toEqual(own);
  await db().hold.update({ where: { id: held.id }, data: { releasedAt: new Date() } });
  expect(await sweepOf("released")).toMatchObject({ state: "done", done: BigInt(own.length), stopped: 0n });
  expect(await overdue()).toEqual([]);
}, 300_000);
