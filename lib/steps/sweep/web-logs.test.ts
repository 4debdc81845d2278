/** Art. 5(1)(e): log files on a disk are swept like the database, with the model policy: counted first, then shortened. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { startPortal, type Portal } from "../portal.fixture";
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

test("a dry run counts what is due in the files, the sweep shortens exactly that, and the next finds nothing", async () => {
  expect((await overdue()).length).toBeGreaterThan(50);
  const counted = await sweepNow({ dry: true });
  const files = counted.filter(({ source }) => source === "web-logs");
  expect(files).toMatchObject([{ category: "server-log", rule: "full-address", writing: "truncate", done: 0 }]);
  const due = files[0]?.due ?? 0;
  expect(due).toBeGreaterThanOrEqual((await overdue()).length);

  const sweepOf = async (window: string) => {
    await openWindows({ dry: false, window });
    const at = { window, source: "web-logs", category: "server-log" };
    const { id } = await db().sweep.findFirstOrThrow({ where: at });
    await runSweep(id);
    return db().sweep.findUniqueOrThrow({ where: { id } });
  };
  expect(await sweepOf("one")).toMatchObject({ state: "done", done: BigInt(due), held: 0n, stopped: 0n });
  expect(await overdue()).toEqual([]);
  expect(await sweepOf("two")).toMatchObject({ state: "done", due: 0n, done: 0n });
}, 300_000);
