import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nothing, playwrightCounts, storiesListed, sum, verdict } from "./counts";

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-counts-"));
  file = join(folder, "report.json");
  const story = (title: string, status: string, line: number) => ({ file: "a.spec.ts", title, line, ok: status !== "unexpected", tests: [{ status }] }); // prettier-ignore
  const inner = { title: "inner", specs: [story("told again", "flaky", 5), story("wrong", "unexpected", 9)] };
  const suites = [{ title: "a.spec.ts", specs: [story("right", "expected", 1)], suites: [inner] }];
  const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 };
  await writeFile(file, JSON.stringify({ stats, errors: [], suites }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a story that passed only when told again has passed, and is named", async () => {
  const counts = await playwrightCounts(file);
  expect(counts).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
    names: ["a.spec.ts:9 › wrong"],
    unsteady: ["a.spec.ts:5 › told again"],
  });
  expect(sum([nothing, counts, counts]).unsteady).toHaveLength(2);
  expect(verdict(counts)).toBe("2 passed, 1 failed");
});

test("a list names stories of all depths", async () => {
  expect(await storiesListed(file)).toBe(3);
});
