import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { heavyTests, heavyTurns } from "./heavy-tests";
import { turns } from "./story-turns";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function left(TURN: string, EVERYTHING = ""): Promise<readonly string[]> {
  vi.resetModules();
  vi.stubEnv("TURN", TURN);
  vi.stubEnv("EVERYTHING", EVERYTHING);
  return (await import("./heavy-tests")).heavyTestsLeft();
}

test("each file is there and named once", () => {
  expect(new Set(heavyTests).size).toBe(heavyTests.length);
  expect(heavyTests.filter((file) => !existsSync(join(import.meta.dirname, "..", file)))).toEqual([]);
});

test("in a week each is run, on one day; everything leaves none", async () => {
  const run: string[] = [];
  for (let turn = 0; turn < heavyTurns; turn += 1) {
    const others = await left(String(turn));
    run.push(...heavyTests.filter((file) => !others.includes(file)));
  }
  expect(run.toSorted()).toEqual(heavyTests.toSorted());
  expect(await left("0", "1")).toEqual([]);
});

test("the week is that of the stories", () => {
  expect(heavyTurns).toBe(turns.length);
});
