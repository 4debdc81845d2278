/** Ten thousand tickets and a file of a gibibyte pass through in flat memory; the order of the tickets stands. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

type Grown<Result> = { result: Result; grew: number };
type Seen = {
  tickets: Grown<{ read: number; counted: number; inOrder: boolean; mebibytes: number }>;
  file: Grown<{ bytes: number; largest: number }>;
};

test("memory stays flat", async () => {
  // A reader that kept what it read would not fit into this heap.
  const run = [
    "--max-old-space-size=96",
    "--max-semi-space-size=4",
    "--expose-gc",
    "--import",
    "tsx",
    "lib/sources/zendesk/memory.fixture.ts",
  ];
  const { stdout } = await promisify(execFile)(process.execPath, run, { maxBuffer: 1 << 20 });
  const { tickets, file } = JSON.parse(stdout) as Seen;
  expect(tickets.result).toMatchObject({ read: 10_000, counted: 10_001, inOrder: true });
  expect(tickets.result.mebibytes).toBeGreaterThan(110);
  expect(tickets.grew).toBeLessThan(100);
  expect(file.result.bytes).toBeGreaterThan(2 ** 30);
  expect(file.result.largest).toBeLessThan(2 ** 21);
  expect(file.grew).toBeLessThan(150);
}, 120_000);
