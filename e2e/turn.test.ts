import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const seven = [0, 1, 2, 3, 4, 5, 6];
async function taken(env: Record<string, string>, from?: number, turns?: number) {
  vi.resetModules();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return (await import("./turn")).todaysOf(seven, from, turns);
}

test("three turns take each once, wherever one begins", async () => {
  for (const from of [0, 1, 5]) {
    const parts = [];
    for (const TURN of ["0", "1", "2"]) parts.push(...(await taken({ EVERYTHING: "", TURN }, from)));
    expect(parts.toSorted()).toEqual(seven);
  }
});

test("who begins elsewhere takes another part", async () => {
  expect(await taken({ EVERYTHING: "", TURN: "0" }, 0)).toEqual([0, 3, 6]);
  expect(await taken({ EVERYTHING: "", TURN: "0" }, 1)).toEqual([2, 5]);
});

test("everything is everything", async () => {
  expect(await taken({ EVERYTHING: "1", TURN: "0" })).toEqual(seven);
});
