/** A day of many lines: little of it in memory, and files that cannot hold what is looked for are left alone. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutoffs, kim, line, openFolder, type Folder } from "./logs.fixture";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let folder: Folder;
beforeAll(async () => {
  folder = await openFolder();
  for (const [name, day] of [
    ["access.log.1", 22],
    ["access.log.2.gz", 21],
  ] as const) {
    const text = Array.from({ length: 100_000 }, (_, at) =>
      line(`2026-11-${day}T10:00:00.${String(at).padStart(6, "0")}Z`, at % 2 ? "KW-1" : "KW-2", "203.0.113.7"),
    );
    await folder.put(name, text, 24);
  }
}, 120_000);
afterAll(() => folder.remove());

test("a list and the records of 100,000 lines among 200,000 stream in flat memory", async () => {
  const source = folder.source();
  const { groups } = await source.locate(kim, cutoffs);
  expect(groups.map(({ count }) => count)).toEqual([100_000]);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let highest = 0;
  for (const stream of [source.list(kim, groups[0]!), source.read(kim, groups[0]!)]) {
    let seen = 0;
    for await (const { key } of stream) {
      seen += 1;
      if (key === "" || seen % 20_000 !== 0) continue;
      collectGarbage();
      highest = Math.max(highest, process.memoryUsage().heapUsed - before);
    }
    expect(seen).toBe(100_000);
  }
  expect(highest / 2 ** 20).toBeLessThan(50);
}, 120_000);
